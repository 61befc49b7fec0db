import type { Node } from '../../feel/ast.ts'
import { fromFeel, type Json } from '../../feel/convert.ts'
import { startRun } from '../../feel/run.ts'
import { type FeelType, kindOf, type Run, type Value } from '../../feel/values.ts'
import type { CompiledModel, Element } from '../model.ts'
import type { InputClause, Table } from '../table.ts'
import { lineOf } from '../xml.ts'
import { type Column, columnOf, constantsOf } from './columns.ts'

/** Something a person should look at before a table decides anything: rows are counted from 1. */
export type Finding = {
  decision: string
  /** `clash`: a cell of another type than its column, so that it never passes; `unjudged`: too large to be looked through. */
  kind: 'gap' | 'overlap' | 'unreachable' | 'clash' | 'unjudged'
  rules: readonly number[]
  /** An input for which it happens; columns that do not matter are left out. */
  example: readonly { expression: string; value: Json }[]
  /** False where the example is made of computed values, which may never come so. */
  certain: boolean
  /** Of the file: where the first of the rules, or the table, begins. */
  line: number
}

type Review = {
  element: Element
  table: Table
  columns: readonly Column[]
  /** Whether any combination of the columns' values can come: they are inputs, each asked once. */
  independent: boolean
}

const MAX_WORK = 200_000

/**
 * Reviews every decision table of a model: values no rule answers, rules that contradict each other under a policy that
 * forbids it, rules that can never fire, cells of a wrong type. Of a cell that depends on more than its input both is
 * possible, so nothing is claimed that hangs on it.
 */
export function reviewModel(model: CompiledModel): Finding[] {
  return model.elements.flatMap((element) => element.tables.flatMap((table) => reviewTable(element, table)))
}

function reviewTable(element: Element, table: Table): Finding[] {
  const run = startRun(new Map(), { steps: Number.POSITIVE_INFINITY })
  const clashes = clashesOf(element, table, run)
  if (clashes.length > 0) return clashes
  const columns = [...table.inputs.keys()].map((index) => columnOf(table, index, run))
  const review: Review = { element, table, columns, independent: isIndependent(element, table) }
  return [...overlapsOf(review), ...gapsOf(review), ...unreachableOf(review)]
}

function finding(review: Review, kind: Finding['kind'], rules: readonly number[], samples: readonly number[]): Finding {
  const { element, table, columns, independent } = review
  const [first] = rules
  return {
    decision: element.name,
    kind,
    rules: rules.map((rule) => rule + 1),
    example: samples.flatMap((sample, index) => {
      const value = columns[index]?.samples[sample]
      return value === undefined ? [] : [{ expression: table.inputs[index]?.text ?? '', value: fromFeel(value) }]
    }),
    certain: kind === 'unreachable' || (kind !== 'unjudged' && independent),
    line: lineOf((first === undefined ? undefined : table.rules[first]?.element) ?? table.element),
  }
}

/** UNIQUE: no input may pass two rules; ANY: only if they say the same (DMN 1.5 §8.2.8). */
function overlapsOf(review: Review): Finding[] {
  const { table, columns } = review
  if (table.policy !== 'UNIQUE' && table.policy !== 'ANY') return []
  return pairs([...table.rules.keys()]).flatMap(([a, b]) => {
    if (table.policy === 'ANY' && table.rules[a]?.says === table.rules[b]?.says) return []
    const shared = columns.map(
      ({ passes }) => passes[a]?.findIndex((pass, sample) => pass === true && passes[b]?.[sample] === true) ?? -1,
    )
    return shared.includes(-1) ? [] : [finding(review, 'overlap', [a, b], shared)]
  })
}

function gapsOf(review: Review): Finding[] {
  const { table, columns } = review
  const oneAnswer = ['UNIQUE', 'ANY', 'FIRST', 'PRIORITY'].includes(table.policy)
  if (!oneAnswer || table.outputs.some((output) => output.fallback)) return []
  const gap = uncovered(columns, [...table.rules.keys()], null)
  if (gap === 'all') return []
  return [gap === 'unknown' ? finding(review, 'unjudged', [], []) : finding(review, 'gap', [], gap)]
}

function unreachableOf(review: Review): Finding[] {
  if (review.table.policy !== 'FIRST') return []
  const all = [...review.table.rules.keys()]
  return all
    .slice(1)
    .flatMap((rule) =>
      uncovered(review.columns, all.slice(0, rule), rule) === 'all' ? [finding(review, 'unreachable', [rule], [])] : [],
    )
}

function pairs(items: readonly number[]): [number, number][] {
  return items.flatMap((a) => items.slice(a + 1).map((b): [number, number] => [a, b]))
}

/**
 * Whether the rules cover all inputs, or all that the rule `within` passes. When not, the samples of one input they leave out,
 * column by column until nothing more matters; `unknown` when finding out would take too long. A cell nobody can judge counts
 * as passing where all inputs are looked at and as failing where a rule is to be hidden, so that what is claimed is sure.
 */
function uncovered(
  columns: readonly Column[],
  rules: readonly number[],
  within: number | null,
): number[] | 'all' | 'unknown' {
  let work = 0
  const alivePasses = (pass: boolean | null | undefined) => pass === true || (pass === null && within === null)
  // Two ways to the same rules at the same column have the same end.
  const covered = new Set<string>()
  const search = (depth: number, alive: readonly number[]): number[] | 'all' | 'unknown' => {
    if (alive.length === 0) return []
    const column = columns[depth]
    if (!column) return 'all'
    const key = `${depth}:${alive.join()}`
    if (covered.has(key)) return 'all'
    const seen = new Set<string>()
    for (const [sample, value] of column.samples.entries()) {
      // No rule need say what becomes of an input that is missing.
      if (within === null ? value === null : column.passes[within]?.[sample] === false) continue
      const left = alive.filter((rule) => alivePasses(column.passes[rule]?.[sample]))
      if (seen.has(left.join())) continue
      seen.add(left.join())
      if (++work > MAX_WORK) return 'unknown'
      const rest = search(depth + 1, left)
      if (rest === 'unknown') return rest
      if (rest !== 'all') return [sample, ...rest]
    }
    covered.add(key)
    return 'all'
  }
  return search(0, rules)
}

/** Cells and outputs whose constants are not of the declared type of their column. */
function clashesOf(element: Element, table: Table, run: Run): Finding[] {
  const clash = (rule: number, expression: string, value: Value): Finding => ({
    decision: element.name,
    kind: 'clash',
    rules: [rule + 1],
    example: [{ expression, value: fromFeel(value) }],
    certain: true,
    line: lineOf(table.rules[rule]?.element ?? table.element),
  })
  return table.rules.flatMap((rule, row) => [
    ...rule.cells.flatMap(({ node }, index) => {
      const input = table.inputs[index]
      const kind = input && scalarOf(declaredType(element, input))
      const constants: Value[] = []
      for (const test of node.tests) constantsOf(test, constants, run)
      const other = kind && constants.find((value) => value !== null && kindOf(value) !== kind)
      return other === undefined ? [] : [clash(row, input?.text ?? '', other as Value)]
    }),
    ...rule.outputs.flatMap((node, index) => {
      const output = table.outputs[index]
      const kind = scalarOf(output?.type ?? null)
      if (!kind || node.op !== 'literal' || node.value === null || kindOf(node.value) === kind) return []
      return [clash(row, output?.name || element.name, node.value)]
    }),
  ])
}

function declaredType(element: Element, input: InputClause): FeelType | null {
  if (input.type) return input.type
  const root = plain(input.node)
  const slot = root.op === 'name' ? element.slots.find(({ name }) => name === root.name) : undefined
  return slot && 'of' in slot ? slot.of.type : null
}

function scalarOf(type: FeelType | null): string | undefined {
  if (type?.is === 'checked') return scalarOf(type.base)
  const others = ['Any', 'Null', 'list', 'range', 'context', 'function']
  return type && !others.includes(type.is) ? type.is : undefined
}

/** Every column reads an input datum, or a parameter of a business knowledge model, and no two read the same. */
function isIndependent(element: Element, table: Table): boolean {
  const texts = new Set(table.inputs.map(({ text }) => text))
  return texts.size === table.inputs.length && table.inputs.every(({ node }) => isGiven(element, node))
}

function isGiven(element: Element, node: Node): boolean {
  const of = plain(node)
  if (of.op === 'path') return isGiven(element, of.of)
  if (of.op !== 'name') return false
  const slot = element.slots.find(({ name }) => name === of.name)
  if (!slot) return element.kind === 'businessKnowledgeModel'
  return 'of' in slot && slot.of.kind === 'inputData'
}

function plain(node: Node): Node {
  return node.op === 'coerce' ? plain(node.of) : node
}
