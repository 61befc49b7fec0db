import { Refusal } from '#kernel/errors.ts'
import type { Container, Instances, Node, Variables } from '../net.ts'
import type { InstancesUnderWay, Scope, Token } from '../state.ts'
import { complete, kept, undoNext } from './compensation.ts'
import { evaluated } from './expressions.ts'
import { listen } from './listening.ts'
import {
  assign,
  findToken,
  instanceOf,
  leave,
  nextNumber,
  nodeOf,
  type Run,
  remove,
  replaceToken,
  stopListening,
  visible,
} from './run.ts'

const mostInstances = 1_000

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

/** A token at rest on an activity with several instances waits for them: the first only, or all at once. */
export function openInstances(run: Run, node: Node, plan: Instances, token: Token): void {
  const items = listOf(plan.over(visible(run, token.scope, token.verb)))
  if (items.length > mostInstances) {
    throw new Refusal('limited', 'flows.too-many-instances', `${node.id} would have ${items.length} instances`)
  }
  if (items.length === 0) {
    keepResults(run, token, [])
    leave(run, token)
    return
  }
  const started = plan.sequential ? 1 : items.length
  const progress = { items, started, completed: 0, results: items.map(() => null) }
  replaceToken(run, { ...token, instances: progress })
  for (let index = 0; index < started; index++) openInstance(run, node, plan, token, index, items[index])
}

function openInstance(run: Run, node: Node, plan: Instances, owner: Token, instance: number, item: unknown): void {
  const variables = plan.item === null ? {} : { [plan.item]: item }
  const id = nextNumber(run)
  run.state.scopes.push({ id, node: node.id, owner: owner.id, parent: owner.scope, instance, variables })
  run.moves.push({ node, via: null, scope: id, verb: owner.verb })
}

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
    complete(run, owner, owner.verb, undefined, empty.done)
  }
  return true
}

/** What a called flow leaves behind is its answer, under the name its call gives it; one of several instances is its own. */
function answer(run: Run, owner: Token, node: Container, variables: Variables): void {
  if (instanceOf(run, owner.scope, node) !== undefined) assign(run, owner.scope, variables)
  else if (node.result !== null) assign(run, owner.scope, { [node.result]: variables })
}

function finishInstance(run: Run, owner: Token, before: InstancesUnderWay, scope: Scope): void {
  const node = nodeOf(run, owner)
  const plan = 'instances' in node ? node.instances : null
  if (plan === null) throw new Error(`${node.id} has one instance only`)
  const results = before.results.map((result, index) => (index === scope.instance ? scope.variables : result))
  const done = [...(before.done ?? []), ...(scope.done ?? []).map((each) => kept(each, scope.variables))]
  const after = { ...before, completed: before.completed + 1, results, ...(done.length > 0 ? { done } : {}) }
  const token = { ...owner, instances: after }
  replaceToken(run, token)
  if (after.completed === after.items.length || enough(run, plan, token, after)) {
    cancelScopes(run, token)
    keepResults(run, token, results)
    complete(run, token, token.verb, undefined, after.done)
  } else if (after.started < after.items.length) {
    replaceToken(run, { ...token, instances: { ...after, started: after.started + 1 } })
    openInstance(run, node, plan, token, after.started, after.items[after.started])
  }
}

function enough(run: Run, plan: Instances, token: Token, progress: InstancesUnderWay): boolean {
  if (plan.until === null) return false
  const counts = {
    instances: progress.items.length,
    completed: progress.completed,
    results: progress.results.filter((result) => result !== null),
  }
  return plan.until({ ...visible(run, token.scope, token.verb), ...counts }) === true
}

/** Instances that were no longer needed leave null in the list of results. */
function keepResults(run: Run, token: Token, results: unknown[]): void {
  const node = nodeOf(run, token)
  if ('result' in node && node.result !== null) assign(run, token.scope, { [node.result]: results })
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

function cancelScopes(run: Run, owner: Token): void {
  for (const scope of run.state.scopes.filter((each) => each.owner === owner.id)) {
    run.state.scopes = run.state.scopes.filter((each) => each !== scope)
    stopListening(run, scope)
    emptyScope(run, scope.id)
  }
}

function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  const count = Number(value ?? 0)
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new Refusal('invalid', 'flows.instances-value', 'the number of instances is neither a list nor a count', {
      value,
    })
  }
  return Array.from({ length: Math.min(count, mostInstances + 1) }, (_, index) => index + 1)
}
