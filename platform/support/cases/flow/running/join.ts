import type { Flow, Gateway, Net, Node } from '../net.ts'
import type { State, Token } from '../state.ts'

type Marking = Pick<State, 'tokens'>

/**
 * For each inclusive gateway and each of its incoming flows: the nodes (1 at their index) from which a token can still
 * come over that flow without passing the gateway itself. An activity also reaches what its boundary events reach.
 */
export function inclusiveReach(nodes: readonly Node[]): Map<Node, Map<Flow, Uint8Array>> {
  const joins = nodes.filter((node) => node.kind === 'inclusive' && node.incoming.length > 1)
  return new Map(
    joins.map((join) => [join, new Map(join.incoming.map((flow) => [flow, nodesBefore(flow, join, nodes.length)]))]),
  )
}

function nodesBefore(flow: Flow, join: Node, size: number): Uint8Array {
  const found = new Uint8Array(size)
  const open = [flow.source]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === join || found[node.index] === 1) continue
    found[node.index] = 1
    for (const incoming of node.incoming) open.push(incoming.source)
    if (node.kind === 'boundary') open.push(node.host)
  }
  return found
}

/** The tokens that a parallel gateway takes together, one for each incoming flow; null while one is missing. */
export function parallelJoin(marking: Marking, gateway: Gateway, scope: number): Token[] | null {
  return complete(firstOfEach(marking, gateway, scope))
}

/**
 * The tokens that an inclusive gateway takes together; null while a token that waits elsewhere in the scope can still
 * come over a flow where none waits yet, and over no flow where one does (BPMN 2.0, 13.4.3).
 */
export function inclusiveJoin(net: Net, marking: Marking, gateway: Node, scope: number): Token[] | null {
  const reach = net.reach.get(gateway)
  if (reach === undefined) return null
  const waiting = firstOfEach(marking, gateway, scope)
  const blocked = marking.tokens.some((token) => {
    const node = token.scope === scope ? net.byId.get(token.node) : undefined
    if (node === undefined || node === gateway) return false
    return canCome(waiting, reach, node, null) && !canCome(waiting, reach, node, 'taken')
  })
  return blocked ? null : waiting.filter((token) => token !== null)
}

/** Whether a token on `node` can come over an incoming flow where none waits, or (`taken`) where one does. */
function canCome(
  waiting: (Token | null)[],
  reach: ReadonlyMap<Flow, Uint8Array>,
  node: Node,
  which: 'taken' | null,
): boolean {
  let position = 0
  for (const before of reach.values()) {
    const taken = waiting[position++] !== null
    if (taken === (which === 'taken') && before[node.index] === 1) return true
  }
  return false
}

function firstOfEach(marking: Marking, gateway: Node, scope: number): (Token | null)[] {
  return gateway.incoming.map(
    (flow) =>
      marking.tokens.find((token) => token.via === flow.id && token.scope === scope && token.node === gateway.id) ??
      null,
  )
}

function complete(tokens: (Token | null)[]): Token[] | null {
  const present = tokens.filter((token) => token !== null)
  return present.length === tokens.length ? present : null
}
