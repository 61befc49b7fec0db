import { calculate } from '../../feel/arithmetic.ts'
import type { Node } from '../../feel/ast.ts'
import { builtins } from '../../feel/builtins/all.ts'
import { compare, equal } from '../../feel/compare.ts'
import { compileUnary } from '../../feel/compile-tests.ts'
import { newCompiler } from '../../feel/expression.ts'
import { days, months } from '../../feel/temporal.ts'
import { isFunction, isNumber, type Kind, kindOf, type Run, type Value } from '../../feel/values.ts'
import type { Table } from '../table.ts'

/**
 * The values of one column that stand for all: each cell says the same of all values between two neighbours. `passes` by rule
 * and sample; null where a cell depends on more than its input, so that nobody can tell beforehand.
 */
export type Column = { samples: readonly Value[]; passes: readonly (readonly (boolean | null)[])[] }

/** Samples of a column and which rule passes which. */
export function columnOf(table: Table, index: number, run: Run): Column {
  const input = table.inputs[index]
  const constants: Value[] = []
  for (const node of input?.allowed?.tests ?? []) constantsOf(node, constants, run)
  const judged = table.rules.map((rule) => {
    const own: Value[] = []
    const known = (rule.cells[index]?.node.tests ?? []).every((node) => constantsOf(node, own, run))
    constants.push(...own)
    return known
  })
  const compiler = newCompiler({})
  const frame = { up: null, slots: [], run }
  const allowed = input?.allowed && compileUnary(input.allowed, null, compiler)
  const type = input?.type
  const samples = samplesFor(constants, run).filter((value) => {
    if (value === null) return true
    if (isNumber(value) && input && countsSomething(input.node) && !isNatural(value)) return false
    if (allowed && allowed(value, frame) !== true) return false
    return type?.is !== 'checked' || type.allows(value, run)
  })
  const passes = table.rules.map((rule, row) => {
    if (!judged[row]) return samples.map(() => null)
    const cell = rule.cells[index]
    const test = cell && compileUnary(cell.node, null, compiler)
    return samples.map((sample) => test?.(sample, frame) === true)
  })
  return { samples, passes }
}

/** How many of something there are is never negative and never a fraction. */
function countsSomething(node: Node): boolean {
  if (node.op === 'coerce') return countsSomething(node.of)
  return node.op === 'call' && node.of.op === 'name' && (node.of.name === 'count' || node.of.name === 'string length')
}

function isNatural(value: Value): boolean {
  return typeof value === 'number' && value >= 0
}

/** Gathers the constants of a cell; false when it holds anything else. */
export function constantsOf(node: Node, constants: Value[], run: Run): boolean {
  switch (node.op) {
    case 'literal':
      constants.push(node.value)
      return true
    case 'halfRange':
      return constantsOf(node.end, constants, run)
    case 'range':
      return [node.low, node.high].every((end) => constantsOf(end, constants, run))
    case 'list':
      return node.items.every((item) => constantsOf(item, constants, run))
    case 'negate': {
      const inner: Value[] = []
      if (!constantsOf(node.of, inner, run)) return false
      constants.push(...inner.map((value) => calculate('*', value, -1, run)))
      return true
    }
    case 'call': {
      const callee = node.of.op === 'name' ? builtins.get(node.of.name) : undefined
      const args: Value[] = []
      if (!isFunction(callee) || !node.args.every((arg) => constantsOf(arg, args, run))) return false
      constants.push(callee.call(args, node.names, run))
      return true
    }
  }
  return false
}

/** Enough values to tell all cells apart: each constant, one between and beyond, and null. */
function samplesFor(constants: readonly Value[], run: Run): Value[] {
  const kinds = new Map<Kind, Value[]>()
  for (const constant of constants) {
    if (constant === null) continue
    const same = kinds.get(kindOf(constant)) ?? []
    kinds.set(kindOf(constant), same)
    if (!same.some((other) => equal(other, constant, run) === true)) same.push(constant)
  }
  if (kinds.size === 0) return [null, 'any other text']
  return [null, ...[...kinds].flatMap(([kind, distinct]) => around(kind, distinct, run))]
}

function around(kind: Kind, distinct: readonly Value[], run: Run): Value[] {
  if (kind === 'boolean') return [true, false]
  if (kind === 'string') return [...distinct, unlike(distinct), ...between(distinct)]
  const ordered = distinct.toSorted((a, b) => compare(a, b) ?? 0)
  const step = stepOf(kind)
  const near = ordered.flatMap((value, index) => {
    const next = ordered[index + 1]
    const middle =
      isNumber(value) && isNumber(next ?? null) ? calculate('/', calculate('+', value, next ?? 0, run), 2, run) : null
    return [value, middle ?? calculate('+', value, step, run)]
  })
  return [calculate('-', ordered[0] ?? null, step, run), ...near]
}

function stepOf(kind: Kind): Value {
  if (kind === 'number') return 1
  if (kind === 'years and months duration') return months(1)
  return kind === 'date' ? days(86_400_000_000_000n) : days(1_000_000_000n)
}

/** A text that is none of those given and says of itself what it is. */
function unlike(texts: readonly Value[]): string {
  let text = 'any other text'
  while (texts.includes(text)) text += '…'
  return text
}

// Texts can be compared, too: what sorts before all, and right after each.
function between(texts: readonly Value[]): string[] {
  return ['', ...texts.map((text) => `${String(text)}\u0000`)].filter((text) => !texts.includes(text))
}
