const MILLIS_PER_DAY = 86_400_000
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/

/** Days from 1970-01-01 to the `YYYY-MM-DD` date, or undefined when the text is not a real date of the calendar. */
export function dayNumber(date: string): number | undefined {
  const parts = ISO_DATE.exec(date)
  if (!parts) return undefined
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  const millis = Date.UTC(year, month - 1, day)
  const back = new Date(millis)
  // Date.UTC rolls 02-30 over into March, and reads years 0–99 as 19xx; both must be refused.
  const real = back.getUTCFullYear() === year && back.getUTCMonth() === month - 1 && back.getUTCDate() === day
  return real ? millis / MILLIS_PER_DAY : undefined
}

/** The `YYYY-MM-DD` date that lies `day` days after 1970-01-01. */
export function dateOfDay(day: number): string {
  return new Date(day * MILLIS_PER_DAY).toISOString().slice(0, 10)
}

/** `20261122` as `2026-11-22`; says nothing about whether the date is real. */
export function expandDate(compact: string): string {
  return `${compact.slice(0, 4)}-${compact.slice(4, 6)}-${compact.slice(6, 8)}`
}

/** The date `days` calendar days later, or earlier when negative. The date must be a real one. */
export function addCalendarDays(date: string, days: number): string {
  const day = dayNumber(date)
  if (day === undefined) throw new RangeError(`${date} is not a date`)
  return dateOfDay(day + days)
}
