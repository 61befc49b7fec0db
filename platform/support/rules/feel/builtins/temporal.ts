import { epochDay, isoWeek, NANOS_PER_SECOND, namedZone, weekday } from '../calendar.ts'
import { compareNumbers, multiply, toDecimal } from '../number.ts'
import {
  makeDate,
  makeDateTime,
  makeTime,
  months,
  offsetZone,
  parseDate,
  parseDateTime,
  parseDuration,
  parseTime,
} from '../temporal.ts'
import { type Dated, monthsBetween } from '../temporal-math.ts'
import {
  type DaysDuration,
  type FeelDate,
  type FeelDateTime,
  type FeelFunction,
  type FeelNumber,
  type FeelTime,
  fail,
  type Run,
  type Value,
  type Zone,
} from '../values.ts'
import { builtin, signature } from './signature.ts'

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

function invalid(run: Run, what: string): null {
  return fail(run, 'temporal', `this is no ${what}`)
}

/** What may name a zone, whose history has to be looked up. */
function costly<T>(run: Run, value: T): T {
  run.spend(60)
  return value
}

function whole(value: FeelNumber): number {
  return typeof value === 'number' ? value : Number.NaN
}

function datePart(value: Dated): FeelDate | null {
  return makeDate(value.year, value.month, value.day)
}

/** Nanoseconds of the day from clock parts; seconds may have a fraction. Null when they are no clock time. */
function clock(hour: FeelNumber, minute: FeelNumber, second: FeelNumber): number | null {
  const [h, m] = [whole(hour), whole(minute)]
  if (!(h >= 0 && h <= 23 && m >= 0 && m <= 59)) return null
  if (compareNumbers(second, 0) < 0 || compareNumbers(second, 60) >= 0) return null
  const nanos = multiply(second, NANOS_PER_SECOND)
  return nanos === null ? null : (h * 3600 + m * 60) * NANOS_PER_SECOND + toDecimal(nanos).trunc().toNumber()
}

function zoneOf(offset: DaysDuration): Zone | null {
  const seconds = offset.nanos / BigInt(NANOS_PER_SECOND)
  return offset.nanos % BigInt(NANOS_PER_SECOND) === 0n ? offsetZone(Number(seconds)) : null
}

function timeOfParts(run: Run, h: FeelNumber, m: FeelNumber, s: FeelNumber, offset: DaysDuration | null): Value {
  const nanos = clock(h, m, s)
  const zone = offset && zoneOf(offset)
  if (nanos === null || (offset && !zone)) return invalid(run, 'time')
  return makeTime(nanos, zone)
}

function dateTimeOfParts(
  run: Run,
  [year, month, day, hour, minute, second]: readonly FeelNumber[],
  zone: Zone | null | undefined,
): Value {
  const date = makeDate(whole(year ?? 0), whole(month ?? 0), whole(day ?? 0))
  const nanos = clock(hour ?? 0, minute ?? 0, second ?? 0)
  if (!date || nanos === null || zone === undefined) return invalid(run, 'date and time')
  return makeDateTime(date, nanos, zone)
}

function dayNumber(value: Dated): number {
  return epochDay(value.year, value.month, value.day)
}

/** The same function for a date and for a date and time. */
function ofDay(name: string, compute: (value: Dated) => Value): FeelFunction {
  return builtin(
    name,
    signature(['date: date'], (_run, date) => compute(date)),
    signature(['date: date and time'], (_run, date) => compute(date)),
  )
}

function duration(run: Run, from: Dated, to: Dated): Value {
  const span = monthsBetween(from, to)
  return Number.isSafeInteger(span) ? months(span) : invalid(run, 'duration')
}

function joined(_run: Run, date: Dated, time: FeelTime): Value {
  const day = datePart(date)
  return day && makeDateTime(day, time.nanos, time.zone)
}

function nowOf(run: Run): FeelDateTime | null {
  return run.now() ?? fail(run, 'temporal', 'no time was given to this evaluation')
}

export const temporalFunctions: readonly FeelFunction[] = [
  builtin(
    'date',
    signature(['from: string'], (run, from) => parseDate(from) ?? invalid(run, 'date')),
    signature(['from: date and time'], (_run, from) => datePart(from)),
    signature(['from: date'], (_run, from) => from),
    signature(
      ['year: number', 'month: number', 'day: number'],
      (run, y, m, d) => makeDate(whole(y), whole(m), whole(d)) ?? invalid(run, 'date'),
    ),
  ),
  builtin(
    'time',
    signature(['from: string'], (run, from) => costly(run, parseTime(from)) ?? invalid(run, 'time')),
    signature(['from: time'], (_run, from) => from),
    signature(['from: date and time'], (_run, from) => makeTime(from.nanos, from.zone)),
    signature(['from: date'], () => makeTime(0, { kind: 'offset', seconds: 0 })),
    signature(['hour: number', 'minute: number', 'second: number', 'offset?: days and time duration'], timeOfParts),
  ),
  builtin(
    'date and time',
    signature(['from: string'], (run, from) => costly(run, parseDateTime(from)) ?? invalid(run, 'date and time')),
    signature(['from: date and time'], (_run, from) => from),
    signature(['date: date', 'time: time'], joined),
    signature(['date: date and time', 'time: time'], joined),
    signature(
      ['year: number', 'month: number', 'day: number', 'hour: number', 'minute: number', 'second: number'],
      (run, ...parts) => dateTimeOfParts(run, parts, null),
    ),
    signature(
      [
        'year: number',
        'month: number',
        'day: number',
        'hour: number',
        'minute: number',
        'second: number',
        'offset: days and time duration',
      ],
      (run, y, mo, d, h, mi, s, offset) => dateTimeOfParts(run, [y, mo, d, h, mi, s], zoneOf(offset) ?? undefined),
    ),
    signature(
      [
        'year: number',
        'month: number',
        'day: number',
        'hour: number',
        'minute: number',
        'second: number',
        'timezone: string',
      ],
      (run, y, mo, d, h, mi, s, zone) => dateTimeOfParts(run, [y, mo, d, h, mi, s], namedZone(zone) ?? undefined),
    ),
  ),
  builtin(
    'duration',
    signature(['from: string'], (run, from) => parseDuration(from) ?? invalid(run, 'duration')),
    signature(['from: days and time duration'], (_run, from) => from),
    signature(['from: years and months duration'], (_run, from) => from),
  ),
  builtin(
    'years and months duration',
    signature(['from: date', 'to: date'], duration),
    signature(['from: date and time', 'to: date and time'], duration),
    signature(['from: date', 'to: date and time'], duration),
    signature(['from: date and time', 'to: date'], duration),
  ),
  ofDay('day of year', (value) => dayNumber(value) - epochDay(value.year, 1, 1) + 1),
  ofDay('day of week', (value) => WEEKDAYS[weekday(dayNumber(value)) - 1] ?? null),
  ofDay('month of year', (value) => MONTHS[value.month - 1] ?? null),
  ofDay('week of year', (value) => isoWeek(dayNumber(value))),
  builtin('now', signature([], nowOf)),
  builtin(
    'today',
    signature([], (run) => {
      const now = nowOf(run)
      return now && datePart(now)
    }),
  ),
]
