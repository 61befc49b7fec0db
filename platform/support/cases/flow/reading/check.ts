import type { Fault } from '#kernel/errors.ts'
import type { Boundary, Flow, Net, Node, Start, SubProcess } from '../net.ts'
import { isHost } from '../net.ts'
import { fault } from './document.ts'

/** Gives each sub-process its start and returns that of the process; reports what does not have exactly one. */
export function setStarts(nodes: readonly Node[], process: string, faults: Fault[]): Start | null {
  const only = (parent: SubProcess | null, pointer: string) => {
    const [start, second] = nodes.filter((node) => node.kind === 'start' && node.parent === parent)
    if (start?.kind === 'start' && second === undefined) return start
    faults.push(fault(pointer, 'one-start', 'there must be exactly one start event'))
    return null
  }
  for (const node of nodes) if (node.kind === 'sub-process') node.start = only(node, place(node))
  return only(null, `/process/${process}`)
}

/** What would make a net wait for ever, lose its way or run without end. Empty for a net that may be published. */
export function findFaults(net: Net): Fault[] {
  return [
    ...net.nodes.flatMap((node) => nodeFaults(net, node)),
    ...unreachable(net),
    ...withoutEnd(net),
    ...endlessLoops(net),
  ]
}

function nodeFaults(net: Net, node: Node): Fault[] {
  const found: Fault[] = []
  const add = (rule: string, detail: string) => found.push(fault(place(node), rule, detail))
  if ((node.kind === 'start' || node.kind === 'boundary') && node.incoming.length > 0) {
    add('flow-into-start', 'no flow may lead into a start or boundary event')
  }
  if (node.kind === 'end' && node.outgoing.length > 0) add('flow-out-of-end', 'no flow may lead out of an end event')
  if (node.kind !== 'end' && node.outgoing.length === 0) add('no-way-out', 'a flow must lead on from here')
  const others = node.outgoing.filter((flow) => flow !== node.defaultFlow)
  const conditional = others.filter((flow) => flow.condition !== null)
  switch (node.kind) {
    case 'exclusive':
    case 'inclusive':
      if (node.defaultFlow === null && (others.length > 1 || conditional.length > 0)) {
        add('gateway-without-default', 'name the flow to take when no condition holds')
      }
      if (node.outgoing.length > 1 && conditional.length < others.length) {
        add('flow-without-condition', 'each flow but the default needs a condition')
      }
      break
    case 'parallel':
    case 'event-based':
      if (conditional.length > 0) add('condition-ignored', 'flows out of this gateway have no conditions')
      if (node.kind === 'event-based') found.push(...eventGatewayFaults(node))
      break
    default:
      if (conditional.length === others.length && conditional.length > 0 && node.defaultFlow === null) {
        add('no-way-out', 'name the flow to take when no condition holds')
      }
  }
  if (node.kind === 'user' && node.separateFrom !== null && net.byId.get(node.separateFrom)?.kind !== 'user') {
    add('unknown-task', `zt:separateFrom names no user task: ${node.separateFrom}`)
  }
  if (node.kind === 'boundary') found.push(...boundaryFaults(node))
  else if (node.kind !== 'start' && node.incoming.length === 0) add('unreachable', 'no flow leads here')
  const error = node.kind === 'end' && node.throws.does === 'error' ? node.throws.code : null
  if (node.kind === 'end' && error !== null && node.outcome === null && !isCaught(node, error)) {
    add('uncaught-error', 'nothing catches this error: catch it on a sub-process or give the end a zt:outcome')
  }
  return found
}

function eventGatewayFaults(node: Node): Fault[] {
  const good = (flow: Flow) => {
    const { target } = flow
    if (target.incoming.length > 1) return false
    return target.kind === 'catch' || (target.kind === 'receive' && isPlain(target))
  }
  if (node.outgoing.length >= 2 && node.outgoing.every(good)) return []
  const detail = 'an event-based gateway leads to two or more catch events or plain receive tasks of its own'
  return [fault(place(node), 'event-gateway', detail)]
}

function isPlain(node: Node): boolean {
  return isHost(node) && node.boundaries.length === 0 && node.instances === null
}

function boundaryFaults(node: Boundary): Fault[] {
  const { host, trigger, interrupting } = node
  const found: Fault[] = []
  const add = (rule: string, detail: string) => found.push(fault(place(node), rule, detail))
  const fails = host.kind === 'service' || host.kind === 'rule' || host.kind === 'sub-process'
  if (trigger.on === 'error' && !fails) add('never-fires', `${host.element} throws no errors`)
  if (trigger.on === 'error' && !interrupting) add('never-fires', 'an error always interrupts')
  if (trigger.on === 'escalation' && host.kind !== 'sub-process')
    add('never-fires', `${host.element} does not escalate`)
  if (trigger.on === 'timer' && trigger.timer.kind === 'cycle' && interrupting) {
    add('timer-value', 'a timer that interrupts fires once')
  }
  return found
}

function isCaught(node: Node, code: string): boolean {
  const catches = ({ trigger }: Boundary) => trigger.on === 'error' && (trigger.code === null || trigger.code === code)
  for (let each = node.parent; each !== null; each = each.parent) if (each.boundaries.some(catches)) return true
  return false
}

function unreachable(net: Net): Fault[] {
  const found = spread([net.start], (node) => [
    ...node.outgoing.map((flow) => flow.target),
    ...(isHost(node) ? node.boundaries : []),
    ...(node.kind === 'sub-process' && node.start !== null ? [node.start] : []),
  ])
  return net.nodes
    .filter((node) => !found.has(node) && (node.incoming.length > 0 || node.kind === 'boundary'))
    .map((node) => fault(place(node), 'unreachable', 'no token can ever come here'))
}

function withoutEnd(net: Net): Fault[] {
  const ends = net.nodes.filter((node) => node.kind === 'end')
  const found = spread(ends, (node) => [
    ...node.incoming.map((flow) => flow.source),
    ...(node.kind === 'boundary' ? [node.host] : []),
  ])
  return net.nodes
    .filter((node) => !found.has(node) && node.outgoing.length > 0)
    .map((node) => fault(place(node), 'no-way-out', 'no end event can be reached from here'))
}

/** A loop in which nothing waits would run for ever in one instant. */
function endlessLoops(net: Net): Fault[] {
  const waiting = nodesThatWait(net)
  const next = (from: Node) => from.outgoing.map((flow) => flow.target).filter((each) => !waiting.has(each))
  return net.nodes
    .filter((node) => !waiting.has(node) && spread(next(node), next).has(node))
    .map((node) => fault(place(node), 'endless-loop', 'nothing waits in the loop through here'))
}

/** Where the case comes to rest; a sub-process waits if anything in it does. */
function nodesThatWait(net: Net): Set<Node> {
  const found = new Set<Node>()
  for (const node of net.nodes) {
    if (node.kind === 'catch' || node.kind === 'event-based' || (isHost(node) && node.kind !== 'sub-process')) {
      for (let each: Node | null = node; each !== null; each = each.parent) found.add(each)
    }
  }
  return found
}

function spread(from: readonly Node[], next: (node: Node) => readonly Node[]): Set<Node> {
  const found = new Set<Node>(from)
  for (const node of found) for (const each of next(node)) found.add(each)
  return found
}

function place(node: Node): string {
  return `/${node.element}/${node.id}`
}
