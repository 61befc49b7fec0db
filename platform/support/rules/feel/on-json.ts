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
  const run = (scope: Readonly<Record<string, unknown>>) => {
    const names = new Map<string, Value>()
    for (const name of Object.keys(scope)) if (isWanted(name)) names.set(name, toFeel(scope[name]))
    return fromFeel(evaluate(compiled, names).value)
  }
  return Object.assign(run, { free: compiled.free })
}
