import type { TypeNode } from './ast.ts'
import { atMidnight } from './temporal-math.ts'
import { scalarNames } from './type-parser.ts'
import {
  anyType,
  type FeelFunction,
  type FeelType,
  fail,
  isContext,
  isFunction,
  isList,
  isRange,
  kindOf,
  type Run,
  type ScalarName,
  type Value,
} from './values.ts'

const ALIASES: Record<string, ScalarName> = {
  dateTime: 'date and time',
  dayTimeDuration: 'days and time duration',
  yearMonthDuration: 'years and months duration',
  'day and time duration': 'days and time duration',
  'year and month duration': 'years and months duration',
}

/** The built-in type of a name, in FEEL's or in typeRef's spelling; null when the name is no built-in type. */
export function builtinType(name: string): FeelType | null {
  const scalar = scalarNames.find((known) => known === name) ?? ALIASES[name]
  if (scalar) return { is: scalar }
  if (name === 'Any') return anyType
  return name === 'Null' ? { is: 'Null' } : null
}

/**
 * Whether a value is an instance of a type; null is an instance of `Null` and `Any` alone. With `alone`, allowed values do not
 * count: `instance of` asks for the type alone.
 */
export function isInstance(value: Value, type: FeelType, run: Run, alone = false): boolean {
  if (type.is === 'Any') return value !== null
  if (value === null) return type.is === 'Null'
  if (type.is === 'checked') return isInstance(value, type.base, run, alone) && (alone || type.allows(value, run))
  const fits = (part: Value | undefined, of: FeelType) =>
    part === null || (part !== undefined && isInstance(part, of, run, alone))
  if (type.is === 'list') {
    if (!isList(value)) return false
    run.spend(value.length)
    return value.every((item) => fits(item, type.of))
  }
  if (type.is === 'context') {
    if (!isContext(value)) return false
    run.spend(type.fields.size)
    for (const [name, field] of type.fields) if (!fits(value.get(name), field)) return false
    return true
  }
  if (type.is === 'range') return isRange(value) && fits(value.low, type.of) && fits(value.high, type.of)
  if (type.is === 'function') return isFunction(value) && fitsFunction(value, type)
  return kindOf(value) === type.is
}

// Parameters are contravariant, results covariant (DMN 1.5 §10.3.2.9.3).
function fitsFunction(value: FeelFunction, type: Extract<FeelType, { is: 'function' }>): boolean {
  if (value.params.length !== type.params.length) return false
  return (
    type.params.every((param, index) => conforms(param, value.params[index]?.type ?? anyType)) &&
    conforms(value.result, type.result)
  )
}

/** Whether every value of `type` is one of `wider` too. */
export function conforms(type: FeelType, wider: FeelType): boolean {
  if (type === wider || wider.is === 'Any' || type.is === 'Null') return true
  if (type.is === 'checked') return type === wider || conforms(type.base, wider)
  if (type.is === 'list' && wider.is === 'list') return conforms(type.of, wider.of)
  if (type.is === 'range' && wider.is === 'range') return conforms(type.of, wider.of)
  if (type.is === 'context' && wider.is === 'context') {
    return [...wider.fields].every(([name, field]) => conforms(type.fields.get(name) ?? anyType, field))
  }
  if (type.is === 'function' && wider.is === 'function') {
    if (type.params.length !== wider.params.length) return false
    return (
      wider.params.every((param, index) => conforms(param, type.params[index] ?? anyType)) &&
      conforms(type.result, wider.result)
    )
  }
  return type.is === wider.is
}

/**
 * DMN 1.5 §10.3.2.9.4: a value as the type wants it, by way of a singleton list either way or a date as its midnight;
 * undefined when it cannot be. Null fits everything.
 */
export function coerce(value: Value, type: FeelType, run: Run): Value | undefined {
  if (value === null || type.is === 'Any' || isInstance(value, type, run)) return value
  if (isList(value) && value.length === 1) {
    const item = value[0] ?? null
    if (item !== null && isInstance(item, type, run)) return item
  }
  const base = type.is === 'checked' ? type.base : type
  if (base.is === 'list' && !isList(value) && isInstance([value], type, run)) return [value]
  if (base.is === 'date and time' && kindOf(value) === 'date')
    return atMidnight(value as Parameters<typeof atMidnight>[0])
  return undefined
}

/** The type a type node stands for; null when a name in it is not known. */
export function resolveType(
  node: TypeNode,
  compiler: { readonly typeNamed: (name: string) => FeelType | null },
): FeelType | null {
  if (node.op === 'named') return compiler.typeNamed(node.name) ?? builtinType(node.name)
  if (node.op === 'list' || node.op === 'range') {
    const of = resolveType(node.of, compiler)
    return of && { is: node.op, of }
  }
  if (node.op === 'function') {
    const params = node.params.map((param) => resolveType(param, compiler))
    const result = resolveType(node.result, compiler)
    return result && params.every((param) => param !== null) ? { is: 'function', params, result } : null
  }
  const fields = new Map<string, FeelType>()
  for (const field of node.fields) {
    const type = resolveType(field.type, compiler)
    if (!type) return null
    fields.set(field.name, type)
  }
  return { is: 'context', fields }
}

/** The coerced value, or null with a diagnostic that names `what` had the wrong type. */
export function coerceOrFail(value: Value, type: FeelType, what: string, run: Run): Value {
  const coerced = coerce(value, type, run)
  return coerced === undefined ? fail(run, 'type', `${what} is not of its declared type`) : coerced
}
