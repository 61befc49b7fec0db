import { cityDate } from '#kernel/working-days.ts'
import { presentClock } from '../clocks.ts'
import { awaitedBy, type Net, nameOf } from '../flow/index.ts'
import type { CaseNeeds } from '../needs.ts'
import { daysOf } from '../office-days.ts'
import type { Look } from './contract.ts'
import type { Stage } from './stage.ts'

/** How a case would stand: where, for whom, until when, and what this event would have done. */
export function lookOf(needs: CaseNeeds, stage: Stage, services: Look['services'] = []): Look {
  const { draft, net, now, tasks, timers } = stage
  const { current } = draft
  const { state } = current
  const today = cityDate(now)
  const resting = state.tokens.flatMap((token) => {
    const node = net.byId.get(token.node)
    return node && !token.instances ? [{ token, node }] : []
  })
  const running = [...state.tokens, ...state.scopes, state].flatMap((each) => each.timers ?? [])
  return {
    at: now.toISOString(),
    here: [...new Set(state.tokens.map(({ node }) => node))],
    waits: resting.flatMap(({ token, node }) => {
      if (node.kind !== 'user') return []
      const { due, form = node.form } = tasks.get(token.id) ?? {}
      const { post, verbs } = node
      return [{ ...named(net, node.id), post, verbs: [...verbs], ...(form ? { form } : {}), ...(due ? { due } : {}) }]
    }),
    awaits: awaitedBy(net, state).map(({ on, name, node, nodeName }) => ({
      ...named(net, node, nodeName),
      on,
      message: name,
    })),
    calls: resting.flatMap(({ node }) => (node.kind === 'service' ? [named(net, node.id)] : [])),
    status: current.status,
    ...(current.outcome ? { outcome: current.outcome } : {}),
    clocks: current.clocks.map((clock) => presentClock(clock, today, daysOf(needs, current))),
    rules: draft.decisions.map(({ ruleTitle, outcome, record }) => ({
      rule: ruleTitle,
      outcome,
      outputs: record.outputs,
    })),
    services,
    sends: draft.announced.map(({ on, event }) => ({ on, name: event })),
    timers: running.flatMap(({ id, node }) => {
      const at = timers.get(id)
      return at ? [{ ...named(net, node), at: at.toISOString() }] : []
    }),
  }
}

function named(net: Net, id: string, otherwise = ''): { step: string; name: string; nameEn: string } {
  const said = nameOf(net, id)
  return { step: id, ...said, ...(net.byId.get(id)?.name || !otherwise ? {} : { name: otherwise }) }
}
