import type { Mandate, MandateAct } from '../contract.ts'

const day = 86_400_000

/** No mandate runs longer: whoever still means it signs again. */
export const longestDays = 3 * 366

/** Of full age at eighteen (民法典第17条): a parent acts for a child until that day, in the city's time. */
export function fullAgeOn(birthDate: string): Date {
  const [year = 0, month = 1, date = 1] = birthDate.split('-').map(Number)
  // Who was born on 29 February is of age on 1 March of a year that has no such day.
  return new Date(Date.UTC(year + 18, month - 1, date) - 8 * 3_600_000)
}

export type Wanted = { act: MandateAct; itemId?: string }

/** Whether a mandate is for this kind of act, and for this matter; for any matter at all when none is named. */
export function covers(mandate: Pick<Mandate, 'items' | 'acts'>, { act, itemId }: Wanted): boolean {
  if (mandate.acts && !mandate.acts.includes(act)) return false
  return !mandate.items || (itemId !== undefined && mandate.items.includes(itemId))
}

export type MandateState = 'asked' | 'in-force' | 'declined' | 'ended' | 'over'

export function stateOf(row: { signedAt: Date | null; endedAt: Date | null; validTo: Date }, now: Date): MandateState {
  if (row.endedAt) return row.signedAt ? 'ended' : 'declined'
  if (row.validTo <= now) return 'over'
  return row.signedAt ? 'in-force' : 'asked'
}

/** Whether the time of a mandate lies ahead and is no longer than it may be. */
export function isDecentPeriod(from: Date, until: Date, now: Date): boolean {
  return until > from && until > now && until.getTime() - from.getTime() <= longestDays * day
}
