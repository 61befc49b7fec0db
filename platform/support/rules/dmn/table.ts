import type { Node, UnaryTestsNode } from '../feel/ast.ts'
import type { FeelType, TableRow } from '../feel/values.ts'
import { unsupported } from './definitions.ts'
import { type HitPolicy, hitPolicyOf } from './hit-policies.ts'
import { childOf, childrenOf, textOf, type XmlElement } from './xml.ts'

/** How the texts of a table are parsed: in the scope the table stands in. */
export type TableReader = {
  expression: (text: string, element: XmlElement) => Node
  tests: (text: string, element: XmlElement) => UnaryTestsNode
  typeOf: (element: XmlElement) => FeelType | null
}

export type InputClause = { text: string; node: Node; type: FeelType | null; allowed: UnaryTestsNode | null }
export type OutputClause = { name: string; type: FeelType | null; values: UnaryTestsNode | null; fallback: Node | null }
export type TableRule = {
  /** Where it stands in the file. */
  element: XmlElement
  id: string
  description: string
  annotations: TableRow['annotations']
  cells: readonly { text: string; node: UnaryTestsNode }[]
  outputs: readonly Node[]
  /** The texts of the output cells, to see whether two rules say the same. */
  says: string
}

/** A decision table as read, before it is compiled. */
export type Table = {
  element: XmlElement
  policy: HitPolicy
  inputs: readonly InputClause[]
  outputs: readonly OutputClause[]
  rules: readonly TableRule[]
}

/** Reads a decision table. Refuses a hit policy nobody knows, an input without expression and a rule of another width. */
export function readTable(table: XmlElement, reader: TableReader): Table {
  const inputs = childrenOf(table, 'dmn:input').map((input) => readInput(input, reader))
  const outputs = childrenOf(table, 'dmn:output').map((output) => readOutput(output, reader))
  const names = childrenOf(table, 'dmn:annotation').map((annotation) => annotation.attrs.get('name') ?? '')
  const rules = childrenOf(table, 'dmn:rule').map((rule) =>
    readRule(rule, inputs.length, outputs.length, names, reader),
  )
  return { element: table, policy: hitPolicyOf(table), inputs, outputs, rules }
}

function readInput(input: XmlElement, reader: TableReader): InputClause {
  const expression = childOf(input, 'dmn:inputExpression')
  const text = expression ? textOf(expression, 'dmn:text') : ''
  if (!expression || !text) throw unsupported(input, 'the input has no expression')
  const parsed = reader.expression(text, expression)
  const type = reader.typeOf(expression)
  const node: Node = type ? { op: 'coerce', of: parsed, type, what: text } : parsed
  const values = childOf(input, 'dmn:inputValues')
  const allowed = values && textOf(values, 'dmn:text') ? reader.tests(textOf(values, 'dmn:text'), values) : null
  return { text, node, type, allowed }
}

function readOutput(output: XmlElement, reader: TableReader): OutputClause {
  const values = childOf(output, 'dmn:outputValues')
  const fallback = childOf(output, 'dmn:defaultOutputEntry')
  return {
    name: output.attrs.get('name') ?? '',
    type: reader.typeOf(output),
    values: values && textOf(values, 'dmn:text') ? reader.tests(textOf(values, 'dmn:text'), values) : null,
    fallback:
      fallback && textOf(fallback, 'dmn:text') ? reader.expression(textOf(fallback, 'dmn:text'), fallback) : null,
  }
}

function readRule(
  rule: XmlElement,
  inputs: number,
  outputs: number,
  names: readonly string[],
  reader: TableReader,
): TableRule {
  const cells = childrenOf(rule, 'dmn:inputEntry')
  const results = childrenOf(rule, 'dmn:outputEntry')
  if (cells.length !== inputs || results.length !== outputs)
    throw unsupported(rule, 'the rule has not one cell per column')
  const annotations = childrenOf(rule, 'dmn:annotationEntry')
  return {
    element: rule,
    id: rule.attrs.get('id') ?? '',
    description: textOf(rule, 'dmn:description'),
    annotations: annotations
      .map((entry, index) => ({ name: names[index] ?? '', text: textOf(entry, 'dmn:text') }))
      .filter((entry) => entry.text !== ''),
    cells: cells.map((cell) => {
      const text = textOf(cell, 'dmn:text')
      return { text: text || '-', node: reader.tests(text || '-', cell) }
    }),
    says: results.map((cell) => textOf(cell, 'dmn:text')).join('\n'),
    outputs: results.map((cell): Node => {
      const text = textOf(cell, 'dmn:text')
      return text === '' || text === '-' ? { op: 'literal', value: null } : reader.expression(text, cell)
    }),
  }
}
