import type { ArithmeticOp } from './ast.ts'
import { add, asInteger, Dec, divide, multiply, negate, power, subtract, toDecimal } from './number.ts'
import { days, months } from './temporal.ts'
import { addDays, addDaysToDate, addMonths, addToTime, between, timeNanos } from './temporal-math.ts'
import {
  type DaysDuration,
  type Duration,
  type FeelNumber,
  fail,
  isNumber,
  kindOf,
  type MonthsDuration,
  type Run,
  type Temporal,
  type Value,
} from './values.ts'

// 2^127 ns is more than any calendar here holds; a bound keeps the big integers of durations small.
const MAX_NANOS = 2n ** 127n

/** `left by right` after DMN 1.5 tables 54–58; null with a diagnostic where the kinds do not go together. */
export function calculate(by: ArithmeticOp, left: Value, right: Value, run: Run): Value {
  if (isNumber(left) && isNumber(right)) return numbers(by, left, right, run)
  // Calendars and big integers take their time.
  run.spend(8)
  const result = typeof left === 'string' ? strings(by, left, right, run) : others(by, left, right)
  if (result !== undefined) return result
  return fail(run, 'arithmetic', `${kindOf(left)} ${by} ${kindOf(right)} has no meaning`)
}

function numbers(by: ArithmeticOp, left: FeelNumber, right: FeelNumber, run: Run): Value {
  if (by === '+') return add(left, right)
  if (by === '-') return subtract(left, right)
  if (by === '*') return multiply(left, right)
  if (by === '/' && right === 0) return fail(run, 'arithmetic', 'division by zero')
  if (by === '/') return divide(left, right)
  run.spend(asInteger(right) === null ? 400 : 60)
  return power(left, right)
}

function strings(by: ArithmeticOp, left: string, right: Value, run: Run): Value | undefined {
  if (by !== '+' || typeof right !== 'string') return undefined
  run.spend(1 + ((left.length + right.length) >> 6))
  return left + right
}

function isDuration(value: Value): value is Duration {
  const kind = kindOf(value)
  return kind === 'days and time duration' || kind === 'years and months duration'
}

function isMoment(value: Value): value is Temporal {
  const kind = kindOf(value)
  return kind === 'date' || kind === 'date and time' || kind === 'time'
}

function others(by: ArithmeticOp, left: Value, right: Value): Value | undefined {
  if (by === '+' && isMoment(left) && isDuration(right)) return move(left, right)
  if (by === '+' && isDuration(left) && isMoment(right)) return move(right, left)
  if (by === '-' && isMoment(left) && isDuration(right)) return move(left, negateDuration(right))
  if (by === '-' && isMoment(left) && isMoment(right)) return difference(left, right)
  if (isDuration(left) && isDuration(right)) return durations(by, left, right)
  if ((by === '*' || by === '/') && isDuration(left) && isNumber(right)) return scale(by, left, right)
  if (by === '*' && isNumber(left) && isDuration(right)) return scale(by, right, left)
  return undefined
}

function move(moment: Temporal, duration: Duration): Value | undefined {
  if (moment.kind === 'time')
    return duration.kind === 'days and time duration' ? addToTime(moment, duration) : undefined
  if (duration.kind === 'years and months duration') return addMonths(moment, duration.months)
  return moment.kind === 'date' ? addDaysToDate(moment, duration) : addDays(moment, duration)
}

function difference(left: Temporal, right: Temporal): Value | undefined {
  if (left.kind === 'time' && right.kind === 'time') {
    if ((left.zone === null) !== (right.zone === null)) return undefined
    return days(BigInt(timeNanos(left)) - BigInt(timeNanos(right)))
  }
  return left.kind === 'time' || right.kind === 'time' ? undefined : (between(left, right) ?? undefined)
}

function durations(by: ArithmeticOp, left: Duration, right: Duration): Value | undefined {
  if (left.kind === 'days and time duration' && right.kind === 'days and time duration') {
    if (by === '+') return boundedDays(left.nanos + right.nanos)
    if (by === '-') return boundedDays(left.nanos - right.nanos)
    if (by === '/' && right.nanos !== 0n) return divide(decimalNanos(left), decimalNanos(right))
  }
  if (left.kind === 'years and months duration' && right.kind === 'years and months duration') {
    if (by === '+') return boundedMonths(left.months + right.months)
    if (by === '-') return boundedMonths(left.months - right.months)
    if (by === '/') return divide(left.months, right.months)
  }
  return by === '/' && left.kind === right.kind ? null : undefined
}

function decimalNanos(value: DaysDuration): FeelNumber {
  return new Dec(value.nanos.toString())
}

function scale(by: '*' | '/', duration: Duration, factor: FeelNumber): Value {
  if (by === '/' && factor === 0) return null
  const amount = duration.kind === 'years and months duration' ? duration.months : decimalNanos(duration)
  const scaled = by === '*' ? multiply(amount, factor) : divide(amount, factor)
  if (scaled === null) return null
  const whole = toDecimal(scaled).trunc()
  if (duration.kind === 'years and months duration') return boundedMonths(whole.toNumber())
  return whole.e > 40 ? null : boundedDays(BigInt(whole.toFixed()))
}

function boundedDays(nanos: bigint): DaysDuration | null {
  return nanos > MAX_NANOS || nanos < -MAX_NANOS ? null : days(nanos)
}

function boundedMonths(count: number): MonthsDuration | null {
  return Number.isSafeInteger(count) ? months(count) : null
}

export function negateDuration(value: Duration): Duration {
  return value.kind === 'years and months duration' ? months(-value.months) : days(-value.nanos)
}

/** Unary minus: numbers and durations. */
export function negateValue(value: Value, run: Run): Value {
  if (isNumber(value)) return negate(value)
  if (isDuration(value)) return negateDuration(value)
  return fail(run, 'arithmetic', `-${kindOf(value)} has no meaning`)
}
