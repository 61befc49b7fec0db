import { childOf, childrenOf, parseXml, textOf, type XmlElement } from '../dmn/xml.ts'
import { parseNumber } from '../feel/number.ts'
import { parseDate, parseDateTime, parseDuration, parseTime } from '../feel/temporal.ts'
import type { Value } from '../feel/values.ts'

/** A named value of a test case; `typed` says that the file told its type. */
export type TestNode = { name: string; namespace: string | null; value: Value; typed: boolean }

/** One result to check, with all that leads to it. */
export type TestCase = {
  id: string
  invocable: string
  kind: 'decision' | 'decisionService' | 'bkm'
  inputs: readonly TestNode[]
  results: readonly TestNode[]
}

/** The cases of one file of the public suite. */
export type TestFile = { modelName: string; cases: readonly TestCase[] }

const PREFIXES = {
  'http://www.omg.org/spec/DMN/20160719/testcase': 'tc',
  'http://www.w3.org/2001/XMLSchema-instance': 'xsi',
}

/** Reads a test file; null when the XML is something else. */
export function readTestFile(xml: string): TestFile | null {
  const root = parseXml(xml, PREFIXES)
  if (root.name !== 'tc:testCases') return null
  return { modelName: textOf(root, 'tc:modelName'), cases: childrenOf(root, 'tc:testCase').map(readCase) }
}

function readCase(element: XmlElement): TestCase {
  const type = element.attrs.get('type')
  const results = childrenOf(element, 'tc:resultNode').map((node) => ({
    ...named(node),
    ...valueIn(childOf(node, 'tc:expected') ?? node),
  }))
  return {
    id: element.attrs.get('id') ?? '',
    invocable: element.attrs.get('invocableName') ?? '',
    kind: type === 'decisionService' || type === 'bkm' ? type : 'decision',
    inputs: childrenOf(element, 'tc:inputNode').map((node) => ({ ...named(node), ...valueIn(node) })),
    results,
  }
}

function named(node: XmlElement): { name: string; namespace: string | null } {
  return { name: node.attrs.get('name') ?? '', namespace: node.attrs.get('namespace') ?? null }
}

type Attr = 'nil' | 'type'

function schemaAttr(element: XmlElement, name: Attr): string | undefined {
  return element.attrs.get(`xsi:${name}`)
}

/** The value an element holds: `value`, `list` of items, or `component`s of a context. */
function valueIn(element: XmlElement): { value: Value; typed: boolean } {
  if (schemaAttr(element, 'nil') === 'true') return { value: null, typed: true }
  const list = childOf(element, 'tc:list')
  if (list) {
    if (schemaAttr(list, 'nil') === 'true') return { value: null, typed: true }
    const items = childrenOf(list, 'tc:item').map(valueIn)
    return { value: items.map((item) => item.value), typed: items.every((item) => item.typed) }
  }
  const components = childrenOf(element, 'tc:component')
  if (components.length > 0) {
    const parts = components.map((part) => [part.attrs.get('name') ?? '', valueIn(part)] as const)
    return {
      value: new Map(parts.map(([name, part]) => [name, part.value])),
      typed: parts.every(([, part]) => part.typed),
    }
  }
  const value = childOf(element, 'tc:value')
  return value ? scalar(value) : { value: null, typed: true }
}

function scalar(element: XmlElement): { value: Value; typed: boolean } {
  if (schemaAttr(element, 'nil') === 'true') return { value: null, typed: true }
  const type = schemaAttr(element, 'type')?.replace(/^.*:/, '')
  const text = element.text
  const trimmed = text.trim()
  switch (type) {
    case undefined:
      return { value: text, typed: false }
    case 'boolean':
      return { value: trimmed === 'true' || trimmed === '1', typed: true }
    case 'date':
      return { value: parseDate(trimmed), typed: true }
    case 'time':
      return { value: parseTime(trimmed), typed: true }
    case 'dateTime':
      return { value: parseDateTime(trimmed), typed: true }
    case 'duration':
    case 'dayTimeDuration':
    case 'yearMonthDuration':
      return { value: parseDuration(trimmed), typed: true }
    case 'decimal':
    case 'double':
    case 'float':
    case 'integer':
    case 'int':
    case 'long':
      return { value: parseNumber(trimmed), typed: true }
    default:
      return { value: text, typed: true }
  }
}
