import {
  civilDate,
  daysInMonth,
  epochDay,
  NANOS_PER_DAY,
  NANOS_PER_SECOND,
  offsetAtInstant,
  offsetAtLocal,
} from './calendar.ts'
import { days, MAX_YEAR, makeDate, makeDateTime, makeTime } from './temporal.ts'
import type { DaysDuration, FeelDate, FeelDateTime, FeelTime } from './values.ts'

const DAY = BigInt(NANOS_PER_DAY)
const SECOND = BigInt(NANOS_PER_SECOND)

export type Dated = FeelDate | FeelDateTime

/** DMN 1.5 §10.3.2.3.5: a date stands for its midnight in UTC wherever a date and time is wanted. */
export function atMidnight(value: Dated): FeelDateTime {
  return value.kind === 'date' ? makeDateTime(value, 0, { kind: 'offset', seconds: 0 }) : value
}

/** Nanoseconds from 1970-01-01 on the wall clock, without the zone. */
function localNanos(value: FeelDateTime): bigint {
  return BigInt(epochDay(value.year, value.month, value.day)) * DAY + BigInt(value.nanos)
}

/** Seconds east of UTC, or null where there is no zone. */
export function offsetOf(value: FeelDateTime): number | null {
  return value.zone && offsetAtLocal(value.zone, Number(localNanos(value) / SECOND))
}

/** Nanoseconds from the epoch; a value without a zone is read as if in UTC. */
export function instantNanos(value: Dated): bigint {
  const full = atMidnight(value)
  return localNanos(full) - BigInt(offsetOf(full) ?? 0) * SECOND
}

/** Nanoseconds of the day in UTC, which may lie outside one day. */
export function timeNanos(value: FeelTime): number {
  return value.nanos - (offsetOfTime(value) ?? 0) * NANOS_PER_SECOND
}

/** A named zone has no offset without a date; the start of the epoch stands in, as one must. */
export function offsetOfTime(value: FeelTime): number | null {
  return value.zone && offsetAtLocal(value.zone, Math.floor(value.nanos / NANOS_PER_SECOND))
}

function floorDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b
  return a % b < 0n ? quotient - 1n : quotient
}

/** Moves along the time line and keeps the zone; null past the reach of the calendar. */
export function addDays(value: FeelDateTime, duration: DaysDuration): FeelDateTime | null {
  if (value.zone?.kind !== 'named') return fromLocal(localNanos(value) + duration.nanos, value.zone)
  const instant = instantNanos(value) + duration.nanos
  const offset = offsetAtInstant(value.zone, Number(floorDiv(instant, SECOND)))
  return fromLocal(instant + BigInt(offset) * SECOND, value.zone)
}

function fromLocal(nanos: bigint, zone: FeelDateTime['zone']): FeelDateTime | null {
  const day = floorDiv(nanos, DAY)
  const date = dateOfDay(Number(day))
  return date && makeDateTime(date, Number(nanos - day * DAY), zone)
}

function dateOfDay(day: number): FeelDate | null {
  if (Math.abs(day) > 366 * MAX_YEAR) return null
  const { year, month, day: dayOfMonth } = civilDate(day)
  return makeDate(year, month, dayOfMonth)
}

/** A date moved by a days and time duration: the date part of its midnight moved. */
export function addDaysToDate(value: FeelDate, duration: DaysDuration): FeelDate | null {
  return dateOfDay(epochDay(value.year, value.month, value.day) + Number(floorDiv(duration.nanos, DAY)))
}

/** Adds months, keeping the day or falling back to the month's last. */
export function addMonths<T extends Dated>(value: T, count: number): T | null {
  const index = value.year * 12 + (value.month - 1) + count
  const year = Math.floor(index / 12)
  if (Math.abs(year) > MAX_YEAR) return null
  const month = index - year * 12 + 1
  return { ...value, year, month, day: Math.min(value.day, daysInMonth(year, month)) }
}

/** A time moved around the clock. */
export function addToTime(value: FeelTime, duration: DaysDuration): FeelTime {
  const moved = (BigInt(value.nanos) + duration.nanos) % DAY
  return makeTime(Number(moved < 0n ? moved + DAY : moved), value.zone)
}

/** The time between two dates; null when only one of them has a zone, which a date alone has: UTC. */
export function between(a: Dated, b: Dated): DaysDuration | null {
  const [left, right] = [atMidnight(a), atMidnight(b)]
  if ((left.zone === null) !== (right.zone === null)) return null
  return days(instantNanos(left) - instantNanos(right))
}

/** Whole months from `from` to `to` by their dates, negative when `to` is earlier; clocks do not count. */
export function monthsBetween(from: Dated, to: Dated): number {
  let count = (to.year - from.year) * 12 + (to.month - from.month)
  if (count > 0 && to.day < from.day) count--
  if (count < 0 && to.day > from.day) count++
  return count
}
