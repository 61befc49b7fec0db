import type { PromiseState, PromiseVerb } from './contract.ts'

/** What each verb makes of a promise, by where it stands; what is not here cannot be done. */
const course: Record<PromiseVerb, Partial<Record<PromiseState, PromiseState>>> = {
  confirm: { 'to-check': 'kept', rectifying: 'kept' },
  rectify: { 'to-check': 'rectifying' },
  'find-false': { 'to-check': 'false', rectifying: 'false' },
  // 陈述、申辩: the party is heard before anything is taken away (行政许可法第7条), and it changes no state by itself.
  state: { signed: 'signed', 'to-check': 'to-check', rectifying: 'rectifying', false: 'false' },
  annul: { false: 'annulled' },
  // 信用修复 opens promises to the party again; what was found stays found.
  repair: { annulled: 'annulled' },
}

export const promiseVerbs = Object.keys(course) as PromiseVerb[]

export const stateAfter = (state: PromiseState, verb: PromiseVerb): PromiseState | undefined => course[verb][state]

/** Last day of the check: 事后核查 counts from the day of the grant, which is day 0. */
export function checkDue(
  granted: string,
  within: { unit: string; days: number },
  addWorkingDays: (from: string, days: number) => { date: string },
): string {
  if (within.unit === 'working') return addWorkingDays(granted, within.days).date
  return new Date(Date.parse(granted) + within.days * 86_400_000).toISOString().slice(0, 10)
}
