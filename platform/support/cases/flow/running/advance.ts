import { Refusal } from '#kernel/errors.ts'
import { isHost, type Net, type Node, type Variables } from '../net.ts'
import type { Signal, State, Step, Token } from '../state.ts'
import type { FlowCalendar } from '../timers.ts'
import { complete } from './compensation.ts'
import { deliverMessage, deliverSignal, fire, notAwaited } from './deliver.ts'
import { beginWork } from './enter.ts'
import { listen } from './listening.ts'
import { putOut } from './outputs.ts'
import { assign, beginRun, findToken, nodeOf, type Run, replaceToken, separateInstance } from './run.ts'
import { emptyScope } from './scopes.ts'
import { settle } from './settle.ts'
import { throwError } from './throws.ts'

/** Begins a case: the first state, and all it asks of the world. */
export function start(net: Net, variables: Variables, now: Date, calendar: FlowCalendar): Step {
  const empty: State = { format: 1, counter: 0, variables, tokens: [], scopes: [], ended: false, outcome: null }
  const calls = Object.keys(net.calls).length > 0 ? { calls: net.calls } : {}
  const run = beginRun(net, { ...empty, ...calls }, now, calendar)
  listen(run, 0)
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
      deliverMessage(run, signal.name, signal.key, signal.data ?? {})
      return
    case 'signal':
      if (!deliverSignal(run, signal.name, signal.data ?? {})) throw notAwaited(signal.name)
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
  const ownName = node.result !== null && separateInstance(run, token.scope, node) === undefined
  assign(run, token.scope, ownName && node.result !== null ? { [node.result]: { ...data, verb } } : data)
  putOut(run, node, token.scope, verb, data[node.key] ?? data)
  run.effects.push({ kind: 'closeTask', task, node: node.id, reason: 'done', verb })
  complete(run, token, verb)
}

function finishCall(run: Run, kind: 'service' | 'rule', id: number, result: unknown): void {
  const token = calledToken(run, id, kind)
  const node = nodeOf(run, token)
  if ('result' in node && node.result !== null) assign(run, token.scope, { [node.result]: result ?? null })
  putOut(run, node, token.scope, token.verb, result)
  complete(run, token)
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
