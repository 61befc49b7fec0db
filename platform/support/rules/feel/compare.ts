import type { CompareOp } from './ast.ts'
import { NANOS_PER_SECOND } from './calendar.ts'
import { compareNumbers } from './number.ts'
import { instantNanos, offsetOf, offsetOfTime, timeNanos } from './temporal-math.ts'
import {
  type FeelContext,
  type FeelDateTime,
  type FeelList,
  type FeelTime,
  isContext,
  isList,
  isNumber,
  isRange,
  kindOf,
  type Range,
  type Value,
} from './values.ts'

/** Who pays for walking through a value: shared parts make small values of huge extent. */
export type Payer = { readonly spend: (cost: number) => void }

/** DMN 1.5 table 53: null equals only null; values of different kinds are neither equal nor unequal, so null. */
export function equal(a: Value, b: Value, payer: Payer): boolean | null {
  if (a === b) return true
  if (a === null || b === null) return false
  if (typeof a === 'string' && typeof b === 'string') return false
  if (typeof a === 'number' && typeof b === 'number') return false
  const kind = kindOf(a)
  if (kind !== kindOf(b)) return null
  if (isList(a) && isList(b)) return equalLists(a, b, payer)
  if (isContext(a) && isContext(b)) return equalContexts(a, b, payer)
  if (isRange(a) && isRange(b)) return equalRanges(a, b, payer)
  if (kind === 'boolean') return false
  if (kind === 'function') return null
  const order = compare(wholeSeconds(a), wholeSeconds(b))
  return order === null ? null : order === 0
}

/** Times are equal by the second: what equality makes of fractions the conformance cases settle, not the text of DMN. */
function wholeSeconds(value: Value): Value {
  if (value === null || typeof value !== 'object' || !('kind' in value)) return value
  if (value.kind !== 'time' && value.kind !== 'date and time') return value
  const fraction = value.nanos % NANOS_PER_SECOND
  return fraction === 0 ? value : { ...value, nanos: value.nanos - fraction }
}

function equalLists(a: FeelList, b: FeelList, payer: Payer): boolean | null {
  if (a.length !== b.length) return false
  payer.spend(a.length)
  return allEqual(a.map((item, index) => equal(item, b[index] ?? null, payer)))
}

function equalContexts(a: FeelContext, b: FeelContext, payer: Payer): boolean | null {
  if (a.size !== b.size) return false
  payer.spend(a.size)
  const results: (boolean | null)[] = []
  for (const [key, value] of a) {
    const other = b.get(key)
    if (other === undefined) return false
    results.push(equal(value, other, payer))
  }
  return allEqual(results)
}

function equalRanges(a: Range, b: Range, payer: Payer): boolean | null {
  if (a.by !== b.by || a.lowClosed !== b.lowClosed || a.highClosed !== b.highClosed) return false
  return allEqual([equal(a.low, b.low, payer), equal(a.high, b.high, payer)])
}

function allEqual(results: readonly (boolean | null)[]): boolean | null {
  if (results.includes(false)) return false
  return results.includes(null) ? null : true
}

function order<T extends number | bigint>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Code-point order, as FEEL compares strings. */
function compareStrings(a: string, b: string): number {
  if (a === b) return 0
  const shorter = Math.min(a.length, b.length)
  for (let i = 0; i < shorter; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)]
    if (x !== y) return rank(x) - rank(y)
  }
  return a.length - b.length
}

// Surrogates stand for the points beyond FFFF, so they sort after E000–FFFF, not before.
function rank(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}

function compareDateTimes(a: FeelDateTime, b: FeelDateTime): number | null {
  if ((offsetOf(a) === null) !== (offsetOf(b) === null)) return null
  return order(instantNanos(a), instantNanos(b))
}

function compareTimes(a: FeelTime, b: FeelTime): number | null {
  if ((offsetOfTime(a) === null) !== (offsetOfTime(b) === null)) return null
  return order(timeNanos(a), timeNanos(b))
}

/** Negative, zero or positive where the two values have an order between them; otherwise null. */
export function compare(a: Value, b: Value): number | null {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (a === null || b === null) return null
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b)
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b)
  if (typeof a !== 'object' || typeof b !== 'object' || !('kind' in a) || !('kind' in b)) return null
  if (a.kind === 'date' && b.kind === 'date') return a.year - b.year || a.month - b.month || a.day - b.day
  if (a.kind === 'date and time' && b.kind === 'date and time') return compareDateTimes(a, b)
  if (a.kind === 'time' && b.kind === 'time') return compareTimes(a, b)
  if (a.kind === 'days and time duration' && b.kind === 'days and time duration') return order(a.nanos, b.nanos)
  if (a.kind === 'years and months duration' && b.kind === 'years and months duration') return a.months - b.months
  return null
}

/** Whether a value lies in a range; null where it cannot be compared with an end. */
export function includes(range: Range, value: Value, payer: Payer): boolean | null {
  if (range.by === '!=') {
    const same = equal(value, range.low, payer)
    return same === null ? null : !same
  }
  if (!range.by && (range.low === null || range.high === null)) return null
  const low = range.low === null ? null : compare(value, range.low)
  const high = range.high === null ? null : compare(value, range.high)
  if ((range.low !== null && low === null) || (range.high !== null && high === null)) return null
  const aboveLow = low === null || (range.lowClosed ? low >= 0 : low > 0)
  const belowHigh = high === null || (range.highClosed ? high <= 0 : high < 0)
  return aboveLow && belowHigh
}

/** The predicate on the sign of a comparison that an operator stands for. */
export function ordering(by: CompareOp): (order: number) => boolean {
  if (by === '<') return (order) => order < 0
  if (by === '<=') return (order) => order <= 0
  if (by === '>') return (order) => order > 0
  if (by === '>=') return (order) => order >= 0
  return by === '=' ? (order) => order === 0 : (order) => order !== 0
}
