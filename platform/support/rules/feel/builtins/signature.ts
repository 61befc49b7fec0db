import { atMidnight } from '../temporal-math.ts'
import {
  anyType,
  type DaysDuration,
  type FeelContext,
  type FeelDate,
  type FeelDateTime,
  type FeelFunction,
  type FeelList,
  type FeelNumber,
  type FeelTime,
  type FeelType,
  fail,
  isContext,
  isFunction,
  isList,
  kindOf,
  type MonthsDuration,
  type Range,
  type Run,
  type Value,
} from '../values.ts'

type Kinds = {
  any: Value
  string: string
  number: FeelNumber
  boolean: boolean
  list: FeelList
  context: FeelContext
  range: Range
  function: FeelFunction
  date: FeelDate
  time: FeelTime
  'date and time': FeelDateTime
  'days and time duration': DaysDuration
  'years and months duration': MonthsDuration
}
type KindName = keyof Kinds

// A parameter is written `name: kind`, `name?: kind` when it may be left out or null, `...name: kind` for all the rest.
type ArgOf<S extends string> = S extends `...${string}: ${infer K extends KindName}`
  ? readonly Kinds[K][]
  : S extends `${string}?: ${infer K extends KindName}`
    ? Kinds[K] | null
    : S extends `${string}: ${infer K extends KindName}`
      ? Kinds[K]
      : never
type ArgsOf<P extends readonly string[]> = { [I in keyof P]: ArgOf<P[I] & string> }

type Param = { name: string; kind: KindName; optional: boolean; rest: boolean }

/** One way to call a built-in. `body` gets its arguments already ordered, checked and coerced. */
export type Signature = { params: readonly Param[]; body: (run: Run, args: readonly unknown[]) => Value }

/** Declares a signature in the notation of DMN 1.5 tables 72 to 84, so that `body` is typed from it. */
export function signature<const P extends readonly string[]>(
  params: P,
  body: (run: Run, ...args: ArgsOf<P>) => Value,
): Signature {
  const parsed = params.map((text) => {
    const [, rest, name = '', optional, kind = 'any'] = /^(\.\.\.)?(.*?)(\?)?: (.*)$/.exec(text) ?? []
    return { name, kind: kind as KindName, optional: optional !== undefined, rest: rest !== undefined }
  })
  return { params: parsed, body: (run, args) => body(run, ...(args as ArgsOf<P>)) }
}

/** The function value that tries its signatures in order, first as given, then with coerced arguments. */
export function builtin(name: string, ...signatures: readonly Signature[]): FeelFunction {
  const first = signatures[0]?.params ?? []
  return {
    kind: 'function',
    name,
    params: first.map((param) => ({ name: param.name, type: typeOfKind(param.kind) })),
    result: anyType,
    call: (args, names, run) => {
      for (const arg of args) if (typeof arg === 'string') run.spend(1 + (arg.length >> 5))
      for (const coercing of [false, true]) {
        for (const { params, body } of signatures) {
          const bound = bind(params, args, names, coercing)
          if (bound) return body(run, bound)
        }
      }
      const kinds = args.map((arg, index) => (names ? `${names[index]}: ` : '') + kindOf(arg)).join(', ')
      return fail(run, 'call', `${name}(${kinds}) is not defined`)
    },
  }
}

function typeOfKind(kind: KindName): FeelType {
  if (kind === 'any' || kind === 'function') return anyType
  if (kind === 'list' || kind === 'range') return { is: kind, of: anyType }
  return kind === 'context' ? { is: 'context', fields: new Map() } : { is: kind }
}

function bind(
  params: readonly Param[],
  args: readonly Value[],
  names: readonly string[] | null,
  coercing: boolean,
): unknown[] | null {
  const rest = params.at(-1)?.rest ? params.at(-1) : undefined
  if (names && (rest || !names.every((name) => params.some((param) => param.name === name)))) return null
  if (!rest && args.length > params.length) return null
  const bound: unknown[] = []
  for (const [index, param] of params.entries()) {
    if (param.rest) {
      const values = args.slice(index).map((arg) => as(param.kind, arg, coercing))
      if (values.includes(undefined)) return null
      bound.push(values)
      break
    }
    const given = names ? args[names.indexOf(param.name)] : args[index]
    if (given === undefined || given === null) {
      if (!param.optional && (given === undefined || param.kind !== 'any')) return null
      bound.push(null)
      continue
    }
    const value = as(param.kind, given, coercing)
    if (value === undefined) return null
    bound.push(value)
  }
  return bound
}

function as(kind: KindName, value: Value, coercing: boolean): Value | undefined {
  if (kind === 'any' || isKind(kind, value)) return value
  if (!coercing) return undefined
  if (kind === 'list') return value === null ? undefined : [value]
  const only = isList(value) && value.length === 1 ? (value[0] ?? null) : value
  if (isKind(kind, only)) return only
  if (kind === 'date and time' && only !== null && kindOf(only) === 'date') return atMidnight(only as FeelDate)
  return undefined
}

function isKind(kind: KindName, value: Value): boolean {
  if (kind === 'list') return isList(value)
  if (kind === 'context') return isContext(value)
  return kind === 'function' ? isFunction(value) : kindOf(value) === kind
}
