import { Refusal } from '#kernel/errors.ts'
import type { Calendar } from '#kernel/working-days.ts'
import type { CaseTerms, OwedMaterial } from './terms.ts'

/** Days before the last one on which the applicant is reminded. */
export const remindBefore = 2

/** What has not come yet, whether its day has passed or not. */
export function outstanding(terms: CaseTerms | undefined): OwedMaterial[] {
  return terms?.owed.filter(({ state }) => state !== 'received') ?? []
}

/** The clerk's own day for some of what is owed: not before tomorrow, not after what the item allows. */
export function withDays(
  terms: CaseTerms | undefined,
  chosen: readonly { key: string; due: string }[],
  today: string,
  calendar: Calendar,
): CaseTerms | undefined {
  const faults = chosen.flatMap(({ key, due }, i) => {
    const owed = terms?.owed.find((each) => each.key === key && each.state === 'promised')
    if (!owed) return [{ pointer: `/owed/${i}/key`, rule: 'unknown', detail: '这份材料没有申请后补' }]
    const last = calendar.addWorkingDays(today, owed.days).date
    return due > today && due <= last
      ? []
      : [{ pointer: `/owed/${i}/due`, rule: 'range', detail: `补交的日子在明天到${last}之间` }]
  })
  if (faults.length > 0) throw new Refusal('invalid', 'cases.owed-day', 'The day to follow is not possible', { faults })
  const dayOf = (key: string) => chosen.find((each) => each.key === key)?.due
  return terms && change(terms, (owed) => ({ ...owed, ...(dayOf(owed.key) ? { due: dayOf(owed.key)! } : {}) }))
}

/** Acceptance starts the days of what may follow; a day the clerk chose stays. */
export function startOwed(terms: CaseTerms, accepted: string, calendar: Calendar): CaseTerms {
  return change(terms, (owed) =>
    owed.state === 'promised'
      ? { ...owed, state: 'owed', due: owed.due ?? calendar.addWorkingDays(accepted, owed.days).date }
      : owed,
  )
}

export function received(terms: CaseTerms, key: string, at: Date): CaseTerms {
  return change(terms, (owed) =>
    owed.key === key ? { ...owed, state: 'received', receivedAt: at.toISOString() } : owed,
  )
}

/** What the day asks for: materials whose last day has passed, and those it is time to remind of. */
export function dueOn(
  terms: CaseTerms,
  today: string,
  calendar: Calendar,
): { lapsed: OwedMaterial[]; remind: OwedMaterial[] } {
  const owed = terms.owed.filter(({ state }) => state === 'owed')
  const passed = (each: OwedMaterial) => each.due !== undefined && each.due < today
  const isNear = ({ due }: OwedMaterial) =>
    due !== undefined && calendar.workingDaysRemaining(today, due).days <= remindBefore
  return {
    lapsed: owed.filter(passed),
    remind: owed.filter((each) => !passed(each) && isNear(each) && each.remindedOn !== today),
  }
}

export function lapse(terms: CaseTerms, lapsed: readonly OwedMaterial[]): CaseTerms {
  const keys = lapsed.map(({ key }) => key)
  return change(terms, (owed) => (keys.includes(owed.key) ? { ...owed, state: 'lapsed' } : owed))
}

export function reminded(terms: CaseTerms, of: readonly OwedMaterial[], today: string): CaseTerms {
  const keys = of.map(({ key }) => key)
  return change(terms, (owed) => (keys.includes(owed.key) ? { ...owed, remindedOn: today } : owed))
}

/** The days on which something is to be said or done, each once: reminders and the days after the last. */
export function daysToLook(terms: CaseTerms, after: string, calendar: Calendar): string[] {
  const days = terms.owed.flatMap(({ state, due }) =>
    state === 'owed' && due ? [calendar.addWorkingDays(due, -remindBefore).date, dayAfter(due)] : [],
  )
  return [...new Set(days)].filter((day) => day > after).sort()
}

const change = (terms: CaseTerms, each: (owed: OwedMaterial) => OwedMaterial): CaseTerms => ({
  ...terms,
  owed: terms.owed.map(each),
})

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
}
