import { Refusal } from '#kernel/errors.ts'
import { type Boundary, type Event, isHost, type Net, type Node, type Variables } from '../net.ts'
import type { Signal, State, Step, Timer, Token } from '../state.ts'
import type { FlowCalendar } from '../timers.ts'
import { announceStatus, awaitedBy, beginWork, repeatTimer } from './enter.ts'
import {
  assign,
  beginRun,
  findToken,
  follow,
  instanceOf,
  leave,
  nodeOf,
  type Run,
  remove,
  replaceToken,
} from './run.ts'
import { emptyScope } from './scopes.ts'
import { settle } from './settle.ts'
import { boundariesOf, interrupt, throwError, trigger } from './throws.ts'

/** Begins a case: the first state, and all it asks of the world. */
export function start(net: Net, variables: Variables, now: Date, calendar: FlowCalendar): Step {
  const empty: State = { format: 1, counter: 0, variables, tokens: [], scopes: [], ended: false, outcome: null }
  const run = beginRun(net, empty, now, calendar)
  run.moves.push({ node: net.start, via: null, scope: 0, verb: undefined })
  return settle(run)
}

/**
 * What a signal makes of a case. Pure: the state given is not changed, the same arguments give the same answer. Refuses
 * as a conflict what nothing waits for: `flows.ended`, `flows.unknown-task`, `flows.verb-not-offered`,
 * `flows.unknown-token`, `flows.unknown-timer`, `flows.message-not-awaited`.
 */
export function advance(net: Net, state: State, signal: Signal, now: Date, calendar: FlowCalendar): Step {
  if (state.ended) throw new Refusal('conflict', 'flows.ended', 'the case has ended', { outcome: state.outcome })
  const run = beginRun(net, state, now, calendar)
  receive(run, signal)
  return settle(run)
}

function receive(run: Run, signal: Signal): void {
  switch (signal.kind) {
    case 'task-done':
      finishTask(run, signal.task, signal.verb, signal.data ?? {})
      return
    case 'service-done':
      finishCall(run, 'service', signal.token, signal.result)
      return
    case 'rule-done':
      finishCall(run, 'rule', signal.token, signal.result)
      return
    case 'service-failed': {
      const token = calledToken(run, signal.token, 'service', 'rule')
      const failed = { ...token, failure: signal.error }
      replaceToken(run, failed)
      if (throwError(run, { token: failed }, signal.error)) return
      run.effects.push({ kind: 'stalled', token: token.id, node: token.node, failure: signal.error })
      return
    }
    case 'retry':
      retry(run, signal.token)
      return
    case 'timer':
      fire(run, signal.timer)
      return
    case 'message':
      deliver(run, signal.name, signal.data ?? {})
      return
    case 'cancel':
    case 'terminate':
      run.state.outcome = signal.kind === 'cancel' ? 'cancelled' : 'terminated'
      emptyScope(run, 0)
  }
}

function finishTask(run: Run, task: number, verb: string, data: Variables): void {
  const token = findToken(run, task)
  const node = token && nodeOf(run, token)
  if (node?.kind !== 'user' || token === undefined || token.instances !== undefined) {
    throw new Refusal('conflict', 'flows.unknown-task', `no task ${task} is open`, { task })
  }
  if (!node.verbs.includes(verb)) {
    const details = { verb, offered: node.verbs }
    throw new Refusal('conflict', 'flows.verb-not-offered', `${node.id} does not offer ${verb}`, details)
  }
  const ownName = node.result !== null && instanceOf(run, token.scope, node) === undefined
  assign(run, token.scope, ownName && node.result !== null ? { [node.result]: { ...data, verb } } : data)
  run.effects.push({ kind: 'closeTask', task, node: node.id, reason: 'done', verb })
  leave(run, token, verb)
}

function finishCall(run: Run, kind: 'service' | 'rule', id: number, result: unknown): void {
  const token = calledToken(run, id, kind)
  const node = nodeOf(run, token)
  if ('result' in node && node.result !== null) assign(run, token.scope, { [node.result]: result ?? null })
  leave(run, token)
}

function retry(run: Run, id: number): void {
  const token = calledToken(run, id, 'service', 'rule')
  const node = nodeOf(run, token)
  if (token.failure === undefined || !isHost(node)) {
    throw new Refusal('conflict', 'flows.unknown-token', `call ${id} has not failed`, { token: id })
  }
  const { failure: _, ...again } = token
  replaceToken(run, again)
  beginWork(run, node, again)
}

function calledToken(run: Run, id: number, ...kinds: Node['kind'][]): Token {
  const token = findToken(run, id)
  if (token === undefined || token.instances !== undefined || !kinds.includes(nodeOf(run, token).kind)) {
    throw new Refusal('conflict', 'flows.unknown-token', `nothing waits for the answer to call ${id}`, { token: id })
  }
  return token
}

function fire(run: Run, id: number): void {
  for (const token of run.state.tokens) {
    const timer = token.timers?.find((each) => each.id === id)
    if (timer !== undefined) {
      happen(run, token, eventOf(run, timer), timer)
      return
    }
  }
  throw new Refusal('conflict', 'flows.unknown-timer', `no timer ${id} is running`, { timer: id })
}

/** A message goes to the token that has waited longest, a signal to every token that waits for it. */
function deliver(run: Run, name: string, data: Variables): void {
  const waiting = run.state.tokens.flatMap((token) => awaited(run, token, name).map((event) => ({ token, event })))
  const message = waiting.find(({ event }) => event.trigger?.on === 'message')
  const chosen = waiting.filter((each) => each === message || each.event.trigger?.on === 'signal')
  if (chosen.length === 0) {
    throw new Refusal('conflict', 'flows.message-not-awaited', `nothing waits for ${name}`, { name })
  }
  for (const { token, event } of chosen) {
    // An event before this one may have interrupted what this one would have reached.
    const still = findToken(run, token.id)
    if (still === undefined) continue
    assign(run, still.scope, data)
    happen(run, still, event)
  }
}

function awaited(run: Run, token: Token, name: string): Event[] {
  const node = nodeOf(run, token)
  const own = node.kind === 'catch' || node.kind === 'receive' ? [node] : []
  const atGateway = node.kind === 'event-based' ? awaitedBy(node) : []
  const active = token.instances === undefined ? [...own, ...atGateway] : []
  return [...active, ...boundariesOf(run, token)].filter(
    ({ trigger }) => (trigger.on === 'message' || trigger.on === 'signal') && trigger.name === name,
  )
}

function eventOf(run: Run, timer: Timer): Event {
  const node = run.net.byId.get(timer.node)
  if (node?.kind === 'catch' || node?.kind === 'boundary') return node
  throw new Error(`${timer.node} has no timer`)
}

/** An event that a token waits for happens. */
function happen(run: Run, token: Token, event: Event, timer?: Timer): void {
  if (event.kind === 'boundary') {
    happenAtBoundary(run, token, event, timer)
    return
  }
  if (event.id === token.node) {
    leave(run, token, token.verb, timer?.id)
    return
  }
  // The token waited at an event-based gateway: the first event decides, the others are called off.
  remove(run, token, timer?.id)
  announceStatus(run, event)
  follow(run, event, token.scope, token.verb)
}

function happenAtBoundary(run: Run, token: Token, boundary: Boundary, timer?: Timer): void {
  if (boundary.interrupting) {
    interrupt(run, token, boundary, timer?.id)
    return
  }
  trigger(run, token, boundary)
  if (timer !== undefined) repeatTimer(run, token, boundary, timer)
}
