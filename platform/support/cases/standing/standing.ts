import { conditionsOf, type Diagram, type Net, nameOf, type State } from '../flow/index.ts'
import type { AwaitedView } from '../messages/contract.ts'
import type { TaskTable } from '../tables.ts'
import type { Standing, Wait } from './contract.ts'
import type { TimerRow } from './store.ts'

type Seen = {
  tasks: readonly TaskTable[]
  timers: readonly TimerRow[]
  awaited: readonly (AwaitedView & { senders: string[] })[]
}

/** Everything a case waits for: people first, then what comes by name, by time, by itself. */
export function waitsOf(net: Net, state: State, { tasks, timers, awaited }: Seen): Wait[] {
  const at = (id: string) => ({ node: id, ...nameOf(net, id) })
  return [
    ...tasks
      .filter((task) => !task.closed_at)
      .map(
        (task): Wait => ({
          kind: 'task',
          node: task.node,
          name: task.name,
          nameEn: task.name_en,
          since: task.opened_at.toISOString(),
          post: task.post,
          ...(task.due ? { due: task.due } : {}),
        }),
      ),
    ...awaited.map(
      ({ kind, name, node, nodeName, since, maySend, senders }): Wait => ({
        kind,
        ...at(node),
        ...(nodeName ? { name: nodeName } : {}),
        since,
        message: name,
        senders,
        maySend,
      }),
    ),
    ...timers.map(
      ({ node, at: fires, set_at: set }): Wait => ({
        kind: 'timer',
        ...at(node),
        ...(set ? { since: set.toISOString() } : {}),
        until: fires.toISOString(),
      }),
    ),
    ...conditionsOf(net, state).map(({ node, text }): Wait => ({ kind: 'condition', ...at(node), condition: text })),
    ...state.tokens.flatMap((token): Wait[] => {
      const node = net.byId.get(token.node)
      if (token.instances || !node) return []
      const failure = token.failure ? { failure: token.failure.message } : {}
      if (node.kind === 'service' || node.kind === 'rule') return [{ kind: 'service', ...at(token.node), ...failure }]
      return token.via === undefined ? [] : [{ kind: 'branch', ...at(token.node), ...failure }]
    }),
  ]
}

/** What is drawn, with the places where the case is, was, and may still come to. */
export function drawingOf(net: Net, state: State, passed: ReadonlySet<string>, diagram: Diagram): Standing['diagram'] {
  const here = new Set(state.tokens.map(({ node }) => node))
  return {
    nodes: diagram.nodes.flatMap(({ id, ...place }) => {
      const node = net.byId.get(id)
      if (!node) return []
      const mark = here.has(id) ? 'here' : passed.has(id) ? 'passed' : 'ahead'
      return [
        { node: id, ...nameOf(net, id), kind: node.element, mark, ...place } as Standing['diagram']['nodes'][number],
      ]
    }),
    flows: diagram.flows.flatMap(({ id, points }) => {
      const flow = net.flows.find((each) => each.id === id)
      return flow ? [{ name: flow.name, nameEn: flow.nameEn ?? flow.name, points }] : []
    }),
  }
}
