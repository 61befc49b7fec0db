import { Refusal } from '#kernel/errors.ts'
import { type Container, type Net, type Node, ownId, type UserTask, type Variables } from '../net.ts'
import { announceStatus, startTimers } from '../running/enter.ts'
import { beginRun, findScope, findToken, nodeOf, type Run, rest } from '../running/run.ts'
import { cancelToken, openContainer } from '../running/scopes.ts'
import { settle } from '../running/settle.ts'
import type { State, Step, Token } from '../state.ts'
import type { FlowCalendar } from '../timers.ts'
import { areConcurrent, finishedBranches, reachable } from './concurrent.ts'

/** 退回: a waiting task gives the case back to an earlier one. */
export type SendBack = { kind: 'send-back'; task: number; to: string }

/**
 * The tasks to which a waiting task may send the case back: officials' tasks done before (`passed`, ids of nodes) from
 * which the case can come here again. A task on a parallel branch is not earlier, and one inside several instances has no
 * single place to return to.
 */
export function earlierTasks(net: Net, state: State, task: number, passed: Iterable<string>): UserTask[] {
  const token = state.tokens.find((each) => each.id === task)
  const here = token && net.byId.get(token.node)
  if (!here) return []
  return [...new Set(passed)]
    .map((id) => net.byId.get(id))
    .filter((node): node is UserTask => node?.kind === 'user' && node.post !== 'applicant' && node !== here)
    .filter((node) => !insideInstances(node) && comesBefore(net, node, here))
}

/**
 * Sends the case back. All that came of the earlier task is taken off the board and what it answered is forgotten, so that
 * no gateway decides by it; parallel branches go on. Timers and tasks of what is cancelled are called off, clocks of the
 * case are no matter of the flow. Refuses with `flows.unknown-task` and `flows.not-earlier`.
 */
export function sendBack(net: Net, state: State, { task, to }: SendBack, now: Date, calendar: FlowCalendar): Step {
  const run = beginRun(net, state, now, calendar)
  const token = findToken(run, task)
  if (!token) throw new Refusal('conflict', 'flows.unknown-task', `no task ${task} is open`, { task })
  const [target] = earlierTasks(net, state, task, [to])
  if (!target) throw new Refusal('conflict', 'flows.not-earlier', `${to} does not lie before ${token.node}`, { to })

  const { scope, missing } = scopeFor(run, token, target)
  const stage: Node = missing[0] ?? target
  const kept = run.state.tokens.filter((each) => each.scope === scope && areConcurrent(net, stage, placeOf(run, each)))
  for (const each of run.state.tokens.filter((one) => one.scope === scope && !kept.includes(one)))
    cancelToken(run, each)
  const running = kept.map((each) => placeOf(run, each))
  for (const { join, via } of finishedBranches(net, stage, running))
    rest(run, { node: join, via, scope, verb: 'return' }, true)
  run.state.variables = without(run.state.variables, answersSince(net, stage))
  run.moves.push({ node: target, via: null, scope: reopen(run, missing, scope), verb: 'return' })
  return settle(run)
}

/** Where the target's token will live: the innermost scope around the task that also holds the target, and what must be reopened inside it. */
function scopeFor(run: Run, token: Token, target: Node): { scope: number; missing: Container[] } {
  const around: { id: number; node: Node | null }[] = []
  for (let scope = findScope(run, token.scope); scope; scope = findScope(run, scope.parent))
    around.push({ id: scope.id, node: nodeOf(run, scope) })
  around.push({ id: 0, node: null })
  const missing: Container[] = []
  for (let parent = target.parent; ; parent = parent.parent) {
    const found = around.find((each) => each.node === parent)
    if (found) return { scope: found.id, missing }
    if (parent === null) throw new Error('the process itself is a scope')
    missing.unshift(parent)
  }
}

/** Opens sub-processes and calls that had ended, one inside the other, but not at their start. */
function reopen(run: Run, missing: readonly Container[], scope: number): number {
  return missing.reduce((outer, node) => {
    const owner = rest(run, { node, via: null, scope: outer, verb: 'return' })
    announceStatus(run, node)
    startTimers(run, owner, node.boundaries)
    openContainer(run, node, owner)
    run.moves.pop()
    return run.state.scopes.at(-1)!.id
  }, scope)
}

/** A token that waits at a join stands for the branch it came by. */
function placeOf(run: Run, token: Token): Node {
  const via = token.via && run.net.flows.find((flow) => flow.id === token.via)
  return via ? via.source : nodeOf(run, token)
}

function comesBefore(net: Net, earlier: Node, later: Node): boolean {
  const [from, to] = commonLevel(earlier, later)
  return from === to || (reachable(from, null).has(to) && !areConcurrent(net, from, to))
}

/** Both nodes as seen from the innermost sub-process around both: each itself, or the sub-process it lies in. */
function commonLevel(a: Node, b: Node): [Node, Node] {
  const chain = (node: Node): Node[] => (node.parent ? [node, ...chain(node.parent)] : [node])
  for (const one of chain(a)) for (const other of chain(b)) if (one.parent === other.parent) return [one, other]
  return [a, b]
}

function insideInstances(node: Node): boolean {
  for (let parent = node.parent; parent; parent = parent.parent) if (parent.instances !== null) return true
  return false
}

/** The variables that only the target and what follows it have written: a task answers under its own name. */
function answersSince(net: Net, target: Node): Set<string> {
  const since = reachable(target, null)
  const written = (node: Node) => [
    ...(node.kind === 'user' ? [ownId(node.id)] : []),
    ...('result' in node && node.result !== null ? [node.result] : []),
  ]
  const before = new Set(net.nodes.filter((node) => !since.has(node)).flatMap(written))
  return new Set([...since].flatMap(written).filter((name) => !before.has(name)))
}

function without(variables: Variables, names: ReadonlySet<string>): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !names.has(name)))
}
