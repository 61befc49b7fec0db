import { fromFeel, type Json, toFeel } from './convert.ts'
import { compileExpression, evaluate } from './expression.ts'
import type { Value } from './values.ts'

/** Scopes come in few shapes; names made up on the way must not fill the memory. */
const MOST_NAMES = 1000

/** `free` are the names it reads from the scope. */
export type JsonExpression = ((scope: Readonly<Record<string, unknown>>) => Json) & { free: readonly string[] }

/**
 * FEEL for those who hold JSON: forms, flows, items. The names of the scope are the variables; the answer is JSON, null where
 * FEEL has none. Refuses text that is no FEEL with `rules.bad-expression`. Pure, without eval: the same in browsers.
 */
export function compileFeel(text: string): JsonExpression {
  const compiled = compileExpression(text)
  // Only names that stand in the text can be read, and scopes hold whole applications: the rest need not be converted.
  const stands = new Map<string, boolean>()
  const isWanted = (name: string) => {
    const known = stands.get(name)
    if (known !== undefined) return known
    if (stands.size >= MOST_NAMES) stands.clear()
    const wanted = text.includes(name.split(' ', 1)[0]!)
    stands.set(name, wanted)
    return wanted
  }
  const path = pathIn(text, compiled.free)
  const run = (scope: Readonly<Record<string, unknown>>) => {
    const read = path && readAlong(path, scope)
    if (read) return typeof read.end === 'object' ? same(read.end) : read.end
    const names = new Map<string, Value>()
    for (const name of Object.keys(scope)) if (isWanted(name)) names.set(name, toFeel(scope[name]))
    return fromFeel(evaluate(compiled, names).value)
  }
  return Object.assign(run, { free: compiled.free })
}

/** The names of a text that is nothing but a path, such as `answers.employer.name`. */
function pathIn(text: string, free: readonly string[]): string[] | undefined {
  const names = /^\s*[A-Za-z_]\w*(\.[A-Za-z_]\w*)*\s*$/.test(text) ? text.trim().split('.') : undefined
  return names && free.length === 1 && free[0] === names[0] ? names : undefined
}

/**
 * What stands at the end of a path through plain objects: FEEL would say the same, having made contexts of all that lies on the way.
 * Undefined where FEEL has more to say: of lists on the way, of what is not there, of numbers.
 */
function readAlong(
  path: readonly string[],
  scope: Readonly<Record<string, unknown>>,
): { end: string | boolean | object | null } | undefined {
  let at: unknown = scope
  for (const name of path) {
    if (typeof at !== 'object' || at === null || Array.isArray(at) || !Object.hasOwn(at, name)) return undefined
    at = (at as Record<string, unknown>)[name]
  }
  return typeof at === 'string' || typeof at === 'boolean' || typeof at === 'object' ? { end: at } : undefined
}

const itself = compileExpression('it')
const same = (value: unknown): Json => fromFeel(evaluate(itself, new Map([['it', toFeel(value)]])).value)
