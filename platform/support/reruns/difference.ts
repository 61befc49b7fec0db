import { isDeepStrictEqual } from 'node:util'
import type { DecisionTrace, FiredRuleTrace } from '#support/rules/contract.ts'
import type { Cause, FiredRow } from './contract.ts'

/** What a rule said, once then and once now. */
export type Said = { outcome: string; outputs: Record<string, unknown>; trace: DecisionTrace }

/** What a rule tells of itself, by the names of its elements. */
export type Anatomy = {
  /** The input data a decision rests on, but for what it learns by way of some others. */
  behind: (decision: string, but: ReadonlySet<string>) => readonly string[]
  /** How people call an element. */
  labelOf: (name: string) => string | undefined
}

export type Verdict = 'same' | 'result' | 'outcome'

/** Whether two answers differ. The reasons are words about the result, not the result; `exact` compares them too. */
export function compareAnswers(before: Said, after: Said, { exact = false } = {}): Verdict {
  if (before.outcome !== after.outcome) return 'outcome'
  return isDeepStrictEqual(resultOf(before, exact), resultOf(after, exact)) ? 'same' : 'result'
}

/** As JSON keeps it. */
function resultOf({ outputs: { reasons, ...result } }: Said, exact: boolean): unknown {
  return JSON.parse(JSON.stringify(exact ? { ...result, reasons } : result))
}

/**
 * Why two answers to the same inputs differ: the decisions inside the rule that came out otherwise, those first that others
 * rest on, with the rows that fired then and now and the inputs on which these rows disagree.
 */
export function causesOf(before: DecisionTrace, after: DecisionTrace, anatomy: Anatomy): Cause[] {
  const names = new Set([...after.decisions, ...before.decisions].map(({ name }) => name))
  const valuesOf = (decision: string) =>
    [before, after].map((trace) => trace.decisions.find(({ name }) => name === decision)?.value)
  const changed = [...names].filter((name) => !isDeepStrictEqual(...(valuesOf(name) as [unknown, unknown])))
  const values = new Map([...before.inputs, ...after.inputs].map(({ name, value }) => [name, value]))
  const called = <Part extends object>(part: Part, name: string): Part & { label?: string } => {
    const label = anatomy.labelOf(name)
    return label ? { ...part, label } : part
  }
  return changed.map((decision): Cause => {
    const [then, now] = [before, after].map((trace) => trace.fired.filter((row) => row.decision === decision)) as [
      FiredRuleTrace[],
      FiredRuleTrace[],
    ]
    const [valueBefore, valueAfter] = valuesOf(decision)
    return {
      ...called({ decision }, decision),
      before: then.map(rowOf),
      after: now.map(rowOf),
      ...(then.length === 0 && now.length === 0 ? { valueBefore, valueAfter } : {}),
      given: anatomy
        .behind(decision, new Set(changed))
        .map((name) => called({ name, value: values.get(name) ?? null }, name)),
      inputs: inputsBetween(then, now),
    }
  })
}

/** The inputs on which the rows that fired then and those that fire now look in different ways. */
function inputsBetween(then: readonly FiredRuleTrace[], now: readonly FiredRuleTrace[]): Cause['inputs'] {
  const cells = new Map<string, Cause['inputs'][number]>()
  const note = (rows: readonly FiredRuleTrace[], key: 'testBefore' | 'testAfter') => {
    for (const { expression, test, value } of rows.flatMap(({ inputs }) => inputs)) {
      const cell = cells.get(expression) ?? { expression, value }
      const other = isDeepStrictEqual(cell.value, value) ? {} : { valueAfter: value }
      cells.set(expression, { ...cell, ...other, [key]: cell[key] === undefined ? test : `${cell[key]} | ${test}` })
    }
  }
  note(then, 'testBefore')
  note(now, 'testAfter')
  return [...cells.values()].filter(({ testBefore = '-', testAfter = '-' }) => testBefore !== testAfter)
}

function rowOf({ index, ruleId, reason, basis, outputs }: FiredRuleTrace): FiredRow {
  return { index, ruleId, outputs, ...(reason ? { reason } : {}), ...(basis ? { basis } : {}) }
}
