import type { Fault } from '#kernel/errors.ts'
import {
  type Boundary,
  type Container,
  type Flow,
  type Host,
  isContainer,
  isEvent,
  isHost,
  type Loop,
  type Net,
  type Node,
  type Start,
  type Trigger,
} from '../net.ts'
import { findDeadlocks } from './deadlocks.ts'
import { fault } from './document.ts'

/** Of a loop in which nothing waits; each round may be many moves. */
const mostRounds = 1_000

/** Gives each sub-process its start and returns that of the process; reports what does not have exactly one. */
export function setStarts(nodes: readonly Node[], process: string, faults: Fault[]): Start | null {
  const only = (parent: Container | null, pointer: string) => {
    const [start, second] = nodes.filter((node) => node.kind === 'start' && node.parent === parent)
    if (start?.kind === 'start' && second === undefined) return start
    faults.push(fault(pointer, 'one-start', 'there must be exactly one start event'))
    return null
  }
  for (const node of nodes) {
    // A call whose flow could not be read has been named already.
    const isEmptyCall = node.kind === 'call' && !nodes.some((each) => each.parent === node)
    if (isContainer(node) && !isEmptyCall) node.start = only(node, place(node))
  }
  return only(null, `/process/${process}`)
}

/** What would make a net wait for ever, lose its way or run without end. Empty for a net that may be published. */
export function findFaults(net: Net): Fault[] {
  const waiting = nodesThatWait(net)
  return [
    ...net.nodes.flatMap((node) => nodeFaults(net, node, waiting)),
    ...unreachable(net),
    ...withoutEnd(net),
    ...endlessLoops(net, waiting),
    ...findDeadlocks(net),
  ]
}

function nodeFaults(net: Net, node: Node, waiting: ReadonlySet<Node>): Fault[] {
  const found: Fault[] = []
  const add = (rule: string, detail: string) => found.push(fault(place(node), rule, detail))
  if ((node.kind === 'start' || node.kind === 'boundary') && node.incoming.length > 0) {
    add('flow-into-start', 'no flow may lead into a start or boundary event')
  }
  if (node.kind === 'end' && node.outgoing.length > 0) add('flow-out-of-end', 'no flow may lead out of an end event')
  const isAside = isEvent(node) || (isHost(node) && node.forCompensation)
  if (isAside && node.incoming.length + node.outgoing.length > 0) {
    add('flow-aside', 'no flow leads to or from an event sub-process or a compensation handler')
  }
  const isTie = node.kind === 'boundary' && node.trigger.on === 'compensation'
  if (node.kind !== 'end' && !isAside && !isTie && node.outgoing.length === 0) {
    add('no-way-out', 'a flow must lead on from here')
  }
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
  if (isHost(node) && node.instances?.kind === 'loop') found.push(...loopFaults(node, node.instances, waiting))
  if (node.kind === 'boundary') found.push(...boundaryFaults(node))
  else if (node.kind !== 'start' && !isAside && node.incoming.length === 0) add('unreachable', 'no flow leads here')
  if (isEvent(node)) found.push(...eventFaults(node))
  const begins = node.kind === 'start' && !(node.parent && isEvent(node.parent))
  if (begins && node.trigger?.on === 'timer' && node.trigger.timer.kind === 'cycle')
    add('timer-value', 'a case begins once')
  const error = node.kind === 'end' && node.throws.does === 'error' ? node.throws.code : null
  const endsCase = node.kind === 'end' && node.outcome !== null && callAround(node) === null
  if (error !== null && !endsCase && !isCaught(net, node, error)) {
    add('uncaught-error', 'nothing catches this error')
  }
  const undone = (node.kind === 'throw' || node.kind === 'end') && node.throws.does === 'compensate' && node.throws
  if (undone && undone.activity !== null && !net.byId.has(undone.activity)) {
    add('unknown-task', `there is no activity ${undone.activity} to undo`)
  }
  return found
}

/** A loop in which nothing waits would run its whole course in one instant: it must say how often at most. */
function loopFaults(node: Host, { maximum }: Loop, waiting: ReadonlySet<Node>): Fault[] {
  if (waiting.has(node) || (maximum !== null && maximum <= mostRounds)) return []
  return [
    fault(place(node), 'loop-value', `nothing waits in this loop: it needs a loopMaximum of at most ${mostRounds}`),
  ]
}

/** An event sub-process is begun by exactly one trigger, and undoing belongs to a sub-process that was completed. */
function eventFaults(node: Node & Container): Fault[] {
  const found: Fault[] = []
  const add = (rule: string, detail: string) => found.push(fault(place(node), rule, detail))
  const { start } = node
  if (start !== null && start.trigger === null) add('event-start', 'its start event needs a trigger')
  const on = start?.trigger?.on
  if (node.boundaries.length > 0) add('never-fires', 'an event sub-process has no boundary events')
  if (on === 'error' && start?.interrupting === false) add('never-fires', 'an error always interrupts')
  if (on === 'compensation' && node.parent?.kind !== 'sub-process') add('never-fires', 'nothing here is undone')
  if (start?.trigger?.on === 'timer' && start.interrupting && start.trigger.timer.kind === 'cycle') {
    add('timer-value', 'a timer that interrupts fires once')
  }
  return found
}

function callAround(node: Node): Node | null {
  for (let each = node.parent; each !== null; each = each.parent) if (each.kind === 'call') return each
  return null
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
  const fails = host.kind === 'service' || host.kind === 'rule' || isContainer(host)
  if (trigger.on === 'error' && !fails) add('never-fires', `${host.element} throws no errors`)
  if (trigger.on === 'error' && !interrupting) add('never-fires', 'an error always interrupts')
  if (trigger.on === 'escalation' && !isContainer(host)) add('never-fires', `${host.element} does not escalate`)
  if (trigger.on === 'timer' && trigger.timer.kind === 'cycle' && interrupting) {
    add('timer-value', 'a timer that interrupts fires once')
  }
  return found
}

function isCaught(net: Net, node: Node, code: string): boolean {
  const catches = (trigger: Trigger | null | undefined) =>
    trigger?.on === 'error' && (trigger.code === null || trigger.code === code)
  for (let at = node, around = node.parent; ; at = around, around = around.parent) {
    const events = around === null ? net.events : around.events
    if (events.some((each) => each !== at && catches(each.start?.trigger))) return true
    if (around === null) return false
    if (around.boundaries.some((each) => catches(each.trigger))) return true
  }
}

function unreachable(net: Net): Fault[] {
  const found = spread([net.start, ...net.events], (node) => [
    ...node.outgoing.map((flow) => flow.target),
    ...(isHost(node) ? node.boundaries : []),
    ...(isHost(node) && node.undoneBy !== null ? [node.undoneBy] : []),
    ...(isContainer(node) ? [...node.events, ...(node.start === null ? [] : [node.start])] : []),
  ])
  return net.nodes
    .filter((node) => !found.has(node) && (node.incoming.length > 0 || isAlone(node)))
    .map((node) => fault(place(node), 'unreachable', 'no token can ever come here'))
}

/** What nothing leads to by a flow, though something else may. */
function isAlone(node: Node): boolean {
  if (node.kind === 'boundary') return node.trigger.on !== 'compensation'
  return isHost(node) && node.forCompensation
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
function endlessLoops(net: Net, waiting: ReadonlySet<Node>): Fault[] {
  const next = (from: Node) => from.outgoing.map((flow) => flow.target).filter((each) => !waiting.has(each))
  return net.nodes
    .filter((node) => !waiting.has(node) && spread(next(node), next).has(node))
    .map((node) => fault(place(node), 'endless-loop', 'nothing waits in the loop through here'))
}

/** Where the case comes to rest; a sub-process waits if anything in it does. Rules and inline services answer at once. */
function nodesThatWait(net: Net): Set<Node> {
  const found = new Set<Node>()
  for (const node of net.nodes) {
    const waits = node.kind === 'user' || node.kind === 'receive' || (node.kind === 'service' && node.mode === 'job')
    // A condition may hold already when it is come to.
    const catches = node.kind === 'catch' && node.trigger.on !== 'condition'
    if (waits || catches || node.kind === 'event-based') {
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

export function place(node: Node): string {
  return `/${node.element}/${node.id}`
}
