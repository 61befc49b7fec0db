import type { Boundary } from '../net.ts'
import { isHost } from '../net.ts'
import type { Failure, Token } from '../state.ts'
import { assign, findScope, findToken, instanceOf, nodeOf, type Run } from './run.ts'
import { cancelToken } from './scopes.ts'

type Catcher = { token: Token; boundary: Boundary }

/**
 * Throws an error from a token that waits, or from inside a scope. The nearest boundary event that catches its code
 * interrupts its activity and finds the error in the variable `error`. False when nothing catches it.
 */
export function throwError(run: Run, from: { token: Token } | { scope: number }, failure: Failure): boolean {
  const catcher = findCatcher(run, from, 'error', failure.code)
  if (catcher === null) return false
  interrupt(run, catcher.token, catcher.boundary)
  assign(run, catcher.token.scope, { error: failure })
  return true
}

/** Escalates from inside a scope. The thrower goes on unless its sub-process is interrupted; uncaught it has no effect. */
export function escalate(run: Run, scope: number, code: string): void {
  const catcher = findCatcher(run, { scope }, 'escalation', code)
  if (catcher === null) return
  if (catcher.boundary.interrupting) interrupt(run, catcher.token, catcher.boundary)
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

/** The boundary events that can fire for a token: of several instances only the activity as a whole has them. */
export function boundariesOf(run: Run, token: Token): readonly Boundary[] {
  const node = nodeOf(run, token)
  return isHost(node) && instanceOf(run, token.scope, node) === undefined ? node.boundaries : []
}

function findCatcher(
  run: Run,
  from: { token: Token } | { scope: number },
  on: 'error' | 'escalation',
  code: string,
): Catcher | null {
  let token = 'token' in from ? from.token : ownerOf(run, from.scope)
  while (token !== undefined) {
    const matching = boundariesOf(run, token).filter((each) => each.trigger.on === on)
    const boundary = matching.find((each) => codeOf(each) === code) ?? matching.find((each) => codeOf(each) === null)
    if (boundary !== undefined) return { token, boundary }
    token = ownerOf(run, token.scope)
  }
  return null
}

function ownerOf(run: Run, scope: number): Token | undefined {
  const found = findScope(run, scope)
  return found && findToken(run, found.owner)
}

function codeOf(boundary: Boundary): string | null {
  return 'code' in boundary.trigger ? boundary.trigger.code : null
}
