import type { Payer } from './compare.ts'
import { formatNumber, fromHostNumber, toDecimal } from './number.ts'
import { formatDate, formatDateTime, formatDuration, formatTime } from './temporal.ts'
import { offsetOf } from './temporal-math.ts'
import { type FeelContext, isContext, isList, isNumber, type Range, type Value } from './values.ts'

/** Anything JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

// What nests deeper than this no person wrote; the bound keeps every walk within the host's stack.
export const MAX_NESTING = 300

/**
 * A JSON value as FEEL sees it; what JSON cannot say, or nests absurdly deep, is null. Strings stay strings: a type makes
 * dates of them.
 */
export function toFeel(json: unknown, depth = 0): Value {
  if (typeof json === 'number') return fromHostNumber(json)
  if (typeof json === 'string' || typeof json === 'boolean') return json
  if (typeof json !== 'object' || json === null || depth > MAX_NESTING) return null
  if (Array.isArray(json)) return json.map((item) => toFeel(item, depth + 1))
  const context = new Map<string, Value>()
  for (const key of Object.keys(json)) context.set(key, toFeel((json as Record<string, unknown>)[key], depth + 1))
  return context
}

/**
 * A FEEL value as JSON: a number where a double says exactly the same decimal, else its digits as a string; temporal values
 * in ISO 8601; ranges as FEEL text; functions as null.
 */
export function fromFeel(value: Value): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string' || typeof value === 'number')
    return value
  if (isList(value)) return value.map(fromFeel)
  if (isContext(value)) return objectOf(value)
  if (isNumber(value)) {
    const native = toDecimal(value).toNumber()
    return Number.isFinite(native) && toDecimal(value).eq(native) ? native : formatNumber(value)
  }
  if (value.kind === 'date and time' && value.zone?.kind === 'named') {
    // ISO 8601 knows offsets only, so the name of the zone gives way to what it meant at that moment.
    return formatDateTime({ ...value, zone: { kind: 'offset', seconds: offsetOf(value) ?? 0 } })
  }
  return value.kind === 'function' ? null : formatValue(value)
}

function objectOf(context: FeelContext): Json {
  // Assigning to this one key would set a prototype instead.
  if (context.has('__proto__')) return Object.fromEntries(Array.from(context, ([key, entry]) => [key, fromFeel(entry)]))
  const result: Record<string, Json> = {}
  for (const [key, entry] of context) result[key] = fromFeel(entry)
  return result
}

/** Pays for every part of a value, each time it is met: what this can afford, `fromFeel` can write. */
export function weigh(value: Value, payer: Payer, depth = 0): void {
  if (value === null || typeof value !== 'object') return
  if (depth > 2 * MAX_NESTING) payer.spend(Number.POSITIVE_INFINITY)
  if (isList(value)) {
    payer.spend(value.length)
    for (const item of value) weigh(item, payer, depth + 1)
  } else if (isContext(value)) {
    payer.spend(value.size)
    for (const item of value.values()) weigh(item, payer, depth + 1)
  }
}

/** The text of a value as FEEL's `string` function writes it; strings inside lists and contexts keep their quotes. */
export function formatValue(value: Value, nested = false): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return nested ? JSON.stringify(value) : value
  if (typeof value === 'boolean') return String(value)
  if (isNumber(value)) return formatNumber(value)
  if (isList(value)) return `[${value.map((item) => formatValue(item, true)).join(', ')}]`
  if (isContext(value)) {
    return `{${[...value].map(([key, item]) => `${formatKey(key)}: ${formatValue(item, true)}`).join(', ')}}`
  }
  if (value.kind === 'date') return formatDate(value)
  if (value.kind === 'time') return formatTime(value)
  if (value.kind === 'date and time') return formatDateTime(value)
  if (value.kind === 'function') return `function ${value.name}`
  return value.kind === 'range' ? formatRange(value) : formatDuration(value)
}

function formatRange({ low, high, lowClosed, highClosed, by }: Range): string {
  if (by) return `${by}${formatValue(low ?? high, true)}`
  return `${lowClosed ? '[' : '('}${formatValue(low, true)}..${formatValue(high, true)}${highClosed ? ']' : ')'}`
}

function formatKey(key: string): string {
  return /[{}:,"\\]/.test(key) ? JSON.stringify(key) : key
}
