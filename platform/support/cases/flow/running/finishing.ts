import type { Container, Variables } from '../net.ts'
import type { Token } from '../state.ts'
import { complete, undoNext } from './compensation.ts'
import { finishInstance } from './instances.ts'
import { putOut } from './outputs.ts'
import { assign, findToken, nodeOf, type Run, separateInstance, stopListening } from './run.ts'

/** Ends one scope in which nothing is left. False when every scope still has a token. */
export function finishEmptyScope(run: Run): boolean {
  const empty = run.state.scopes.find((scope) => !run.state.tokens.some((token) => token.scope === scope.id))
  if (empty === undefined) return false
  run.state.scopes = run.state.scopes.filter((scope) => scope !== empty)
  stopListening(run, empty)
  const owner = findToken(run, empty.owner)
  if (owner === undefined) throw new Error(`scope ${empty.id} has no owner`)
  if (owner.undoing !== undefined) undoNext(run, owner)
  else if (owner.instances !== undefined) finishInstance(run, owner, owner.instances, empty)
  else {
    const node = nodeOf(run, owner)
    if (node.kind === 'call') answer(run, owner, node, empty.variables ?? {})
    else putOut(run, node, owner.scope, owner.verb, null)
    complete(run, owner, owner.verb, undefined, empty.done)
  }
  return true
}

/** What a called flow leaves behind is its answer, under the name its call gives it; one of several instances is its own. */
function answer(run: Run, owner: Token, node: Container, variables: Variables): void {
  if (separateInstance(run, owner.scope, node) !== undefined) assign(run, owner.scope, variables)
  else if (node.result !== null) assign(run, owner.scope, { [node.result]: variables })
  putOut(run, node, owner.scope, owner.verb, variables)
}
