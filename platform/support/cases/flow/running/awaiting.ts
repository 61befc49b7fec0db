import type { Boundary, Event, Net, Node, Start, Trigger } from '../net.ts'
import type { State, Token } from '../state.ts'
import { type Listener, listeners } from './listening.ts'
import { beginRun, nodeOf, type Run, visible } from './run.ts'
import { boundariesOf } from './throws.ts'

/** A message or signal that a case waits for, and who may send it where the flow says so. */
export type Awaited = {
  on: 'message' | 'signal'
  name: string
  /** The key a message must carry; null takes any. */
  key: string | null
  /** Posts, or `applicant`; empty when the flow leaves it to the platform's own rule. */
  senders: readonly string[]
  node: string
  nodeName: string
}

type Waiting = { token: Token; event: Event } | { listener: Listener }

/** Everything the case waits for that comes by name, the longest waiting first. Pure; for lists and for the door. */
export function awaitedBy(net: Net, state: State): Awaited[] {
  if (state.ended) return []
  // Nothing here depends on the time: no timer is started.
  const run = beginRun(net, state, new Date(0), noCalendar)
  return waitingFor(run).flatMap((each): Awaited[] => {
    const trigger = triggerOf(each)
    if (trigger?.on !== 'message' && trigger?.on !== 'signal') return []
    const node = 'token' in each ? each.event : each.listener.start
    const nodeName = node.name || ('listener' in each ? each.listener.event.name : '')
    const told = { name: trigger.name, node: node.id, nodeName }
    return trigger.on === 'signal'
      ? [{ on: 'signal', key: null, senders: [], ...told }]
      : [{ on: 'message', key: keyOf(run, each, trigger), senders: trigger.senders, ...told }]
  })
}

/** The conditions that a case waits for, with where. */
export function conditionsOf(net: Net, state: State): { node: string; text: string }[] {
  if (state.ended || !net.watches) return []
  return waitingFor(beginRun(net, state, new Date(0), noCalendar)).flatMap((each) => {
    const trigger = triggerOf(each)
    const { id } = 'token' in each ? each.event : each.listener.start
    return trigger?.on === 'condition' ? [{ node: id, text: trigger.text }] : []
  })
}

/** What waits for a message or signal, tokens in the order they came, then what listens around them. */
export function waitingFor(run: Run): Waiting[] {
  const tokens = [...run.state.tokens].sort((one, other) => one.id - other.id)
  return [
    ...tokens.flatMap((token) => eventsAt(run, token).map((event) => ({ token, event }))),
    ...listeners(run).map((listener) => ({ listener })),
  ]
}

/** Whether a message under this key is the one waited for. A message addressed to the case itself carries none. */
export function isKey(run: Run, waiting: Waiting, trigger: Trigger, key: string | undefined): boolean {
  if (key === undefined || trigger.on !== 'message') return true
  const wanted = keyOf(run, waiting, trigger)
  return wanted === null || wanted === key
}

export function triggerOf(waiting: Waiting): Trigger | null {
  return 'token' in waiting ? waiting.event.trigger : waiting.listener.start.trigger
}

/** A correlation key is text, whatever the expression yields. */
export function asKey(value: unknown): string | null {
  return value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value)
}

/** The events an event-based gateway waits for. */
export function behind(gateway: Node): Exclude<Event, Boundary>[] {
  return gateway.outgoing.map((flow) => flow.target).filter((node) => node.kind === 'catch' || node.kind === 'receive')
}

export function eventById(net: Net, id: string): Event | Start | undefined {
  const node = net.byId.get(id)
  return node?.kind === 'catch' || node?.kind === 'boundary' || node?.kind === 'start' ? node : undefined
}

function eventsAt(run: Run, token: Token): readonly Event[] {
  const node = nodeOf(run, token)
  const boundaries = boundariesOf(run, token)
  if (token.instances !== undefined) return boundaries
  if (node.kind === 'catch' || node.kind === 'receive') return [node, ...boundaries]
  return node.kind === 'event-based' ? behind(node) : boundaries
}

function keyOf(run: Run, waiting: Waiting, trigger: Trigger): string | null {
  if (trigger.on !== 'message' || trigger.key === null) return null
  const scope = 'token' in waiting ? waiting.token.scope : waiting.listener.scope
  const verb = 'token' in waiting ? waiting.token.verb : undefined
  return asKey(trigger.key(visible(run, scope, verb)))
}

const noCalendar = {
  addWorkingDays: () => {
    throw new Error('what is awaited needs no calendar')
  },
  endOfOfficeDay: () => {
    throw new Error('what is awaited needs no calendar')
  },
}
