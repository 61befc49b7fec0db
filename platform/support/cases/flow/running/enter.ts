import type { End, Event, Host, Node, Start, ThrowEvent, UserTask } from '../net.ts'
import { isEvent, isHost } from '../net.ts'
import type { Due, Timer, Token } from '../state.ts'
import { dueInstant } from '../timers.ts'
import { asKey, behind } from './awaiting.ts'
import { compensate } from './compensation.ts'
import { evaluated } from './expressions.ts'
import { openInstances } from './instances.ts'
import { parallelJoin } from './join.ts'
import { openLoop } from './loops.ts'
import { putOut } from './outputs.ts'
import {
  assign,
  findScope,
  findToken,
  follow,
  instanceOf,
  type Move,
  nodeOf,
  type Run,
  remove,
  replaceToken,
  rest,
  visible,
} from './run.ts'
import { emptyScope, openContainer } from './scopes.ts'
import { escalate, throwError } from './throws.ts'
import { newTimer, repeated } from './timing.ts'

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
    case 'script': {
      const seen = visible(run, scope, verb)
      const result = node.script({ ...seen, ...evaluated(node.inputs, seen) })
      assign(run, scope, { [node.result]: result })
      putOut(run, node, scope, verb, result)
      follow(run, node, scope, verb)
      return
    }
    case 'manual':
      run.effects.push({ kind: 'passed', node: node.id })
      putOut(run, node, scope, verb, null)
      follow(run, node, scope, verb)
      return
    case 'throw':
      if (perform(run, node, move)) follow(run, node, scope, verb)
      return
    case 'start':
      if (waitsForItsTime(node)) startTimers(run, rest(run, move), [node])
      else follow(run, node, scope, verb)
      return
    case 'catch':
      startTimers(run, rest(run, move), [node])
      return
    case 'event-based':
      startTimers(run, rest(run, move), behind(node))
      return
    default:
      follow(run, node, scope, verb)
  }
}

/** An application or a call came before the time at which the flow is to begin; an event sub-process begins at its own. */
function waitsForItsTime(node: Start): boolean {
  return node.trigger?.on === 'timer' && !(node.parent !== null && isEvent(node.parent))
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
      if (node.instances.kind === 'loop') openLoop(run, node, node.instances, owner)
      else openInstances(run, node, node.instances, owner)
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
    case 'call':
      openContainer(run, node, token)
      return
    case 'receive':
      return
  }
}

function openTask(run: Run, node: UserTask, token: Token): void {
  const { name, nameEn, post, verbs, form, separateFrom } = node
  const scope = instanceOf(run, token.scope, node)
  const item = node.instances?.kind === 'several' ? node.instances.item : null
  if (node.inputs.length > 0)
    assign(run, token.scope, { [node.key]: evaluated(node.inputs, visible(run, token.scope, token.verb)) })
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
    ...departmentOf(run, node, token),
    instance:
      scope?.instance === undefined
        ? null
        : { index: scope.instance, item: item === null ? null : (scope.variables?.[item] ?? null) },
  })
}

function departmentOf(run: Run, node: UserTask, token: Token): { department?: string } {
  const id = node.department?.(visible(run, token.scope, token.verb))
  return typeof id === 'string' ? { department: id } : {}
}

function dueOf(run: Run, node: UserTask, token: Token): Due | null {
  if (node.due === null || 'limit' in node.due) return node.due
  return dueInstant(node.due.within, run.now, run.calendar, () => visible(run, token.scope, token.verb))
}

/** Starts the timers of the events that a token waits for. */
export function startTimers(run: Run, token: Token, events: readonly (Event | Start)[]): void {
  if (events.length === 0) return
  const timers = events.flatMap((event) => newTimer(run, event, token.scope, token.verb))
  if (timers.length > 0) replaceToken(run, { ...token, timers })
}

/** A timer has fired while its activity goes on: it is gone, or runs once more if it is a cycle. */
export function repeatTimer(run: Run, token: Token, event: Event, fired: Timer): void {
  const others = (token.timers ?? []).filter((timer) => timer.id !== fired.id)
  replaceToken(run, { ...token, timers: [...others, ...repeated(run, event, token.scope, token.verb, fired)] })
}

function reachEnd(run: Run, node: End, move: Move): void {
  if (node.outcome !== null) answerWith(run, node.outcome, move.scope)
  const scope = findScope(run, move.scope)
  const owner = scope && findToken(run, scope.owner)
  if (owner && move.verb !== undefined) replaceToken(run, { ...owner, verb: move.verb })
  perform(run, node, move)
}

/** How a called flow ends is an answer to its caller, not to the case. */
function answerWith(run: Run, outcome: string, id: number): void {
  for (let scope = findScope(run, id); scope !== undefined; scope = findScope(run, scope.parent)) {
    if (nodeOf(run, scope).kind !== 'call' || scope.instance !== undefined) continue
    assign(run, scope.id, { outcome })
    return
  }
  run.state.outcome = outcome
}

/** What a throwing event does. False when its token does not go on: it waits, or the throw has ended it. */
function perform(run: Run, node: End | ThrowEvent, move: Move): boolean {
  const { throws } = node
  const { scope, verb } = move
  switch (throws.does) {
    case 'nothing':
      return true
    case 'announce': {
      const seen = throws.key !== null || throws.data.length > 0 ? visible(run, scope, verb) : {}
      const key = throws.key === null ? null : asKey(throws.key(seen))
      const data = evaluated(throws.data, seen)
      run.effects.push({ kind: 'announce', on: throws.on, event: throws.event, key, data, node: node.id })
      if (throws.on === 'signal') run.raised.push({ name: throws.event, data })
      return true
    }
    case 'escalate':
      return escalate(run, scope, throws.code)
    case 'compensate':
      return !compensate(run, move, throws.activity)
    case 'terminate':
      emptyScope(run, scope)
      return false
    case 'error':
      // The check at deployment lets an uncaught error end only a whole case, with an outcome.
      if (!throwError(run, { scope }, { code: throws.code, message: node.name })) emptyScope(run, 0)
      return false
  }
}
