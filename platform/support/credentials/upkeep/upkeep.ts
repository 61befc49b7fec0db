import { addCalendarDays } from '#kernel/calendar-date.ts'
import type { CredentialType, CredentialVerb } from '../contract.ts'
import type { UpkeepVerb } from './declared.ts'

const upkeepVerbs: readonly string[] = ['change', 'renew', 'annual-check'] satisfies UpkeepVerb[]

export const isUpkeep = (verb: CredentialVerb): verb is UpkeepVerb => upkeepVerbs.includes(verb)

/** Whether a type knows this verb: upkeep when it declares it, the others unless it lists its acts without it. */
export function knowsVerb(type: CredentialType, verb: CredentialVerb): boolean {
  if (verb === 'annual-check') return type.upkeep?.annualCheck !== undefined
  if (verb === 'change' || verb === 'renew') return type.upkeep?.[verb] !== undefined
  return type.acts?.includes(verb) ?? true
}

/** The elements that an audience of the type does not read. */
export function withheldFrom(type: CredentialType, audiences: readonly string[]): string[] {
  const levels = type.disclosure.levels ?? []
  return levels.filter(({ to }) => !to.some((each) => audiences.includes(each))).flatMap(({ elements }) => elements)
}

/** The yearly check that is due on a day, with its first and last day; none in the year of issue or out of its days. */
export function checkDue(
  type: CredentialType,
  issued: string,
  day: string,
): { year: number; from: string; to: string } | undefined {
  const check = type.upkeep?.annualCheck
  const year = Number(day.slice(0, 4))
  if (!check || Number(issued.slice(0, 4)) >= year) return undefined
  const due = { year, from: `${year}-${check.from}`, to: `${year}-${check.to}` }
  return due.from <= day ? due : undefined
}

/** From which day a licence that ends on `validTo` may be renewed. */
export function renewableFrom(type: CredentialType, validTo: string): string | undefined {
  const renew = type.upkeep?.renew
  return renew && addCalendarDays(validTo, -renew.daysBefore)
}
