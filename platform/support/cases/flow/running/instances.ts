import { Refusal } from '#kernel/errors.ts'
import type { Instances, Node } from '../net.ts'
import type { InstancesUnderWay, Scope, Token } from '../state.ts'
import { complete, kept } from './compensation.ts'
import { finishRound } from './loops.ts'
import { assign, leave, nextNumber, nodeOf, type Run, replaceToken, visible } from './run.ts'
import { cancelScopes } from './scopes.ts'

const mostInstances = 1_000

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

/** One instance is done: the activity is too when none is left or wanted; else the next begins. */
export function finishInstance(run: Run, owner: Token, before: InstancesUnderWay, scope: Scope): void {
  const node = nodeOf(run, owner)
  const plan = 'instances' in node ? node.instances : null
  if (plan === null) throw new Error(`${node.id} has one instance only`)
  if (plan.kind === 'loop') {
    finishRound(run, plan, owner, before, scope)
    return
  }
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
