import type { Flow, Net, Node } from './net.ts'
import { isContainer, isHost } from './net.ts'

export type NodeDescription = {
  id: string
  kind: Node['kind']
  name: string
  nameEn: string | null
  /** The sub-process it lies in. */
  parent: string | null
  post: string | null
  verbs: readonly string[]
  form: string | null
  status: string | null
  outcome: string | null
}

export type FlowDescription = {
  id: string
  name: string
  nameEn: string | null
  from: string
  to: string
  condition: string | null
  isDefault: boolean
}

/** A flow as pages show it. `steps` are the ids of the nodes an applicant passes on the usual way to a grant. */
export type FlowOverview = {
  id: string
  name: string
  nameEn: string | null
  nodes: NodeDescription[]
  flows: FlowDescription[]
  steps: string[]
}

/** Describes a net as JSON for pages. */
export function describeFlow(net: Net): FlowOverview {
  const { id, name, nameEn } = net
  return {
    id,
    name,
    nameEn,
    nodes: net.nodes.map(describeNode),
    flows: net.flows.map(describeArrow),
    steps: steps(net),
  }
}

/** Those of the nodes that lie behind every place where a case now waits, and cannot be come to again from there. */
export function behind(net: Net, waiting: readonly string[]): Set<string> {
  const places = net.nodes.filter(({ id }) => waiting.includes(id))
  const isPast = (node: Node) => places.every((place) => leadsTo(node, place) && !leadsTo(place, node))
  return new Set(places.length === 0 ? [] : net.nodes.filter(isPast).map(({ id }) => id))
}

/** The file as it was deployed, diagram and foreign attributes included. */
export function exportFlow(net: Net): string {
  return net.xml
}

function describeNode(node: Node): NodeDescription {
  return {
    id: node.id,
    kind: node.kind,
    name: node.name,
    nameEn: node.nameEn,
    parent: node.parent?.id ?? null,
    post: node.kind === 'user' ? node.post : null,
    verbs: node.kind === 'user' ? node.verbs : [],
    form: node.kind === 'user' ? node.form : null,
    status: node.status,
    outcome: node.kind === 'end' ? node.outcome : null,
  }
}

function describeArrow({ id, name, nameEn, source, target, conditionText, isDefault }: Flow): FlowDescription {
  return { id, name, nameEn, from: source.id, to: target.id, condition: conditionText, isDefault }
}

/** Walks from the start by the usual flows, into sub-processes and along all branches that run at once, each node once. */
function steps(net: Net): string[] {
  const seen = new Set<Node>()
  const open: Node[] = [net.start]
  const granted = net.nodes.filter((node) => node.kind === 'end' && node.outcome === 'granted')
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node) || !joined(node, seen, open)) continue
    seen.add(node)
    const next = onwards(node, granted)
      .map((flow) => flow.target)
      .filter((each) => !seen.has(each))
    open.push(...next.reverse())
    if (isContainer(node) && node.start !== null) open.push(node.start)
  }
  return [...seen].filter(isVisible).map((node) => node.id)
}

/** A node after a join stands behind all branches that lead to it: it is left for later while one is still to walk. */
function joined(node: Node, seen: ReadonlySet<Node>, open: readonly Node[]): boolean {
  if (node.kind !== 'parallel' && node.kind !== 'inclusive') return true
  return (
    open.length === 0 ||
    node.incoming.every((flow) => seen.has(flow.source)) ||
    !open.some((each) => leadsTo(each, node))
  )
}

function leadsTo(from: Node, to: Node): boolean {
  const found = new Set<Node>([from])
  for (const node of found) for (const flow of node.outgoing) found.add(flow.target)
  return found.has(to)
}

/** The default way, unless what was asked for can no longer be granted on it: a refusal is nobody's usual way. */
function onwards(node: Node, granted: readonly Node[]): readonly Flow[] {
  if (node.kind === 'parallel' || node.kind === 'inclusive') return node.outgoing
  if (node.defaultFlow !== null) {
    const hopeful = (flow: Flow) => granted.some((end) => leadsTo(flow.target, end))
    if (granted.length === 0 || hopeful(node.defaultFlow)) return [node.defaultFlow]
    return [node.outgoing.find(hopeful) ?? node.defaultFlow]
  }
  return node.kind === 'event-based' ? node.outgoing.slice(0, 1) : node.outgoing
}

function isVisible(node: Node): boolean {
  if (node.kind === 'start' || node.kind === 'end') return node.parent === null
  return node.kind === 'user' || (node.status !== null && (isHost(node) || node.kind === 'catch'))
}

/** What people call a node; the start of an event sub-process that has no name goes by that of the sub-process. */
export function nameOf(net: Net, id: string): { name: string; nameEn: string } {
  const node = net.byId.get(id)
  const outer = node?.kind === 'start' && node.parent ? node.parent : node
  const name = node?.name || outer?.name || id
  return { name, nameEn: node?.nameEn ?? outer?.nameEn ?? name }
}
