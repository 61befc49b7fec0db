import type { Boundary } from '../net.ts'
import { isHost } from '../net.ts'
import type { Failure, Timer, Token } from '../state.ts'
import { type Listener, listenersIn } from './listening.ts'
import { assign, findScope, findToken, instanceOf, keep, keepingOf, nodeOf, type Run, stopListening } from './run.ts'
import { cancelToken, emptyScope } from './scopes.ts'
import { repeated } from './timing.ts'

/** Who catches what was thrown: a boundary event of a token, or an event sub-process of a scope. */
type Catcher = { token: Token; boundary: Boundary } | { listener: Listener }

/**
 * Throws an error from a token that waits, or from inside a scope. The nearest boundary event or event sub-process that
 * catches its code takes over and finds the error in the variable `error`. False when nothing catches it.
 */
export function throwError(run: Run, from: { token: Token } | { scope: number }, failure: Failure): boolean {
  const catcher = findCatcher(run, from, 'error', failure.code)
  if (catcher === null) return false
  takeOver(run, catcher)
  assign(run, 'token' in catcher ? catcher.token.scope : catcher.listener.scope, { error: failure })
  return true
}

/** Escalates from inside a scope; uncaught it has no effect. False when the thrower was itself interrupted. */
export function escalate(run: Run, scope: number, code: string): boolean {
  const catcher = findCatcher(run, { scope }, 'escalation', code)
  if (catcher === null) return true
  takeOver(run, catcher)
  return !('token' in catcher ? catcher.boundary.interrupting : catcher.listener.start.interrupting)
}

function takeOver(run: Run, catcher: Catcher): void {
  if ('listener' in catcher) happenAround(run, catcher.listener)
  else if (catcher.boundary.interrupting) interrupt(run, catcher.token, catcher.boundary)
  else trigger(run, catcher.token, catcher.boundary)
}

/** A boundary event ends the activity it sits on and goes its own way. */
export function interrupt(run: Run, token: Token, boundary: Boundary, fired?: number): void {
  cancelToken(run, token, fired)
  trigger(run, token, boundary)
}

/** A boundary event goes its own way; the activity stays as it is. */
export function trigger(run: Run, token: Token, boundary: Boundary): void {
  run.moves.push({ node: boundary, via: null, scope: token.scope, verb: token.verb })
}

/** Starts an event sub-process; one that interrupts takes the place of all that is under way around it. */
export function happenAround(run: Run, { scope, event, start }: Listener, fired?: Timer): void {
  const keeping = keepingOf(run, scope)
  if (start.interrupting) {
    emptyScope(run, scope)
    stopListening(run, { timers: (keeping.timers ?? []).filter((each) => each.id !== fired?.id) })
    keep(run, scope, { interrupted: true, timers: [] })
  } else if (fired !== undefined) {
    const others = (keeping.timers ?? []).filter((each) => each.id !== fired.id)
    keep(run, scope, { timers: [...others, ...repeated(run, start, scope, undefined, fired)] })
  }
  run.moves.push({ node: event, via: null, scope, verb: undefined })
}

/** The boundary events that can fire for a token: of several instances only the activity as a whole has them. */
export function boundariesOf(run: Run, token: Token): readonly Boundary[] {
  const node = nodeOf(run, token)
  return isHost(node) && instanceOf(run, token.scope, node) === undefined ? node.boundaries : []
}

/** From the thrower outwards: the activity's own boundary, then what listens around it. */
function findCatcher(
  run: Run,
  from: { token: Token } | { scope: number },
  on: 'error' | 'escalation',
  code: string,
): Catcher | null {
  let token = 'token' in from ? from.token : undefined
  let scope = 'token' in from ? from.token.scope : from.scope
  for (;;) {
    const at = token
    const boundary = at && nearest(boundariesOf(run, at), on, code, (each) => each.trigger)
    if (at && boundary) return { token: at, boundary }
    // What an event sub-process throws is not for itself.
    const around = listenersIn(run, scope).filter((each) => each.event.id !== at?.node)
    const listener = nearest(around, on, code, (each) => each.start.trigger)
    if (listener) return { listener }
    const found = findScope(run, scope)
    if (found === undefined) return null
    token = findToken(run, found.owner)
    scope = found.parent
  }
}

function nearest<Each>(
  all: readonly Each[],
  on: 'error' | 'escalation',
  code: string,
  triggerOf: (each: Each) => Boundary['trigger'] | null,
): Each | undefined {
  const matching = all.filter((each) => triggerOf(each)?.on === on)
  const codeOf = (each: Each) => {
    const found = triggerOf(each)
    return found !== null && 'code' in found ? found.code : null
  }
  return matching.find((each) => codeOf(each) === code) ?? matching.find((each) => codeOf(each) === null)
}
