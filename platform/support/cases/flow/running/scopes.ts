import type { Container } from '../net.ts'
import type { Scope, Token } from '../state.ts'
import { evaluated } from './expressions.ts'
import { listen } from './listening.ts'
import { nextNumber, nodeOf, type Run, remove, stopListening, visible } from './run.ts'

/** A token at rest on a sub-process or a call waits while another runs inside. */
export function openContainer(run: Run, node: Container, token: Token): void {
  const scope: Scope = { id: nextNumber(run), node: node.id, owner: token.id, parent: token.scope }
  // A called flow writes nothing into the case but what its call answers.
  if (node.kind === 'call') scope.variables = evaluated(node.inputs, visible(run, token.scope, token.verb))
  run.state.scopes.push(scope)
  if (node.start === null) throw new Error(`${node.element} ${node.id} has no start`)
  listen(run, scope.id)
  run.moves.push({ node: node.start, via: null, scope: scope.id, verb: token.verb })
}

/** Takes a token and all that runs on its behalf off the board: tasks close, timers and calls are called off. */
export function cancelToken(run: Run, token: Token, fired?: number): void {
  remove(run, token, fired)
  cancelScopes(run, token)
  const node = nodeOf(run, token)
  if (token.instances !== undefined) return
  if (node.kind === 'user') run.effects.push({ kind: 'closeTask', task: token.id, node: node.id, reason: 'cancelled' })
  const asked = node.kind === 'service' || node.kind === 'rule'
  if (asked && token.failure === undefined) run.effects.push({ kind: 'cancelCall', token: token.id })
}

/** Takes everything in a scope off the board, also what is on its way. What it keeps to listen and to undo stays. */
export function emptyScope(run: Run, id: number): void {
  run.moves = run.moves.filter((move) => move.scope !== id)
  for (const token of run.state.tokens.filter((each) => each.scope === id)) cancelToken(run, token)
}

/** Takes all that runs on behalf of a token off the board. */
export function cancelScopes(run: Run, owner: Token): void {
  for (const scope of run.state.scopes.filter((each) => each.owner === owner.id)) {
    run.state.scopes = run.state.scopes.filter((each) => each !== scope)
    stopListening(run, scope)
    emptyScope(run, scope.id)
  }
}
