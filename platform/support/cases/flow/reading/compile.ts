import { type Fault, Refusal } from '#kernel/errors.ts'
import type { CompileExpression, Net, Node, SubProcess } from '../net.ts'
import { inclusiveReach } from '../running/join.ts'
import { findFaults, setStarts } from './check.ts'
import { child, type Element, list, parseDocument, text, theProcess } from './document.ts'
import { makers, refuseDataMapping } from './read-activities.ts'
import { readBoundary } from './read-events.ts'
import { body, expression, type Reader, report, unsupported } from './reader.ts'

/** Drawn for people or for other tools; nothing of it is executed. */
const documentation = new Set(['bpmn:DataObject', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference'])

/** Far above any procedure a person can read, and low enough that every check stays quick. */
const deepestNesting = 20
const mostNodes = 2_000

/**
 * Compiles BPMN 2.0 XML with our `zt` attributes to a net. Refuses as `flows.unreadable`, `flows.which-process`,
 * `flows.unsupported-element` or `flows.unsound`, the last two with every fault found, each at its `/element/id`.
 */
export async function compileFlow(xml: string, compileExpression: CompileExpression): Promise<Net> {
  const { definitions, faults } = await parseDocument(xml)
  const process = theProcess(definitions)
  const reader: Reader = { compileExpression, faults, nodes: [], flows: [], byId: new Map() }
  const flows: Element[] = []
  readContainer(reader, process, null, 0, flows)
  for (const element of flows) readFlow(reader, element)
  const start = setStarts(reader.nodes, process.id ?? '', faults)
  refuseWhenFaulty(faults)
  if (start === null) throw new Error('a process without faults has a start')
  const net: Net = {
    id: process.id ?? '',
    name: text(process, 'name') ?? '',
    nameEn: text(process, 'zt:label-en'),
    nodes: reader.nodes,
    flows: reader.flows,
    byId: reader.byId,
    start,
    reach: inclusiveReach(reader.nodes),
    xml,
  }
  refuseWhenFaulty(findFaults(net))
  return net
}

function refuseWhenFaulty(faults: Fault[]): void {
  const [first] = faults
  if (first === undefined) return
  const reason = faults.some((each) => each.rule === 'unsupported-element') ? 'unsupported-element' : 'unsound'
  const sentence = faults.map((each) => `${each.pointer}: ${each.detail}`).join('; ')
  throw new Refusal('invalid', `flows.${reason}`, sentence, { faults })
}

function readContainer(reader: Reader, container: Element, parent: SubProcess | null, depth: number, flows: Element[]) {
  if (depth > deepestNesting) {
    report(reader, container, 'too-deep', `sub-processes lie more than ${deepestNesting} deep`)
    return
  }
  const boundaries: Element[] = []
  for (const element of list(container, 'flowElements')) {
    if (reader.nodes.length >= mostNodes) {
      report(reader, container, 'too-large', `there are more than ${mostNodes} nodes`)
      return
    }
    if (element.$type === 'bpmn:SequenceFlow') flows.push(element)
    else if (element.$type === 'bpmn:BoundaryEvent') boundaries.push(element)
    else if (!documentation.has(element.$type)) {
      const make = makers[element.$type]
      const node = make ? make(reader, element, parent) : unsupported(reader, element)
      if (node === null) continue
      keep(reader, element, node)
      refuseDataMapping(reader, element)
      if (node.kind === 'sub-process') readContainer(reader, element, node, depth + 1, flows)
    }
  }
  for (const element of boundaries) {
    const boundary = readBoundary(reader, element, parent)
    if (boundary !== null) keep(reader, element, boundary)
  }
}

function keep(reader: Reader, element: Element, node: Node): void {
  if (node.id === '') report(reader, element, 'no-id', 'every element needs an id')
  reader.nodes.push(node)
  reader.byId.set(node.id, node)
}

function readFlow(reader: Reader, element: Element): void {
  const from = child(element, 'sourceRef')
  const to = child(element, 'targetRef')
  if (from === null || to === null) {
    report(reader, element, 'dangling-flow', 'the flow does not lead from one element to another')
    return
  }
  const source = reader.byId.get(from.id ?? '')
  const target = reader.byId.get(to.id ?? '')
  // An end that was itself refused has been named already.
  if (source === undefined || target === undefined) return
  if (source.parent !== target.parent) {
    report(reader, element, 'dangling-flow', 'the flow crosses the border of a sub-process')
    return
  }
  const conditionText = body(element, 'conditionExpression')
  if (child(element, 'conditionExpression') !== null && conditionText === null) {
    report(reader, element, 'bad-expression', 'the condition is empty')
  }
  const flow = {
    index: reader.flows.length,
    id: element.id ?? '',
    name: text(element, 'name') ?? '',
    nameEn: text(element, 'zt:label-en'),
    source,
    target,
    condition: conditionText === null ? null : expression(reader, element, conditionText),
    conditionText,
    isDefault: child(from, 'default') === element,
  }
  reader.flows.push(flow)
  source.outgoing.push(flow)
  target.incoming.push(flow)
  if (flow.isDefault) source.defaultFlow = flow
}
