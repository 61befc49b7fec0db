import type { Flow, Net, Node } from '../net.ts'

/** The nodes a token on `from` can still come to without passing `without`; `from` itself is one of them. */
export function reachable(from: Node, without: Node | null): ReadonlySet<Node> {
  const found = new Set<Node>()
  const open = [from]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === without || found.has(node)) continue
    found.add(node)
    open.push(...node.outgoing.map((flow) => flow.target))
    if ('boundaries' in node) open.push(...node.boundaries)
  }
  return found
}

/** Whether tokens may rest on both nodes at once: a fork leads to each of them by a branch of its own. */
export function areConcurrent(net: Net, a: Node, b: Node): boolean {
  return forks(net).some((fork) => {
    const branches = fork.outgoing.map((flow) => reachable(flow.target, fork))
    const only = (here: Node, there: Node) => branches.some((nodes) => nodes.has(here) && !nodes.has(there))
    return only(a, b) && only(b, a)
  })
}

/**
 * The branches of the parallel joins ahead of `node` that nobody runs any more when a token is put on it: each join waits
 * for them in vain unless it is told that they are done. `running` are the places where tokens still rest.
 */
export function finishedBranches(net: Net, node: Node, running: readonly Node[]): { join: Node; via: Flow }[] {
  return net.nodes
    .filter((join) => join.kind === 'parallel' && join.incoming.length > 1 && join.parent === node.parent)
    .flatMap((join) => {
      const comes = (from: Node) => {
        const nodes = reachable(from, join)
        return join.incoming.filter((flow) => nodes.has(flow.source))
      }
      const own = comes(node)
      if (own.length === 0) return []
      const served = new Set([...own, ...running.flatMap(comes)])
      return join.incoming.filter((via) => !served.has(via)).map((via) => ({ join, via }))
    })
}

function forks(net: Net): Node[] {
  return net.nodes.filter((node) => (node.kind === 'parallel' || node.kind === 'inclusive') && node.outgoing.length > 1)
}
