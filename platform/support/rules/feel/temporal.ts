import { civilDate, daysInMonth, epochDay, formatZone, NANOS_PER_DAY, NANOS_PER_SECOND, namedZone } from './calendar.ts'
import type { DaysDuration, Duration, FeelDate, FeelDateTime, FeelTime, MonthsDuration, Zone } from './values.ts'

const YEAR = '(-?(?:[1-9]\\d{4,8}|\\d{4}))'
const DATE = new RegExp(`^${YEAR}-(\\d\\d)-(\\d\\d)$`)
const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|z|[+-]\d\d:\d\d(?::\d\d)?|@.+)?$/
const DAYS = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d*))?S)?)?$/
const MONTHS = /^(-?)P(?:(\d+)Y)?(?:(\d+)M)?$/

export const MAX_YEAR = 999_999_999

// XML Schema Part 2 §3.2.7.3 allows offsets up to 14 hours; ISO 8601 and the national zone data reach 18.
const MAX_OFFSET = 18 * 3600

export function makeDate(year: number, month: number, day: number): FeelDate | null {
  if (!Number.isSafeInteger(year) || Math.abs(year) > MAX_YEAR) return null
  if (!Number.isInteger(month) || month < 1 || month > 12) return null
  if (!Number.isInteger(day) || day < 1 || day > daysInMonth(year, month)) return null
  return { kind: 'date', year, month, day }
}

export function makeTime(nanos: number, zone: Zone | null): FeelTime {
  return { kind: 'time', nanos, zone }
}

export function makeDateTime(date: FeelDate, nanos: number, zone: Zone | null): FeelDateTime {
  return { kind: 'date and time', year: date.year, month: date.month, day: date.day, nanos, zone }
}

export function days(nanos: bigint): DaysDuration {
  return { kind: 'days and time duration', nanos }
}

export function months(count: number): MonthsDuration {
  return { kind: 'years and months duration', months: count + 0 }
}

/** An offset zone, or null past ±18 hours. */
export function offsetZone(seconds: number): Zone | null {
  return Number.isInteger(seconds) && Math.abs(seconds) <= MAX_OFFSET ? { kind: 'offset', seconds: seconds + 0 } : null
}

/** `YYYY-MM-DD`, years up to nine digits and negative years as in XML Schema; null when it is no calendar date. */
export function parseDate(text: string): FeelDate | null {
  const match = DATE.exec(text)
  return match ? makeDate(Number(match[1]), Number(match[2]), Number(match[3])) : null
}

/** `hh:mm:ss[.fraction][Z | ±hh:mm | @Zone/Name]`, to the nanosecond; null when it is no time. */
export function parseTime(text: string): FeelTime | null {
  const match = TIME.exec(text)
  if (!match) return null
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3])]
  // XML Schema Part 2 §3.3.8: 24:00:00 is the midnight at the end of a day.
  const endOfDay = hour === 24 && minute === 0 && second === 0 && !Number(match[4] ?? 0)
  if ((hour > 23 && !endOfDay) || minute > 59 || second > 59) return null
  const zone = match[5] === undefined ? null : parseZone(match[5])
  if (match[5] !== undefined && zone === null) return null
  const fraction = Number((match[4] ?? '').slice(0, 9).padEnd(9, '0'))
  return makeTime(((hour % 24) * 3600 + minute * 60 + second) * NANOS_PER_SECOND + fraction, zone)
}

function parseZone(text: string): Zone | null {
  if (text === 'Z' || text === 'z') return { kind: 'offset', seconds: 0 }
  if (text.startsWith('@')) return namedZone(text.slice(1))
  const [hours = 0, minutes = 0, seconds = 0] = text.slice(1).split(':').map(Number)
  if (minutes > 59 || seconds > 59) return null
  const total = hours * 3600 + minutes * 60 + seconds
  return offsetZone(text.startsWith('-') ? -total : total)
}

function nextDay(date: FeelDate): FeelDate | null {
  const { year, month, day } = civilDate(epochDay(date.year, date.month, date.day) + 1)
  return makeDate(year, month, day)
}

/** A date, `T` and a time; a date alone is its midnight without a zone. */
export function parseDateTime(text: string): FeelDateTime | null {
  const split = text.indexOf('T')
  const date = parseDate(split < 0 ? text : text.slice(0, split))
  if (!date) return null
  if (split < 0) return makeDateTime(date, 0, null)
  const time = parseTime(text.slice(split + 1))
  if (!time) return null
  const day = text.startsWith('T24', split) ? nextDay(date) : date
  return day && makeDateTime(day, time.nanos, time.zone)
}

/** ISO 8601 durations: `P1Y2M` counts months, `P1DT2H` counts days and time; a mixture is neither, so null. */
export function parseDuration(text: string): Duration | null {
  const byMonth = MONTHS.exec(text)
  if (byMonth && (byMonth[2] !== undefined || byMonth[3] !== undefined)) {
    const total = Number(byMonth[2] ?? 0) * 12 + Number(byMonth[3] ?? 0)
    return Number.isSafeInteger(total) ? months(byMonth[1] ? -total : total) : null
  }
  const byDay = DAYS.exec(text)
  if (!byDay || text.endsWith('P') || text.endsWith('T') || text.length > 60) return null
  const [d, h, m, s] = [byDay[2], byDay[3], byDay[4], byDay[5]].map((part) => BigInt(part ?? 0))
  const seconds = d! * 86_400n + h! * 3600n + m! * 60n + s!
  const nanos = seconds * BigInt(NANOS_PER_SECOND) + BigInt((byDay[6] ?? '').slice(0, 9).padEnd(9, '0'))
  return days(byDay[1] ? -nanos : nanos)
}

/** What `@"…"` may hold: whichever of date, date and time, time or duration the text is. */
export function parseTemporal(text: string): FeelDate | FeelDateTime | FeelTime | Duration | null {
  return parseDate(text) ?? (text.includes('T') ? parseDateTime(text) : null) ?? parseTime(text) ?? parseDuration(text)
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0')
}

export function formatDate(value: { year: number; month: number; day: number }): string {
  const year = (value.year < 0 ? '-' : '') + pad(Math.abs(value.year), 4)
  return `${year}-${pad(value.month, 2)}-${pad(value.day, 2)}`
}

export function formatTime(value: { nanos: number; zone: Zone | null }): string {
  const seconds = Math.floor(value.nanos / NANOS_PER_SECOND)
  const fraction = value.nanos % NANOS_PER_SECOND
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => pad(part, 2))
  return clock.join(':') + formatFraction(fraction) + formatZone(value.zone)
}

function formatFraction(nanos: number): string {
  return nanos === 0 ? '' : `.${pad(nanos, 9).replace(/0+$/, '')}`
}

export function formatDateTime(value: FeelDateTime): string {
  return `${formatDate(value)}T${formatTime(value)}`
}

/** The canonical text: no zero parts, `PT0S` or `P0M` for nothing at all. */
export function formatDuration(value: Duration): string {
  if (value.kind === 'years and months duration') {
    const total = Math.abs(value.months)
    const [years, rest] = [Math.floor(total / 12), total % 12]
    if (total === 0) return 'P0M'
    return `${value.months < 0 ? '-' : ''}P${years ? `${years}Y` : ''}${rest ? `${rest}M` : ''}`
  }
  const total = value.nanos < 0n ? -value.nanos : value.nanos
  if (total === 0n) return 'PT0S'
  const wholeDays = total / BigInt(NANOS_PER_DAY)
  const rest = Number(total % BigInt(NANOS_PER_DAY))
  const seconds = Math.floor(rest / NANOS_PER_SECOND)
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const fraction = formatFraction(rest % NANOS_PER_SECOND)
  const time = (h ? `${h}H` : '') + (m ? `${m}M` : '') + (s || fraction ? `${s}${fraction}S` : '')
  return `${value.nanos < 0n ? '-' : ''}P${wholeDays ? `${wholeDays}D` : ''}${time ? `T${time}` : ''}`
}
