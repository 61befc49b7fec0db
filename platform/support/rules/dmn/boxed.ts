import { Refusal } from '#kernel/errors.ts'
import type { Node, UnaryTestsNode } from '../feel/ast.ts'
import { builtinType } from '../feel/feel-type.ts'
import { NameSet } from '../feel/names.ts'
import { parseExpression, parseUnaryTests } from '../feel/parser.ts'
import { type FeelType, fail } from '../feel/values.ts'
import { tableNode } from './decision-table.ts'
import { expressionOf, typeRefOf, unsupported } from './definitions.ts'
import { readTable, type Table } from './table.ts'
import { childOf, childrenOf, lineOf, textOf, type XmlElement } from './xml.ts'

/** Where a boxed expression stands: the names it sees, the types it may use, and what to do with what is wrong in it. */
export type Place = {
  readonly names: NameSet
  readonly members: NameSet
  readonly types: ReadonlyMap<string, FeelType>
  readonly inFilter?: boolean
  /** `null`: what cannot be compiled evaluates to null, as conformance tests want; otherwise it is refused. */
  readonly onBad: 'refuse' | 'null'
  /** Hears of each decision table on the way. */
  readonly onTable?: (table: Table) => void
}

/** Turns a boxed expression into the node of the FEEL expression it stands for. Refuses naming element and line. */
export function readBoxed(element: XmlElement, place: Place): Node {
  const node = readUntyped(element, place)
  const type = typeOf(element, place)
  // On a function definition many tools write the type of its result.
  if (node.op === 'function' && node.body && type && type.is !== 'function') {
    return { ...node, body: { op: 'coerce', of: node.body, type, what: describe(element) } }
  }
  return type ? { op: 'coerce', of: node, type, what: describe(element) } : node
}

function readUntyped(element: XmlElement, place: Place): Node {
  switch (element.name) {
    case 'dmn:literalExpression':
      return readLiteral(element, place)
    case 'dmn:decisionTable':
      return readDecisionTable(element, place)
    case 'dmn:context':
      return readContext(element, place)
    case 'dmn:list':
      return { op: 'list', items: expressionsIn(element).map((item) => readBoxed(item, place)) }
    case 'dmn:relation':
      return readRelation(element, place)
    case 'dmn:invocation':
      return readInvocation(element, place)
    case 'dmn:functionDefinition':
    case 'dmn:encapsulatedLogic':
      return readFunction(element, place)
    case 'dmn:conditional': {
      const part = (name: string) => readChild(element, name, place)
      return { op: 'if', test: part('dmn:if'), yes: part('dmn:then'), no: part('dmn:else') }
    }
    case 'dmn:filter': {
      const inner = { ...place, names: new NameSet(['item'], place.names), inFilter: true }
      return { op: 'filter', of: readChild(element, 'dmn:in', place), by: readChild(element, 'dmn:match', inner) }
    }
    case 'dmn:for':
      return { op: 'for', ...readIterator(element, 'dmn:return', ['partial'], place) }
    case 'dmn:some':
    case 'dmn:every':
      return {
        op: 'quantified',
        every: element.name === 'dmn:every',
        ...readIterator(element, 'dmn:satisfies', [], place),
      }
  }
  throw unsupported(element, 'this kind of expression is not supported')
}

function readDecisionTable(element: XmlElement, place: Place): Node {
  const table = readTable(element, {
    expression: (text, at) => readText(text, at, place),
    tests: (text, at) => readTests(text, at, place),
    typeOf: (at) => typeOf(at, place),
  })
  place.onTable?.(table)
  return tableNode(table)
}

function describe(element: XmlElement): string {
  return (
    element.attrs.get('label') ?? [element.name.replace('dmn:', ''), element.attrs.get('id') ?? ''].join(' ').trim()
  )
}

/** The declared type of an element, if any; a type nobody defines is refused, or leaves it untyped when leniently read. */
export function typeOf(element: XmlElement, place: Place): FeelType | null {
  const ref = typeRefOf(element)
  if (!ref) return null
  const type = place.types.get(ref) ?? builtinType(ref)
  if (!type && place.onBad === 'refuse') throw unsupported(element, `the type "${ref}" is not defined`)
  return type
}

function expressionsIn(element: XmlElement): XmlElement[] {
  return element.children.filter((child) => expressionOf({ ...element, children: [child] }))
}

function readLiteral(element: XmlElement, place: Place): Node {
  const language = element.attrs.get('expressionLanguage')
  if (language && !/\/FEEL\/?$/i.test(language)) return bad(unsupported(element, `${language} is not FEEL`), place)
  return readText(textOf(element, 'dmn:text'), element, place)
}

function readText(text: string, element: XmlElement, place: Place): Node {
  if (text === '') return { op: 'literal', value: null }
  return attempt(element, place, () => parseExpression(text, known(place))) ?? nothing(text)
}

function readTests(text: string, element: XmlElement, place: Place): UnaryTestsNode {
  const tests = attempt(element, place, () => parseUnaryTests(text, known(place)))
  return tests ?? { any: false, negated: false, tests: [nothing(text)] }
}

function known(place: Place) {
  return {
    names: place.names,
    members: place.members,
    types: new NameSet(place.types.keys()),
    inFilter: place.inFilter,
  }
}

function attempt<T>(element: XmlElement, place: Place, read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (place.onBad === 'null') return null
    const line = lineOf(element)
    const details = { ...error.details, element: element.attrs.get('id'), fileLine: line }
    throw new Refusal(
      'invalid',
      error.code,
      `${error.message}, in ${describe(element)} in line ${line} of the file`,
      details,
    )
  }
}

function bad(refusal: Refusal, place: Place): Node {
  if (place.onBad === 'refuse') throw refusal
  return nothing(refusal.message)
}

function nothing(what: string): Node {
  return { op: 'foreign', compile: () => (frame) => fail(frame.run, 'expression', `this cannot be evaluated: ${what}`) }
}

function readChild(element: XmlElement, name: string, place: Place): Node {
  const child = childOf(element, name)
  const expression = child && expressionOf(child)
  if (!expression) return bad(unsupported(element, `"${name.replace('dmn:', '')}" is missing`), place)
  const node = readBoxed(expression, place)
  const type = typeOf(child, place)
  return type ? { op: 'coerce', of: node, type, what: describe(expression) } : node
}

function readContext(element: XmlElement, place: Place): Node {
  const names = new NameSet([], place.names)
  const inner = { ...place, names }
  const entries: { key: string; value: Node }[] = []
  let result: Node | undefined
  for (const entry of childrenOf(element, 'dmn:contextEntry')) {
    const variable = childOf(entry, 'dmn:variable')
    const expression = expressionOf(entry)
    const key = variable?.attrs.get('name')
    const node: Node = expression ? readBoxed(expression, inner) : { op: 'literal', value: null }
    if (!variable || key === undefined) {
      result = node
      continue
    }
    const type = typeOf(variable, place)
    entries.push({
      key,
      value:
        type && (node.op !== 'function' || type.is === 'function') ? { op: 'coerce', of: node, type, what: key } : node,
    })
    names.add(key)
    place.members.add(key)
  }
  return { op: 'context', entries, result }
}

function readRelation(element: XmlElement, place: Place): Node {
  const columns = childrenOf(element, 'dmn:column')
  for (const column of columns) place.members.add(column.attrs.get('name') ?? '')
  const items = childrenOf(element, 'dmn:row').map((row): Node => {
    const cells = expressionsIn(row)
    const entries = columns.map((column, index) => {
      const cell = cells[index]
      const node: Node = cell ? readBoxed(cell, place) : { op: 'literal', value: null }
      const type = typeOf(column, place)
      const key = column.attrs.get('name') ?? ''
      return { key, value: type ? ({ op: 'coerce', of: node, type, what: key } as const) : node }
    })
    return { op: 'context', entries }
  })
  return { op: 'list', items }
}

function readInvocation(element: XmlElement, place: Place): Node {
  const callee = expressionOf(element)
  if (!callee) return bad(unsupported(element, 'the function to call is missing'), place)
  const bindings = childrenOf(element, 'dmn:binding')
  const names = bindings.map((binding) => childOf(binding, 'dmn:parameter')?.attrs.get('name') ?? '')
  const args = bindings.map((binding): Node => {
    const expression = expressionOf(binding)
    const node: Node = expression ? readBoxed(expression, place) : { op: 'literal', value: null }
    const parameter = childOf(binding, 'dmn:parameter')
    const type = parameter && typeOf(parameter, place)
    return type ? { op: 'coerce', of: node, type, what: parameter.attrs.get('name') ?? '' } : node
  })
  return { op: 'call', of: readBoxed(callee, place), args, names: names.length > 0 ? names : null }
}

/** A function definition, also the encapsulated logic of a business knowledge model. */
export function readFunction(element: XmlElement, place: Place): Node {
  const params = childrenOf(element, 'dmn:formalParameter').map((param) => ({
    name: param.attrs.get('name') ?? '',
    type: typeOf(param, place),
  }))
  const kind = element.attrs.get('kind') ?? 'FEEL'
  if (kind !== 'FEEL') return bad(unsupported(element, `functions of kind ${kind} are not supported`), place)
  const names = new NameSet(
    params.map((param) => param.name),
    place.names,
  )
  const expression = expressionOf(element)
  const body: Node = expression ? readBoxed(expression, { ...place, names }) : { op: 'literal', value: null }
  return { op: 'function', params, body }
}

function readIterator(element: XmlElement, bodyName: string, extra: readonly string[], place: Place) {
  const name = element.attrs.get('iteratorVariable') ?? ''
  const from = readChild(element, 'dmn:in', place)
  const body = readChild(element, bodyName, { ...place, names: new NameSet([name, ...extra], place.names) })
  return { binders: [{ name, from, to: null }], body }
}
