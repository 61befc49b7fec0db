import { type Fault, Refusal } from '#kernel/errors.ts'
import { type CompileExpression, isEvent, type Net, type Node } from '../net.ts'
import { inclusiveReach } from '../running/join.ts'
import { addressOf, type CalledFlows, readCalls } from './calls.ts'
import { findFaults, setStarts } from './check.ts'
import { readContainer } from './containers.ts'
import { explained, parseDocument, text, theProcess } from './document.ts'
import type { Reader } from './reader.ts'

export type CompileOptions = {
  /** The key the flow is known by, so that a call of itself is found out. */
  key?: string
  /** Which process of the file, where several could run. */
  process?: string
  /** Where called flows are found; without it only those in the same file are. */
  called?: CalledFlows
}

/**
 * Compiles BPMN 2.0 XML with our `zt` attributes to a net, the flows it calls included. Refuses as `flows.unreadable`,
 * `flows.which-process`, `flows.unsupported-element` or `flows.unsound`, the last three with every fault found, each at
 * its `/element/id` with what to do about it.
 */
export async function compileFlow(
  xml: string,
  compileExpression: CompileExpression,
  { key, process: wanted, called = async () => undefined }: CompileOptions = {},
): Promise<Net> {
  const { definitions, faults } = await parseDocument(xml)
  const process = theProcess(definitions, wanted)
  const id = process.id ?? ''
  const refuse = refuseWhenFaulty(explained(definitions))
  const reader: Reader = {
    compileExpression,
    faults,
    nodes: [],
    flows: [],
    byId: new Map(),
    prefix: '',
    data: [],
    calls: [],
  }
  const calls: Record<string, number> = {}
  readContainer(reader, process, null, 0)
  await readCalls(reader, { definitions, key: key ?? id, chain: [addressOf(key ?? id, id)] }, called, calls)
  const start = setStarts(reader.nodes, id, faults)
  refuse(faults)
  if (start === null) throw new Error('a process without faults has a start')
  const net: Net = {
    id,
    name: text(process, 'name') ?? '',
    nameEn: text(process, 'zt:label-en'),
    nodes: reader.nodes,
    flows: reader.flows,
    byId: reader.byId,
    start,
    events: reader.nodes.flatMap((node) => (isEvent(node) && node.parent === null ? [node] : [])),
    calls,
    data: reader.data,
    hears: reader.nodes.some(hears),
    watches: reader.nodes.some((each) => 'trigger' in each && each.trigger?.on === 'condition'),
    reach: inclusiveReach(reader.nodes),
    xml,
  }
  refuse(findFaults(net))
  return net
}

/** Whether a node waits for something that comes by name; the start of a flow does not wait. */
function hears(node: Node): boolean {
  if (!('trigger' in node)) return false
  const begins = node.kind === 'start' && !(node.parent && isEvent(node.parent))
  return !begins && (node.trigger?.on === 'message' || node.trigger?.on === 'signal')
}

function refuseWhenFaulty(explain: (fault: Fault) => Fault): (faults: Fault[]) => void {
  return (faults) => {
    if (faults.length === 0) return
    const reason = faults.some((each) => each.rule === 'unsupported-element') ? 'unsupported-element' : 'unsound'
    const sentence = faults.map((each) => `${each.pointer}: ${each.detail}`).join('; ')
    throw new Refusal('invalid', `flows.${reason}`, sentence, { faults: faults.map(explain) })
  }
}
