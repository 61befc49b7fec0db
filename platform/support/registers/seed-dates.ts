import { dayNumber } from '#kernel/calendar-date.ts'

/**
 * `seed/dates.yaml`: the month in which the invented records were written, and which of their dates move on with the month in
 * which a city is made, so that a demo of another year still has licences in force and people insured until last month. What
 * belongs to a person for good (birth, marriage, degrees) does not move.
 */
export type SeedDates = { asOf: string; registers: Record<string, string[]>; mandates?: boolean }

/** Whole months from the month of the seed to the month of a day; never back. */
export function monthsSince(asOf: string, day: string): number {
  const count = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7))
  return Math.max(0, count(day) - count(asOf))
}

/** A date, a month or a year so many months later; the last day of a month stays within its month. What is none of them stays. */
export function laterBy(months: number, value: unknown): unknown {
  if (typeof value === 'number' && Number.isInteger(value)) return value + Math.floor(months / 12)
  if (typeof value !== 'string' || months === 0) return value
  const [, year, month, day] = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(value) ?? []
  if (!year || !month) return value
  const count = Number(year) * 12 + Number(month) - 1 + months
  const moved = `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`
  if (!day) return moved
  for (let last = Number(day); ; last--) {
    const date = `${moved}-${String(last).padStart(2, '0')}`
    if (dayNumber(date) !== undefined) return date
  }
}
