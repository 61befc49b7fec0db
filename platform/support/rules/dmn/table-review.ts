import { calculate } from '../feel/arithmetic.ts'
import type { Node } from '../feel/ast.ts'
import { builtins } from '../feel/builtins/all.ts'
import { compare, equal } from '../feel/compare.ts'
import { compileUnary } from '../feel/compile-tests.ts'
import { fromFeel, type Json } from '../feel/convert.ts'
import { newCompiler } from '../feel/expression.ts'
import { startRun } from '../feel/run.ts'
import { days, months } from '../feel/temporal.ts'
import { isFunction, isNumber, kindOf, type Run, type Value } from '../feel/values.ts'
import type { CompiledModel } from './model.ts'
import type { Table } from './table.ts'

/** Something a person should look at before a table decides anything: rows are counted from 1. */
export type Finding = {
  decision: string
  kind: 'gap' | 'overlap' | 'unreachable'
  rules: readonly number[]
  /** An input for which it happens; columns that do not matter are left out. */
  example: readonly { expression: string; value: Json }[]
}

/** The values of one column that stand for all: each cell says the same of all values between two neighbours. */
type Column = { samples: readonly Value[]; passes: readonly (readonly boolean[])[] }

const MAX_WORK = 20_000

/**
 * Reviews every decision table of a model: values no rule answers, rules that contradict each other under a policy that
 * forbids it, rules that can never fire. What depends on other values than the input itself is not judged.
 */
export function reviewModel(model: CompiledModel): Finding[] {
  return model.elements.flatMap((element) => element.tables.flatMap((table) => reviewTable(element.name, table)))
}

function reviewTable(decision: string, table: Table): Finding[] {
  const run = startRun(new Map(), {})
  const columns: Column[] = []
  for (const index of table.inputs.keys()) {
    const column = columnOf(table, index, run)
    if (!column) return []
    columns.push(column)
  }
  const finding = (kind: Finding['kind'], rules: readonly number[], samples: readonly number[]): Finding => ({
    decision,
    kind,
    rules: rules.map((rule) => rule + 1),
    example: samples.flatMap((sample, index) => {
      const value = columns[index]?.samples[sample]
      return value === undefined ? [] : [{ expression: table.inputs[index]?.text ?? '', value: fromFeel(value) }]
    }),
  })
  const findings: Finding[] = []
  const all = [...table.rules.keys()]
  const exclusive = table.policy === 'UNIQUE' || table.policy === 'ANY'
  for (const [a, b] of exclusive ? pairs(all) : []) {
    if (table.policy === 'ANY' && table.rules[a]?.says === table.rules[b]?.says) continue
    const shared = columns.map(
      ({ passes }) => passes[a]?.findIndex((pass, sample) => pass && passes[b]?.[sample]) ?? -1,
    )
    if (!shared.includes(-1)) findings.push(finding('overlap', [a, b], shared))
  }
  const oneAnswer = exclusive || table.policy === 'FIRST' || table.policy === 'PRIORITY'
  if (oneAnswer && !table.outputs.some((output) => output.fallback)) {
    const gap = uncovered(columns, all, null)
    if (gap !== 'all' && gap !== 'unknown') findings.push(finding('gap', [], gap))
  }
  for (const rule of table.policy === 'FIRST' ? all.slice(1) : []) {
    if (uncovered(columns, all.slice(0, rule), rule) === 'all') findings.push(finding('unreachable', [rule], []))
  }
  return findings
}

function pairs(items: readonly number[]): [number, number][] {
  return items.flatMap((a) => items.slice(a + 1).map((b): [number, number] => [a, b]))
}

/**
 * Whether the rules cover all inputs, or all that the rule `within` passes. When not, the samples of one input they leave out,
 * column by column until nothing more matters; `unknown` when finding out would take too long.
 */
function uncovered(
  columns: readonly Column[],
  rules: readonly number[],
  within: number | null,
): number[] | 'all' | 'unknown' {
  let work = 0
  const search = (depth: number, alive: readonly number[]): number[] | 'all' | 'unknown' => {
    if (alive.length === 0) return []
    const column = columns[depth]
    if (!column) return 'all'
    const seen = new Set<string>()
    for (const [sample, value] of column.samples.entries()) {
      // No rule need say what becomes of an input that is missing.
      if (within === null ? value === null : !column.passes[within]?.[sample]) continue
      const left = alive.filter((rule) => column.passes[rule]?.[sample])
      if (seen.has(left.join())) continue
      seen.add(left.join())
      if (++work > MAX_WORK) return 'unknown'
      const rest = search(depth + 1, left)
      if (rest === 'unknown') return rest
      if (rest !== 'all') return [sample, ...rest]
    }
    return 'all'
  }
  return search(0, rules)
}

/** Samples of a column and which rule passes which; null when a cell depends on more than the input. */
function columnOf(table: Table, index: number, run: Run): Column | null {
  const input = table.inputs[index]
  const tests = table.rules.map((rule) => rule.cells[index]?.node)
  const constants: Value[] = []
  for (const node of [...tests, input?.allowed ?? undefined].flatMap((tests) => tests?.tests ?? [])) {
    if (!collect(node, constants, run)) return null
  }
  const compiler = newCompiler({})
  const frame = { up: null, slots: [], run }
  const allowed = input?.allowed && compileUnary(input.allowed, null, compiler)
  const type = input?.type
  const samples = samplesFor(constants, run).filter((value) => {
    if (value === null) return true
    if (allowed && allowed(value, frame) !== true) return false
    return type?.is !== 'checked' || type.allows(value, run)
  })
  const passes = tests.map((node) => {
    const test = node && compileUnary(node, null, compiler)
    return samples.map((sample) => test?.(sample, frame) === true)
  })
  return { samples, passes }
}

/** Gathers the constants of a cell; false when it holds anything else. */
function collect(node: Node, constants: Value[], run: Run): boolean {
  switch (node.op) {
    case 'literal':
      constants.push(node.value)
      return true
    case 'halfRange':
      return collect(node.end, constants, run)
    case 'range':
      return collect(node.low, constants, run) && collect(node.high, constants, run)
    case 'list':
      return node.items.every((item) => collect(item, constants, run))
    case 'negate': {
      const inner: Value[] = []
      if (!collect(node.of, inner, run)) return false
      constants.push(...inner.map((value) => calculate('*', value, -1, run)))
      return true
    }
    case 'call': {
      const callee = node.of.op === 'name' ? builtins.get(node.of.name) : undefined
      const args: Value[] = []
      if (!isFunction(callee) || !node.args.every((arg) => collect(arg, args, run))) return false
      constants.push(callee.call(args, node.names, run))
      return true
    }
  }
  return false
}

/** Enough values to tell all cells apart: each constant, one between and beyond, and null. */
function samplesFor(constants: readonly Value[], run: Run): Value[] {
  const distinct: Value[] = []
  for (const constant of constants) {
    if (constant !== null && !distinct.some((other) => equal(other, constant, run) === true)) distinct.push(constant)
  }
  const [first] = distinct
  if (first === undefined) return [null, 'any other text']
  if (distinct.every((value) => typeof value === 'boolean')) return [null, true, false]
  if (distinct.every((value) => typeof value === 'string'))
    return [null, ...distinct, unlike(distinct), ...between(distinct)]
  const ordered = distinct.toSorted((a, b) => compare(a, b) ?? 0)
  const step = stepOf(first)
  const near = ordered.flatMap((value, index) => {
    const next = ordered[index + 1]
    const middle =
      isNumber(value) && isNumber(next ?? null) ? calculate('/', calculate('+', value, next ?? 0, run), 2, run) : null
    return [value, middle ?? calculate('+', value, step, run)]
  })
  return [null, calculate('-', ordered[0] ?? null, step, run), ...near]
}

function stepOf(value: Value): Value {
  const kind = kindOf(value)
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
