import type { Loop, Node } from '../net.ts'
import type { InstancesUnderWay, Scope, Token } from '../state.ts'
import { complete, kept } from './compensation.ts'
import { nextNumber, nodeOf, type Run, replaceToken, visible } from './run.ts'

/** A token at rest on an activity in a loop waits for its rounds; asked first, there may be none. */
export function openLoop(run: Run, node: Node, loop: Loop, token: Token): void {
  const waiting = { ...token, instances: { items: [], started: 0, completed: 0, results: [] } }
  replaceToken(run, waiting)
  if (loop.testBefore && !goesOn(run, loop, waiting, 0)) complete(run, waiting)
  else openRound(run, node, waiting, waiting.instances)
}

/** One round is done: another begins, or the activity is done. */
export function finishRound(run: Run, loop: Loop, owner: Token, before: InstancesUnderWay, scope: Scope): void {
  const done = [...(before.done ?? []), ...(scope.done ?? []).map((each) => kept(each, scope.variables))]
  const after = { ...before, completed: before.completed + 1, ...(done.length > 0 ? { done } : {}) }
  const token = { ...owner, instances: after }
  replaceToken(run, token)
  if (goesOn(run, loop, token, after.completed)) openRound(run, nodeOf(run, token), token, after)
  else complete(run, token, token.verb, undefined, after.done)
}

function openRound(run: Run, node: Node, owner: Token, progress: InstancesUnderWay): void {
  replaceToken(run, { ...owner, instances: { ...progress, started: progress.started + 1 } })
  const id = nextNumber(run)
  run.state.scopes.push({ id, node: node.id, owner: owner.id, parent: owner.scope, instance: progress.started })
  run.moves.push({ node, via: null, scope: id, verb: owner.verb })
}

/** The condition sees in `loopCounter` how many rounds are done. */
function goesOn(run: Run, loop: Loop, token: Token, rounds: number): boolean {
  if (loop.maximum !== null && rounds >= loop.maximum) return false
  return loop.while === null || loop.while({ ...visible(run, token.scope, token.verb), loopCounter: rounds }) === true
}
