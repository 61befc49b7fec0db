import { equal } from '../compare.ts'
import { formatValue } from '../convert.ts'
import {
  type FeelContext,
  type FeelFunction,
  type FeelList,
  fail,
  isContext,
  isList,
  isTemporal,
  kindOf,
  type Run,
  type Value,
} from '../values.ts'
import { builtin, signature } from './signature.ts'

/** `context(entries)`: from a list of {key, value}; a key twice, or one that is no string, makes it null. */
function fromEntries(run: Run, entries: FeelList): Value {
  const result = new Map<string, Value>()
  run.spend(entries.length)
  for (const entry of entries) {
    const key = isContext(entry) ? entry.get('key') : undefined
    const value = isContext(entry) ? entry.get('value') : undefined
    if (typeof key !== 'string' || value === undefined || result.has(key)) {
      return fail(run, 'context', 'each entry needs its own key and a value')
    }
    result.set(key, value)
  }
  return result
}

function valueAt(context: FeelContext, keys: FeelList): Value {
  let value: Value = context
  for (const key of keys) value = isContext(value) && typeof key === 'string' ? (value.get(key) ?? null) : null
  return value
}

/** A copy with the entry at a path of keys replaced or added; each step but the last must be a context. */
function put(run: Run, context: Value, keys: FeelList, value: Value): Value {
  const [key, ...rest] = keys
  if (!isContext(context) || typeof key !== 'string') return fail(run, 'context', 'the path leads to no entry')
  run.spend(context.size)
  const entry = rest.length === 0 ? value : put(run, context.get(key) ?? null, rest, value)
  if (rest.length > 0 && entry === null) return null
  return new Map([...context, [key, entry]])
}

function merge(run: Run, contexts: FeelList): Value {
  if (!contexts.every(isContext)) return fail(run, 'context', 'only contexts can be merged')
  run.spend(contexts.reduce((total, context) => total + context.size, 0))
  return new Map(contexts.flatMap((context) => [...context]))
}

/** DMN 1.5 table 80: the same value of the same kind; times are the same only when written with the same zone. */
function isSame(run: Run, a: Value, b: Value): boolean {
  if (kindOf(a) !== kindOf(b)) return false
  return isTemporal(a) ? formatValue(a) === formatValue(b) : equal(a, b, run) === true
}

export const contextFunctions: readonly FeelFunction[] = [
  builtin(
    'not',
    signature(['negand: boolean'], (_run, negand) => !negand),
  ),
  builtin('is', signature(['value1?: any', 'value2?: any'], isSame)),
  builtin('context', signature(['entries: list'], fromEntries)),
  builtin(
    'get value',
    signature(['m: context', 'key: string'], (_run, context, key) => context.get(key) ?? null),
    signature(['m: context', 'key: list'], (_run, context, keys) => (isList(keys) ? valueAt(context, keys) : null)),
  ),
  builtin(
    'get entries',
    signature(['m: context'], (run, context) => {
      run.spend(context.size)
      return Array.from(
        context,
        ([key, value]) =>
          new Map<string, Value>([
            ['key', key],
            ['value', value],
          ]),
      )
    }),
  ),
  builtin(
    'context put',
    signature(['context: context', 'key: string', 'value: any'], (run, context, key, value) =>
      put(run, context, [key], value),
    ),
    signature(['context: context', 'keys: list', 'value: any'], (run, context, keys, value) =>
      keys.length === 0 ? fail(run, 'context', 'there is no key') : put(run, context, keys, value),
    ),
  ),
  builtin('context merge', signature(['contexts: list'], merge)),
]
