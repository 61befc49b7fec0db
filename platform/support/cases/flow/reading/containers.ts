import { type Boundary, type Container, type Flow, isHost, type Node } from '../net.ts'
import { child, type Element, list, text } from './document.ts'
import { tieLinks } from './links.ts'
import { makers } from './read-activities.ts'
import { linkOf, readBoundary } from './read-events.ts'
import { body, expression, type Reader, report, unsupported } from './reader.ts'

/** Drawn for people or for other tools; nothing of it is executed. */
const documentation = new Set(['bpmn:DataObjectReference', 'bpmn:DataStoreReference'])

/** Far above any procedure a person can read, and low enough that every check stays quick. */
const deepestNesting = 20
const mostNodes = 2_000

/** Reads the nodes and flows of a process or sub-process, and of all sub-processes inside. */
export function readContainer(reader: Reader, container: Element, parent: Container | null, depth: number): void {
  const flows: Element[] = []
  readNodes(reader, container, parent, depth, flows)
  for (const element of flows) readFlow(reader, element)
}

function readNodes(reader: Reader, container: Element, parent: Container | null, depth: number, flows: Element[]) {
  if (depth > deepestNesting) {
    report(reader, container, 'too-deep', `sub-processes lie more than ${deepestNesting} deep`)
    return
  }
  const boundaries: Element[] = []
  const links: Element[] = []
  for (const element of list(container, 'flowElements')) {
    if (reader.nodes.length >= mostNodes) {
      report(reader, container, 'too-large', `there are more than ${mostNodes} nodes`)
      return
    }
    if (element.$type === 'bpmn:SequenceFlow') flows.push(element)
    else if (element.$type === 'bpmn:BoundaryEvent') boundaries.push(element)
    else if (element.$type === 'bpmn:DataObject') reader.data.push(element.id ?? '')
    else if (!documentation.has(element.$type)) {
      const make = makers[element.$type]
      const node = make ? make(reader, element, parent) : unsupported(reader, element)
      if (node === null) continue
      keep(reader, element, node)
      if (linkOf(element) !== null) links.push(element)
      if (node.kind === 'call') reader.calls.push({ element, node, depth })
      if (node.kind === 'sub-process') {
        if (node.triggered) parent?.events.push(node)
        readNodes(reader, element, node, depth + 1, flows)
      }
    }
  }
  for (const element of boundaries) {
    const boundary = readBoundary(reader, element, parent)
    if (boundary === null) continue
    keep(reader, element, boundary)
    if (boundary.trigger.on === 'compensation') tieHandler(reader, container, element, boundary)
  }
  tieLinks(reader, links)
}

/** A compensation event leads to its handler by an association, not by a flow. */
function tieHandler(reader: Reader, container: Element, element: Element, boundary: Boundary): void {
  const ties = list(container, 'artifacts').filter((each) => child(each, 'sourceRef') === element)
  const [handler, second] = ties.flatMap((tie) => {
    const node = reader.byId.get(reader.prefix + (child(tie, 'targetRef')?.id ?? ''))
    return node !== undefined && isHost(node) && node.forCompensation ? [node] : []
  })
  if (handler === undefined || second !== undefined)
    report(reader, element, 'compensation-handler', 'an association must lead to one activity with isForCompensation')
  else boundary.host.undoneBy = handler
}

function keep(reader: Reader, element: Element, node: Node): void {
  if (node.key === '') report(reader, element, 'no-id', 'every element needs an id')
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
  if (from.$type === 'bpmn:IntermediateThrowEvent' && linkOf(from) !== null)
    report(reader, from, 'link', 'no flow leads on from where a link leads away')
  if (to.$type === 'bpmn:IntermediateCatchEvent' && linkOf(to) !== null)
    report(reader, to, 'link', 'no flow leads to where a link leads')
  const source = reader.byId.get(reader.prefix + (from.id ?? ''))
  const target = reader.byId.get(reader.prefix + (to.id ?? ''))
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
  const flow: Flow = {
    index: reader.flows.length,
    id: reader.prefix + (element.id ?? ''),
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
