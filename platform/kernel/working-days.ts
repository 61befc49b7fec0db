import { dateOfDay, dayNumber } from './calendar-date.ts'
import { Refusal } from './errors.ts'

/** What the State Council's yearly notices say: days off, and weekend days worked instead (调休). Dates are `YYYY-MM-DD`. */
export type YearNotice = { off: readonly string[]; work: readonly string[]; source?: readonly string[] }

/** Dated data; a year that is missing has not been published. Results are stored with the `version` they came from. */
export type CalendarData = {
  version: string
  years: Readonly<Record<string, YearNotice>>
  /** Office hours as `HH:MM` of the city; 08:30 to 17:30 unless said. */
  hours?: OfficeHours
  /** An office's own days and hours, in order; before the first they are the city's. */
  periods?: readonly OfficePeriod[]
}

export type OfficeHours = { opens: string; closes: string }

export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
export type Weekday = (typeof weekdays)[number]

/**
 * What is other in an office than in the city, from a day on until the next period begins. Where it opens besides, the day
 * counts. Where it is merely closed (null), the day still counts: no office makes a limit of the law longer by closing
 * (行政许可法第82条). Only days `off` do not count, which some law or decision must have made so.
 */
export type OfficePeriod = {
  from: string
  week?: Readonly<Partial<Record<Weekday, OfficeHours | null>>>
  work?: readonly string[]
  off?: readonly string[]
}

/** `provisional`: a year without a published notice was counted by weekends alone and must be counted again later. */
export type CountedDate = { date: string; provisional: boolean }
export type CountedDays = { days: number; provisional: boolean }

/** What a calendar rests on, as rules and flows read it: all published days off and worked weekend days, in order. */
export type PublishedDays = { version: string; off: readonly string[]; work: readonly string[] }

export type Calendar = {
  readonly version: string
  readonly published: PublishedDays
  isWorkingDay(date: string): { working: boolean; provisional: boolean }
  /**
   * The n-th working day after the date, which is not counted itself (day 0); before it when n is negative; the date
   * itself when n is 0.
   */
  addWorkingDays(date: string, n: number): CountedDate
  /** Working days after `from` up to and including `to`, so `addWorkingDays(from, days)` never passes `to`; 0 if `to` is earlier. */
  workingDaysBetween(from: string, to: string): CountedDays
  /** Working days from `first` to `last`, both included: what a suspension of the clock adds. */
  workingDaysWithin(first: string, last: string): CountedDays
  /** Working days left after `today` until `due`; negative when overdue, 0 on the last day. */
  workingDaysRemaining(today: string, due: string): CountedDays
  /** The instant at which the office opens or closes on that date, whether or not it is a working day. */
  startOfOfficeDay(date: string): Date
  endOfOfficeDay(date: string): Date
}

// Deadlines lie well within these years; a bounded range lets every count be one look into an array.
const FIRST_DAY = dayNumber('1990-01-01') ?? 0
const LAST_DAY = dayNumber('2099-12-31') ?? 0
const CITY_OFFSET = '+08:00'
const CITY_OFFSET_MILLIS = 8 * 3_600_000
const USUAL_HOURS: OfficeHours = { opens: '08:30', closes: '17:30' }

/** The date in the city at that instant. Asia/Shanghai has been UTC+8 without summer time since 1991. */
export function cityDate(instant: Date): string {
  return new Date(instant.getTime() + CITY_OFFSET_MILLIS).toISOString().slice(0, 10)
}

/** The time of day in the city at an instant, `HH:MM`. */
export const cityTime = (instant: Date): string =>
  new Date(instant.getTime() + CITY_OFFSET_MILLIS).toISOString().slice(11, 16)

/**
 * A working calendar over published facts, for dates from 1990 to 2099. All its functions take constant time; a text that
 * is not a date in that range is refused as `working-days.bad-date`. Makes an index of about half a megabyte: keep it.
 */
export function createCalendar(data: CalendarData): Calendar {
  const { workingDays, countUpTo } = indexOf(data)
  const hoursOn = (date: string): OfficeHours =>
    periodOn(data.periods, date)?.week?.[weekdayOf(offset(date))] ?? data.hours ?? USUAL_HOURS
  const all = (kind: 'off' | 'work') =>
    Object.values(data.years)
      .flatMap((notice) => [...notice[kind]])
      .toSorted()
  const published = { version: data.version, off: all('off'), work: all('work') }

  // Whether any of the days, both ends included, lies in a year without a notice.
  const isProvisional = (first: string, last: string): boolean => {
    for (let year = Number(first.slice(0, 4)); year <= Number(last.slice(0, 4)); year++) {
      if (!data.years[year]) return true
    }
    return false
  }

  const countAfter = (from: string, to: string): CountedDays => {
    const [start, end] = [offset(from), offset(to)]
    if (end <= start) return { days: 0, provisional: false }
    const provisional = isProvisional(dateOfDay(FIRST_DAY + start + 1), to)
    return { days: countUpTo[end]! - countUpTo[start]!, provisional }
  }

  const addWorkingDays = (date: string, n: number): CountedDate => {
    if (!Number.isInteger(n)) throw new RangeError('working days are counted in whole days')
    const start = offset(date)
    if (n === 0) return { date, provisional: false }
    // countUpTo says how many working days end on or before a day; looking back, the day itself must not count either.
    const before = countUpTo[n > 0 ? start : start - 1]
    const found = before === undefined ? undefined : workingDays[n > 0 ? before + n - 1 : before + n]
    if (found === undefined) throw outOfRange(date)
    const result = dateOfDay(FIRST_DAY + found)
    const next = dateOfDay(FIRST_DAY + start + Math.sign(n))
    return { date: result, provisional: n > 0 ? isProvisional(next, result) : isProvisional(result, next) }
  }

  return {
    version: data.version,
    published,
    isWorkingDay: (date) => {
      const day = offset(date)
      return { working: countUpTo[day] !== (countUpTo[day - 1] ?? 0), provisional: isProvisional(date, date) }
    },
    addWorkingDays,
    workingDaysBetween: countAfter,
    workingDaysWithin: (first, last) => countAfter(dateOfDay(FIRST_DAY + offset(first) - 1), last),
    workingDaysRemaining: (today, due) => {
      if (today <= due) return countAfter(today, due)
      const overdue = countAfter(due, today)
      return { days: 0 - overdue.days, provisional: overdue.provisional }
    },
    startOfOfficeDay: (date) => cityInstant(date, hoursOn(date).opens),
    endOfOfficeDay: (date) => cityInstant(date, hoursOn(date).closes),
  }
}

const weekdayOf = (offset: number): Weekday => weekdays[(FIRST_DAY + offset + 4) % 7]! // 1970-01-01 was a Thursday

/** The period in force on a date. */
export function periodOn(periods: readonly OfficePeriod[] | undefined, date: string): OfficePeriod | undefined {
  return periods?.findLast(({ from }) => from <= date)
}

/** `workingDays`: their offsets in order. `countUpTo`: for each day, how many working days lie on or before it. */
function indexOf(data: CalendarData): { workingDays: Int32Array; countUpTo: Int32Array } {
  const notices = Object.values(data.years)
  // A notice also rules the last days of the year before, so dates are collected over all of them.
  const off = new Set(notices.flatMap((notice) => notice.off.map(offset)))
  const work = new Set(notices.flatMap((notice) => notice.work.map(offset)))
  const countUpTo = new Int32Array(LAST_DAY - FIRST_DAY + 1)
  const workingDays = new Int32Array(countUpTo.length)
  const own = ownDays(data.periods ?? [])
  let count = 0
  for (let day = 0; day < countUpTo.length; day++) {
    const weekday = weekdayOf(day)
    const isWeekend = weekday === 'sun' || weekday === 'sat'
    const usual = work.has(day) || !(off.has(day) || (isWeekend && !own.opens(day, weekday)))
    if (own.given.get(day) ?? usual) workingDays[count++] = day
    countUpTo[day] = count
  }
  return { workingDays: workingDays.slice(0, count), countUpTo }
}

/** Days that an office has made its own: by date, and by the week of the period that a day lies in. */
function ownDays(periods: readonly OfficePeriod[]) {
  const spans = periods.map((period, index) => {
    const next = periods[index + 1]
    return { period, first: offset(period.from), last: next ? offset(next.from) - 1 : LAST_DAY - FIRST_DAY }
  })
  const given = new Map<number, boolean>()
  for (const { period, first, last } of spans) {
    const within = (dates: readonly string[] = []) => dates.map(offset).filter((day) => first <= day && day <= last)
    for (const day of within(period.work)) given.set(day, true)
    for (const day of within(period.off)) given.set(day, false)
  }
  const opens = (day: number, weekday: Weekday): boolean => {
    const span = spans.findLast(({ first }) => first <= day)
    return (span?.period.week?.[weekday] ?? null) !== null
  }
  return { given, opens }
}

function offset(date: string): number {
  const day = dayNumber(date)
  if (day === undefined || day < FIRST_DAY || day > LAST_DAY) throw outOfRange(date)
  return day - FIRST_DAY
}

function outOfRange(date: string): Refusal {
  return new Refusal(
    'invalid',
    'working-days.bad-date',
    `working days are known from 1990 to 2099, not for or from ${date}`,
  )
}

function cityInstant(date: string, time: string): Date {
  const instant = new Date(`${date}T${time}:00${CITY_OFFSET}`)
  if (Number.isNaN(instant.getTime())) throw outOfRange(date)
  return instant
}
