import type { Decimal } from 'decimal.js'

/** A FEEL number. Canonical: safe integers are native, all else is a 34-digit decimal, so no number has two forms. */
export type FeelNumber = number | Decimal

/** Where a time stands: a fixed offset in seconds, or a named zone with a formatter that knows its history. */
export type Zone =
  | { readonly kind: 'offset'; readonly seconds: number }
  | { readonly kind: 'named'; readonly id: string; readonly format: Intl.DateTimeFormat }

export type FeelDate = { readonly kind: 'date'; readonly year: number; readonly month: number; readonly day: number }
/** `nanos` counts from midnight. */
export type FeelTime = { readonly kind: 'time'; readonly nanos: number; readonly zone: Zone | null }
export type FeelDateTime = {
  readonly kind: 'date and time'
  readonly year: number
  readonly month: number
  readonly day: number
  readonly nanos: number
  readonly zone: Zone | null
}
export type DaysDuration = { readonly kind: 'days and time duration'; readonly nanos: bigint }
export type MonthsDuration = { readonly kind: 'years and months duration'; readonly months: number }
export type Temporal = FeelDate | FeelTime | FeelDateTime
export type Duration = DaysDuration | MonthsDuration

/**
 * An interval. Written as a unary test (`< 10`) it keeps its operator in `by`, and null is the end it has not; written with
 * both ends, a null end is an unknown one.
 */
export type Range = {
  readonly kind: 'range'
  readonly low: Value
  readonly high: Value
  readonly lowClosed: boolean
  readonly highClosed: boolean
  readonly by?: '=' | '!=' | '<' | '<=' | '>' | '>='
}

/** Something that can be called. `call` receives one value per parameter, after named arguments were put in order. */
export type FeelFunction = {
  readonly kind: 'function'
  readonly name: string
  readonly params: readonly FunctionParam[]
  readonly result: FeelType
  /** Absent names and surplus arguments are judged by the function itself. */
  readonly call: (args: readonly Value[], names: readonly string[] | null, run: Run) => Value
}
export type FunctionParam = { readonly name: string; readonly type: FeelType }

export type FeelList = readonly Value[]
export type FeelContext = ReadonlyMap<string, Value>
export type Value =
  | null
  | boolean
  | string
  | FeelNumber
  | Temporal
  | Duration
  | Range
  | FeelFunction
  | FeelList
  | FeelContext

/** The types of FEEL's lattice; `checked` narrows another type by an allowed-values test (an item definition). */
export type FeelType =
  | { readonly is: 'Any' | 'Null' | ScalarName }
  | { readonly is: 'list'; readonly of: FeelType }
  | { readonly is: 'range'; readonly of: FeelType }
  | { readonly is: 'context'; readonly fields: ReadonlyMap<string, FeelType> }
  | { readonly is: 'function'; readonly params: readonly FeelType[]; readonly result: FeelType }
  | {
      readonly is: 'checked'
      readonly base: FeelType
      readonly allows: (value: Value, run: Run) => boolean
      /** The position of the allowed value that a value is, which is also its priority; -1 when it is none. */
      readonly rank: (value: Value, run: Run) => number
    }
export type ScalarName =
  | 'number'
  | 'string'
  | 'boolean'
  | 'date'
  | 'time'
  | 'date and time'
  | 'days and time duration'
  | 'years and months duration'

export const anyType: FeelType = { is: 'Any' }

/** One thing that made a value null, in words; evaluation goes on. */
export type Diagnostic = { code: string; message: string }

/** What a row of a decision table says of itself: known when the table is compiled. */
export type TableRow = {
  readonly ruleId: string
  /** 1-based, as people count rows. */
  readonly index: number
  readonly description: string
  readonly annotations: readonly { readonly name: string; readonly text: string }[]
  /** Per input column its expression, and the cell of this row. */
  readonly expressions: readonly string[]
  readonly tests: readonly string[]
  readonly outputNames: readonly string[]
}

/** One row that fired, with the values that let it and what it gave, by column. */
export type FiredRule = {
  readonly row: TableRow
  readonly inputs: readonly Value[]
  readonly outputs: readonly Value[]
}

/** What an evaluation may use and what it has said: the only mutable thing in it. */
export type Run = {
  readonly top: ReadonlyMap<string, Value>
  readonly diagnostics: Diagnostic[]
  /** The injected time; null when none was given. Worked out only for those who ask. */
  readonly now: () => FeelDateTime | null
  /** Where decision tables note the rules that fired; null when nobody listens. */
  fired: FiredRule[] | null
  steps: number
  depth: number
  /** Takes `cost` steps; unwinds the whole evaluation when none are left. */
  readonly spend: (cost: number) => void
}

/** Notes why a value is null and returns that null. */
export function fail(run: Run, code: string, message: string): null {
  if (run.diagnostics.length < 100) run.diagnostics.push({ code, message })
  return null
}

export type Kind = ScalarName | 'null' | 'list' | 'context' | 'range' | 'function'

/** The kind of a value, in FEEL's own words. */
export function kindOf(value: Value): Kind {
  if (value === null) return 'null'
  if (typeof value === 'number') return 'number'
  if (typeof value === 'string') return 'string'
  if (typeof value === 'boolean') return 'boolean'
  if (isList(value)) return 'list'
  if (isContext(value)) return 'context'
  if ('kind' in value) return value.kind
  return 'number'
}

export function isList(value: Value | undefined): value is FeelList {
  return Array.isArray(value)
}

export function isContext(value: Value | undefined): value is FeelContext {
  return value instanceof Map
}

export function isNumber(value: Value | undefined): value is FeelNumber {
  return typeof value === 'number' || (value != null && kindOf(value) === 'number')
}

export function isTemporal(value: Value): value is Temporal {
  const kind = kindOf(value)
  return kind === 'date' || kind === 'time' || kind === 'date and time'
}

export function isFunction(value: Value | undefined): value is FeelFunction {
  return value != null && kindOf(value) === 'function'
}

export function isRange(value: Value | undefined): value is Range {
  return value != null && kindOf(value) === 'range'
}
