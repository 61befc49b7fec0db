import { Refusal } from '#kernel/errors.ts'
import type { Step, Token } from '../state.ts'
import { watch } from './conditions.ts'
import { deliverSignal } from './deliver.ts'
import { enter, passJoin } from './enter.ts'
import { finishEmptyScope } from './finishing.ts'
import { inclusiveJoin } from './join.ts'
import { nodeOf, type Run, replaceToken, stopListening } from './run.ts'

/** A case does a few dozen moves at once; many more is a loop that nobody waits in. */
const mostMoves = 10_000

/** Moves until everything waits or the case has ended. Refuses a step that does not come to rest. */
export function settle(run: Run): Step {
  let moves = 0
  do {
    for (let move = run.moves.shift(); move !== undefined; move = run.moves.shift()) {
      if (++moves > mostMoves) throw new Refusal('limited', 'flows.endless', `${move.node.id} is entered without end`)
      enter(run, move)
    }
  } while (finishEmptyScope(run) || passInclusive(run) || tellRaised(run) || watch(run))
  if (run.state.tokens.length === 0) {
    stopListening(run, run.state)
    const { timers: _, ...rest } = run.state
    run.state = { ...rest, ended: true }
    run.effects.push({ kind: 'ended', outcome: run.state.outcome })
  } else reportDeadlock(run)
  return { state: run.state, effects: run.effects }
}

/** Tells the case itself of a signal thrown in it; false when none was, or none that anything waited for. */
function tellRaised(run: Run): boolean {
  for (let raised = run.raised.shift(); raised !== undefined; raised = run.raised.shift()) {
    if (deliverSignal(run, raised.name, raised.data)) return true
  }
  return false
}

/** Lets one inclusive gateway pass for which no other token can still come. */
function passInclusive(run: Run): boolean {
  const joining = run.state.tokens.filter((token) => token.via !== undefined && nodeOf(run, token).kind === 'inclusive')
  for (const token of joining) {
    const gateway = nodeOf(run, token)
    const tokens = inclusiveJoin(run.net, run.state, gateway, token.scope)
    if (tokens !== null) return pass(run, tokens)
  }
  // Two inclusive gateways that wait for each other: nothing else moves in their scope, so the earlier one goes on.
  const circular = joining.find((token) => allJoin(run, token.scope))
  return circular === undefined ? false : pass(run, [circular])
}

function pass(run: Run, tokens: Token[]): boolean {
  const [first] = tokens
  if (first === undefined) return false
  passJoin(run, nodeOf(run, first), first.scope, tokens)
  return true
}

/** A parallel gateway that waits for a token that no longer exists waits for ever: a person has to end the case. */
function reportDeadlock(run: Run): void {
  for (const token of run.state.tokens) {
    if (token.via === undefined || token.failure !== undefined || !allJoin(run, token.scope)) continue
    const failure = { code: 'flows.deadlock', message: `${token.node} waits for a token that cannot come` }
    replaceToken(run, { ...token, failure })
    run.effects.push({ kind: 'stalled', token: token.id, node: token.node, failure })
  }
}

function allJoin(run: Run, scope: number): boolean {
  return run.state.tokens.every((token) => token.scope !== scope || token.via !== undefined)
}
