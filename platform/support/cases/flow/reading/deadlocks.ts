import type { Fault } from '#kernel/errors.ts'
import { type Container, type End, type Flow, isHost, type Net, type Node } from '../net.ts'
import { inclusiveJoin } from '../running/join.ts'
import type { Token } from '../state.ts'
import { fault } from './document.ts'

/** Where tokens lie: how many on each flow, by its index. */
type Marking = Map<number, number>

/** More than this many different markings are not looked at: what a person can still read has a few hundred. */
const mostMarkings = 20_000
/** A flow on which tokens pile up would be looked at for ever. */
const mostTokens = 3
/** An inclusive split over more flows than this is looked at one by one and all together only. */
const mostBranches = 6

/**
 * Joins that can wait for ever: gateways that wait for a token which an earlier choice has sent another way. Plays each
 * process and sub-process through with every choice free; of several nodes that could move only one does, which loses no
 * deadlock, because a token on a flow has one node to go to (Valmari, stubborn sets).
 */
export function findDeadlocks(net: Net): Fault[] {
  const starts = net.nodes.flatMap((node) => (node.kind === 'start' ? [node] : []))
  const stuck = new Set(starts.flatMap((start) => [...stuckJoins(net, start.parent, start)]))
  return [...stuck].map((node) =>
    fault(`/${node.element}/${node.id}`, 'deadlock', 'it can wait for a token that took another way'),
  )
}

function stuckJoins(net: Net, container: Container | null, start: Node): Set<Node> {
  const nodes = net.nodes.filter((node) => node.parent === container)
  const found = new Set<Node>()
  const first = emit(new Map(), start.outgoing)
  const open = [first]
  const seen = new Set([keyOf(first)])
  for (let marking = open.pop(); marking !== undefined; marking = open.pop()) {
    const next = moves(net, nodes, marking)
    if (next === null) for (const node of waiting(nodes, marking)) found.add(node)
    for (const each of next ?? []) {
      const key = keyOf(each)
      if (seen.has(key) || [...each.values()].some((count) => count > mostTokens)) continue
      if (seen.size >= mostMarkings) return found
      seen.add(key)
      open.push(each)
    }
  }
  return found
}

/** All that can come of the first node that can move; null when none can. Inclusive joins move last. */
function moves(net: Net, nodes: readonly Node[], marking: Marking): Marking[] | null {
  const late: Node[] = []
  for (const node of nodes) {
    const taken = node.incoming.filter((flow) => marking.has(flow.index))
    const [first] = taken
    if (first === undefined) continue
    if (node.kind === 'inclusive' && node.incoming.length > 1) late.push(node)
    else if (node.kind !== 'parallel') return leave(node, take(marking, [first]))
    else if (taken.length === node.incoming.length) return leave(node, take(marking, taken))
  }
  return late.length === 0 ? null : passInclusive(net, late, marking)
}

/** All that is left waits at joins: the one passes for which no other token can still come. */
function passInclusive(net: Net, joins: readonly Node[], marking: Marking): Marking[] {
  const tokens = [...marking.keys()].flatMap((index): Token[] => {
    const flow = net.flows[index]
    return flow === undefined ? [] : [{ id: index, node: flow.target.id, scope: 0, via: flow.id }]
  })
  const at = (join: Node) => tokens.filter((token) => token.node === join.id)
  const flowsOf = (some: readonly Token[]) => some.flatMap((token) => net.flows[token.id] ?? [])
  for (const join of joins) {
    const ready = inclusiveJoin(net, { tokens }, join, 0)
    if (ready !== null) return leave(join, take(marking, flowsOf(ready)))
  }
  // Two that wait for each other: the run lets the earlier one go on alone.
  return joins.slice(0, 1).flatMap((join) => leave(join, take(marking, flowsOf(at(join).slice(0, 1)))))
}

function leave(node: Node, rest: Marking): Marking[] {
  if (node.kind === 'end') return empties(node) ? [new Map()] : [rest]
  const ways = waysOut(node).map((flows) => emit(rest, flows))
  if (!isHost(node)) return ways
  const aside = node.boundaries.filter((each) => !each.interrupting).map((each) => emit(rest, each.outgoing))
  const instead = node.boundaries.filter((each) => each.interrupting).map((each) => emit(rest, each.outgoing))
  // What runs beside the activity has left its token already when the activity goes on.
  const both = aside.flatMap((marking) => waysOut(node).map((flows) => emit(marking, flows)))
  return [...ways, ...instead, ...both]
}

/** Whether an end takes all other tokens with it. */
function empties(node: End): boolean {
  return node.throws.does === 'terminate' || node.throws.does === 'error'
}

/** The sets of flows by which tokens can leave together. */
function waysOut(node: Node): (readonly Flow[])[] {
  const { outgoing, defaultFlow } = node
  if (node.kind === 'exclusive' || node.kind === 'event-based') return outgoing.map((flow) => [flow])
  const free = node.kind === 'parallel' ? [] : outgoing.filter((flow) => flow.condition !== null)
  const always = outgoing.filter((flow) => !free.includes(flow) && flow !== defaultFlow)
  if (free.length === 0) return [defaultFlow === null ? outgoing : [...always, defaultFlow]]
  const none = defaultFlow === null ? always : [...always, defaultFlow]
  return [none, ...subsets(free).map((some) => [...always, ...some])]
}

function subsets(flows: readonly Flow[]): Flow[][] {
  if (flows.length > mostBranches) return [...flows.map((flow) => [flow]), [...flows]]
  const all: Flow[][] = [[]]
  for (const flow of flows) all.push(...all.map((some) => [...some, flow]))
  return all.slice(1)
}

function waiting(nodes: readonly Node[], marking: Marking): Node[] {
  return nodes.filter((node) => node.kind === 'parallel' && node.incoming.some((flow) => marking.has(flow.index)))
}

function take(marking: Marking, flows: readonly Flow[]): Marking {
  const rest = new Map(marking)
  for (const { index } of flows) {
    const left = (rest.get(index) ?? 0) - 1
    if (left > 0) rest.set(index, left)
    else rest.delete(index)
  }
  return rest
}

function emit(marking: Marking, flows: readonly Flow[]): Marking {
  const next = new Map(marking)
  for (const { index } of flows) next.set(index, (next.get(index) ?? 0) + 1)
  return next
}

function keyOf(marking: Marking): string {
  return [...marking].sort(([one], [other]) => one - other).join(' ')
}
