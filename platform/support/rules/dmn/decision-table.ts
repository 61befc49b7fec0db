import type { Compiler, Frame, Node, Scope, Thunk } from '../feel/ast.ts'
import { compileTests, compileUnary, type Test } from '../feel/compile-tests.ts'
import { coerceOrFail } from '../feel/feel-type.ts'
import { type FeelType, fail, type TableRow, type Value } from '../feel/values.ts'
import { combine, type Hit, type HitPolicy } from './hit-policies.ts'
import type { OutputClause, Table } from './table.ts'

// A table inside a function may fire without end; a trace is for people.
const MAX_FIRED = 1000

type InputColumn = { text: string; read: Thunk; allowed: Test | null }
type OutputColumn = {
  name: string
  type: FeelType | null
  rank: (value: Value, frame: Frame) => number
  fallback: Thunk | null
}
type Rule = {
  row: TableRow
  /** The cells that restrict something, with the column they look at. */
  cells: readonly { column: number; test: Test }[]
  outputs: readonly Thunk[]
}

/** The node that compiles to the evaluation of a table. */
export function tableNode({ policy, inputs, outputs, rules }: Table): Node {
  return {
    op: 'foreign',
    always: inputs.map(({ node }) => node),
    compile: (scope, compiler) => {
      const columns = inputs.map(({ text, node, allowed }) => ({
        text,
        read: compiler.compile(node, scope),
        allowed: allowed && compileUnary(allowed, scope, compiler),
      }))
      const results = outputs.map((output) => compileOutput(output, scope, compiler))
      const compiled = rules.map(
        (rule, index): Rule => ({
          row: {
            ruleId: rule.id,
            index: index + 1,
            description: rule.description,
            annotations: rule.annotations,
            expressions: inputs.map(({ text }) => text),
            tests: rule.cells.map(({ text }) => text),
            outputNames: outputs.map(({ name }) => name),
          },
          cells: rule.cells.flatMap(({ node }, column) =>
            node.any ? [] : [{ column, test: compileUnary(node, scope, compiler) }],
          ),
          outputs: rule.outputs.map((node) => compiler.compile(node, scope)),
        }),
      )
      return evaluator(policy, columns, results, compiled)
    },
  }
}

function compileOutput(output: OutputClause, scope: Scope | null, compiler: Compiler): OutputColumn {
  const { type } = output
  const ranks = output.values?.tests.map((test) => compileTests([test], scope, compiler))
  // DMN 1.5 §8.2.8: priority is the order of the output values; where a column lists none, its type's allowed values do.
  const rank = ranks
    ? (value: Value, frame: Frame) => ranks.findIndex((test) => test(value, frame) === true)
    : (value: Value, frame: Frame) => (type?.is === 'checked' ? type.rank(value, frame.run) : -1)
  return {
    name: output.name,
    type,
    rank,
    fallback: output.fallback && compiler.compile(output.fallback, scope),
  }
}

function evaluator(
  policy: HitPolicy,
  inputs: readonly InputColumn[],
  outputs: readonly OutputColumn[],
  rules: readonly Rule[],
): Thunk {
  const stopAtFirst = policy === 'FIRST'
  return (frame) => {
    const values: Value[] = []
    for (const column of inputs) {
      const value = column.read(frame)
      if (column.allowed && column.allowed(value, frame) !== true) {
        return fail(frame.run, 'table', `"${column.text}" is not among the values the table allows`)
      }
      values.push(value)
    }
    frame.run.spend(rules.length)
    const hits: Hit[] = []
    for (const rule of rules) {
      if (!matches(rule, values, frame)) continue
      hits.push({ row: rule.row, outputs: outputsOf(rule, outputs, frame) })
      if (stopAtFirst) break
    }
    if (hits.length === 0) return fallback(outputs, policy, frame)
    const { value, used } = combine(policy, hits, outputs, frame)
    const { fired } = frame.run
    if (fired && fired.length < MAX_FIRED) {
      for (const hit of used) fired.push({ row: hit.row, inputs: values, outputs: hit.outputs })
    }
    return value
  }
}

function matches(rule: Rule, values: readonly Value[], frame: Frame): boolean {
  for (const cell of rule.cells) if (cell.test(values[cell.column] ?? null, frame) !== true) return false
  return true
}

function outputsOf(rule: Rule, outputs: readonly OutputColumn[], frame: Frame): Value[] {
  return rule.outputs.map((output, index) => {
    const type = outputs[index]?.type
    return type ? coerceOrFail(output(frame), type, `the output of rule ${rule.row.index}`, frame.run) : output(frame)
  })
}

function fallback(outputs: readonly OutputColumn[], policy: HitPolicy, frame: Frame): Value {
  if (!outputs.some((output) => output.fallback)) return combine(policy, [], outputs, frame).value
  const values = outputs.map((output) => output.fallback?.(frame) ?? null)
  if (outputs.length === 1) return values[0] ?? null
  return new Map(outputs.map((output, index) => [output.name, values[index] ?? null]))
}
