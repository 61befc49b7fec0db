import { compileFeel } from '@zhengtong/platform/support/rules/contract.ts'

export type Judged = { fault: 'none' } | { fault: 'unknown'; names: string[] } | { fault: 'wrong'; reason: string }

/** Judges a formula as it is typed, by the compiler that will run it: its grammar, and the names it reads. */
export function judged(formula: string, names: readonly string[]): Judged {
  try {
    const strange = compileFeel(formula).free?.filter((name) => !names.includes(name)) ?? []
    return strange.length > 0 ? { fault: 'unknown', names: [...strange] } : { fault: 'none' }
  } catch (error) {
    return { fault: 'wrong', reason: error instanceof Error ? error.message : String(error) }
  }
}

export const comparisons = ['=', '!=', '>', '<', 'filled'] as const
export type Comparison = (typeof comparisons)[number]

/** A formula from a field, a comparison and a value, for those who do not write formulas. */
export function formulaOf(name: string, how: Comparison, value: string | number | boolean): string {
  if (how === 'filled') return `${name} != null`
  const literal = typeof value === 'string' ? JSON.stringify(value) : String(value)
  // Nothing is more or less than an answer that was not given yet.
  return how === '>' || how === '<' ? `${name} != null and ${name} ${how} ${literal}` : `${name} ${how} ${literal}`
}
