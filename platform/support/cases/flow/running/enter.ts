import type { Boundary, End, Event, Host, Input, Node, Throw, TimerSpec, UserTask, Variables } from '../net.ts'
import { isHost } from '../net.ts'
import type { Due, Timer, Token } from '../state.ts'
import { dueInstant, repetitions } from '../timers.ts'
import { parallelJoin } from './join.ts'
import {
  assign,
  findScope,
  findToken,
  follow,
  instanceOf,
  type Move,
  nextNumber,
  type Run,
  remove,
  replaceToken,
  rest,
  visible,
} from './run.ts'
import { emptyScope, openInstances, openSubProcess } from './scopes.ts'
import { escalate, throwError } from './throws.ts'

/** A token enters a node: it passes, waits, splits or is consumed. */
export function enter(run: Run, move: Move): void {
  const { node } = move
  if (isHost(node)) enterActivity(run, node, move)
  else if ((node.kind === 'parallel' || node.kind === 'inclusive') && node.incoming.length > 1) enterJoin(run, move)
  else {
    announceStatus(run, node)
    passOrWait(run, move)
  }
}

export function announceStatus(run: Run, node: Node): void {
  if (node.status !== null) run.effects.push({ kind: 'setStatus', status: node.status, node: node.id })
}

/** The tokens that came together go on as one, with the verb of the last of them. */
export function passJoin(run: Run, node: Node, scope: number, tokens: Token[]): void {
  for (const token of tokens) remove(run, token)
  const last = tokens.reduce((latest, token) => (token.id > latest.id ? token : latest))
  announceStatus(run, node)
  follow(run, node, scope, last.verb)
}

function enterJoin(run: Run, move: Move): void {
  const { node } = move
  rest(run, move, true)
  // Whether an inclusive gateway still waits is known only when nothing moves any more.
  if (node.kind !== 'parallel') return
  const tokens = parallelJoin(run.state, node, move.scope)
  if (tokens !== null) passJoin(run, node, move.scope, tokens)
}

function passOrWait(run: Run, move: Move): void {
  const { node, scope, verb } = move
  switch (node.kind) {
    case 'end':
      reachEnd(run, node, move)
      return
    case 'script':
      assign(run, scope, { [node.result]: node.script(visible(run, scope, verb)) })
      follow(run, node, scope, verb)
      return
    case 'throw':
      perform(run, node, node.throws, scope)
      // An escalation may have interrupted the very sub-process that it comes from.
      if (scope === 0 || findScope(run, scope) !== undefined) follow(run, node, scope, verb)
      return
    case 'catch':
      startTimers(run, rest(run, move), [node])
      return
    case 'event-based':
      startTimers(run, rest(run, move), awaitedBy(node))
      return
    default:
      follow(run, node, scope, verb)
  }
}

/** The events an event-based gateway waits for. */
export function awaitedBy(gateway: Node): Exclude<Event, Boundary>[] {
  return gateway.outgoing.map((flow) => flow.target).filter((node) => node.kind === 'catch' || node.kind === 'receive')
}

function enterActivity(run: Run, node: Host, move: Move): void {
  const isInstance = instanceOf(run, move.scope, node) !== undefined
  const token = rest(run, move)
  if (!isInstance) {
    announceStatus(run, node)
    startTimers(run, token, node.boundaries)
    // The timers may have made a new token of it.
    const owner = findToken(run, token.id) ?? token
    if (node.instances !== null) {
      openInstances(run, node, node.instances, owner)
      return
    }
  }
  beginWork(run, node, token)
}

/** Asks for the work of an activity; also again, after it failed. */
export function beginWork(run: Run, node: Host, token: Token): void {
  switch (node.kind) {
    case 'user':
      openTask(run, node, token)
      return
    case 'service': {
      const inputs = evaluated(node.inputs, visible(run, token.scope, token.verb))
      const { service, mode } = node
      run.effects.push({ kind: 'callService', token: token.id, node: node.id, service, mode, inputs })
      return
    }
    case 'rule': {
      const inputs = evaluated(node.inputs, visible(run, token.scope, token.verb))
      run.effects.push({ kind: 'askRule', token: token.id, node: node.id, decision: node.decision, inputs })
      return
    }
    case 'sub-process':
      openSubProcess(run, node, token)
      return
    case 'receive':
      return
  }
}

function openTask(run: Run, node: UserTask, token: Token): void {
  const { name, nameEn, post, verbs, form, separateFrom } = node
  const scope = instanceOf(run, token.scope, node)
  const item = node.instances?.item ?? null
  run.effects.push({
    kind: 'openTask',
    task: token.id,
    node: node.id,
    name,
    nameEn,
    post,
    verbs,
    form,
    due: dueOf(run, node, token),
    separateFrom,
    instance:
      scope?.instance === undefined
        ? null
        : { index: scope.instance, item: item === null ? null : (scope.variables?.[item] ?? null) },
  })
}

function dueOf(run: Run, node: UserTask, token: Token): Due | null {
  if (node.due === null || 'limit' in node.due) return node.due
  return dueInstant(node.due.within, run.now, run.calendar, () => visible(run, token.scope, token.verb))
}

/** Starts the timers of the events that a token waits for. */
export function startTimers(run: Run, token: Token, events: readonly Event[]): void {
  const timers = events.flatMap((event) =>
    event.trigger.on === 'timer'
      ? [startTimer(run, token, event, event.trigger.timer, repetitions(event.trigger.timer))]
      : [],
  )
  if (timers.length > 0) replaceToken(run, { ...token, timers })
}

/** A timer has fired while its activity goes on: it is gone, or runs once more if it is a cycle. */
export function repeatTimer(run: Run, token: Token, event: Event, fired: Timer): void {
  const timers = (token.timers ?? []).filter((timer) => timer.id !== fired.id)
  if (fired.left !== undefined && event.trigger.on === 'timer') {
    const left = fired.left === null ? null : fired.left - 1
    timers.push(startTimer(run, token, event, event.trigger.timer, left))
  }
  replaceToken(run, { ...token, timers })
}

function startTimer(run: Run, token: Token, event: Event, spec: TimerSpec, left: number | null): Timer {
  const id = nextNumber(run)
  const instant = dueInstant(spec, run.now, run.calendar, () => visible(run, token.scope, token.verb))
  run.effects.push({ kind: 'setTimer', timer: id, node: event.id, ...instant })
  return left === 0 ? { id, node: event.id } : { id, node: event.id, left }
}

function reachEnd(run: Run, node: End, move: Move): void {
  if (node.outcome !== null) run.state.outcome = node.outcome
  const scope = findScope(run, move.scope)
  const owner = scope && findToken(run, scope.owner)
  if (owner && move.verb !== undefined) replaceToken(run, { ...owner, verb: move.verb })
  perform(run, node, node.throws, move.scope)
}

function perform(run: Run, node: Node, throws: Throw, scope: number): void {
  switch (throws.does) {
    case 'nothing':
      return
    case 'announce':
      run.effects.push({ kind: 'announce', event: throws.event, node: node.id })
      return
    case 'escalate':
      escalate(run, scope, throws.code)
      return
    case 'terminate':
      emptyScope(run, scope)
      return
    case 'error':
      // The check at deployment lets an uncaught error end only a whole case, with an outcome.
      if (!throwError(run, { scope }, { code: throws.code, message: node.name })) emptyScope(run, 0)
  }
}

function evaluated(inputs: readonly Input[], scope: Variables): Variables {
  return Object.fromEntries(inputs.map((input) => [input.name, input.value(scope)]))
}
