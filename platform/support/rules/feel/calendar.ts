import type { Zone } from './values.ts'

export const NANOS_PER_SECOND = 1_000_000_000
export const NANOS_PER_DAY = 86_400 * NANOS_PER_SECOND

/** Days from 1970-01-01 in the proleptic Gregorian calendar; any year a safe integer can hold. */
export function epochDay(year: number, month: number, day: number): number {
  // March-based years put the leap day last, so the day number is linear within a 400-year era.
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The civil date of an epoch day: the inverse of `epochDay`. */
export function civilDate(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthIndex = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * monthIndex + 2) / 5) + 1
  const month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day }
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** ISO 8601 weekday, Monday = 1. */
export function weekday(days: number): number {
  return ((((days + 3) % 7) + 7) % 7) + 1
}

/** ISO 8601 week number: the week that holds the year's first Thursday is week 1. */
export function isoWeek(days: number): number {
  const thursday = days - weekday(days) + 4
  return Math.floor((thursday - epochDay(civilDate(thursday).year, 1, 1)) / 7) + 1
}

/** The named IANA zone, or null when the host's zone data does not know it. */
export function namedZone(id: string): Zone | null {
  if (!/^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(id)) return null
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: id, timeZoneName: 'longOffset', year: 'numeric' })
    return { kind: 'named', id, format }
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

// The reach of the host's Date; beyond it a zone keeps the offset it has at the edge.
const DATE_REACH = 8.64e12

function namedOffset(format: Intl.DateTimeFormat, epochSeconds: number): number {
  const clamped = Math.max(-DATE_REACH, Math.min(DATE_REACH, epochSeconds))
  const name = format.formatToParts(clamped * 1000).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT'
  const match = /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(name)
  if (!match?.[1]) return 0
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0)
  return match[1] === '-' ? -seconds : seconds
}

/** Seconds east of UTC at an instant. */
export function offsetAtInstant(zone: Zone, epochSeconds: number): number {
  return zone.kind === 'offset' ? zone.seconds : namedOffset(zone.format, epochSeconds)
}

/** Seconds east of UTC at a local wall-clock reading; in an overlap the earlier offset, in a gap the one before it. */
export function offsetAtLocal(zone: Zone, localSeconds: number): number {
  if (zone.kind === 'offset') return zone.seconds
  const before = namedOffset(zone.format, localSeconds - 86_400)
  const after = namedOffset(zone.format, localSeconds + 86_400)
  if (before === after) return before
  if (namedOffset(zone.format, localSeconds - before) === before) return before
  return namedOffset(zone.format, localSeconds - after) === after ? after : before
}

/** The zone's stable text: `Z`, `+08:00` or `@Asia/Shanghai`. */
export function formatZone(zone: Zone | null): string {
  if (zone === null) return ''
  if (zone.kind === 'named') return `@${zone.id}`
  if (zone.seconds === 0) return 'Z'
  const total = Math.abs(zone.seconds)
  const parts = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60]
  if (parts[2] === 0) parts.pop()
  return (zone.seconds < 0 ? '-' : '+') + parts.map((part) => String(part).padStart(2, '0')).join(':')
}
