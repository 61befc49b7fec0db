import { fromFeel, type Json, toFeel } from './convert.ts'
import { compileExpression, evaluate } from './expression.ts'

/** `free` are the names it reads from the scope. */
export type JsonExpression = ((scope: Readonly<Record<string, unknown>>) => Json) & { free: readonly string[] }

/**
 * FEEL for those who hold JSON: forms, flows, items. The names of the scope are the variables; the answer is JSON, null where
 * FEEL has none. Refuses text that is no FEEL with `rules.bad-expression`. Pure, without eval: the same in browsers.
 */
export function compileFeel(text: string): JsonExpression {
  const compiled = compileExpression(text)
  const run = (scope: Readonly<Record<string, unknown>>) => {
    // Only names that stand in the text can be read, and scopes hold whole applications: the rest need not be converted.
    const names = Object.entries(scope)
      .filter(([name]) => text.includes(name.split(' ', 1)[0]!))
      .map(([name, value]) => [name, toFeel(value)] as const)
    return fromFeel(evaluate(compiled, new Map(names)).value)
  }
  return Object.assign(run, { free: compiled.free })
}
