import type { Tx } from '#ground/database/index.ts'
import type { Jobs } from '#ground/jobs.ts'
import type { Actor } from '#kernel/actor.ts'
import { systemActor } from '#kernel/actor.ts'
import { type Calendar, cityDate } from '#kernel/working-days.ts'
import { enterStatus, type Fact } from './case.ts'
import { runningDue } from './clocks.ts'
import type { Outcome, Verb } from './contract.ts'
import type { Draft, NewDecision } from './draft.ts'
import { advance, type Effect, type Net, type Signal, type Step, start } from './flow/index.ts'

/** What a service task of a flow is given; what it returns becomes the task's result variable. */
export type ServiceCall = {
  draft: Draft
  inputs: Record<string, unknown>
  actor: Actor
  now: Date
  today: string
}

/** A service that flows may call in the act's own transaction: it may refuse, it must not reach outside. */
export type InlineService = (tx: Tx, call: ServiceCall) => Promise<unknown>

/** A rule's answer as a case keeps it. */
export type RuleAnswer = Omit<NewDecision, 'id' | 'asOf'> & { result: Record<string, unknown> }

export type AskRule = (
  question: { key: string; inputs: Record<string, unknown>; texts: Record<string, string> },
  asOf: string,
  facts: readonly Fact[],
) => RuleAnswer

/** Everything the engine's shell needs of the world, so that a simulation can give it another one. */
export type World = {
  calendar: Calendar
  askRule: AskRule
  services: Record<string, InlineService>
  jobs: Jobs
  newId: () => string
}

type Act = { actor: Actor; now: Date; transient: Record<string, unknown> }

/** Opens the flow of a new case and does what it asks until it rests. */
export async function driveStart(tx: Tx, world: World, net: Net, draft: Draft, act: Act): Promise<void> {
  await settle(
    tx,
    world,
    net,
    draft,
    act,
    start(net, { ...draft.current.state.variables, ...visibleTo(draft, act) }, act.now, world.calendar),
  )
}

/** Gives the flow a signal and does what it asks until it rests. */
export async function driveSignal(
  tx: Tx,
  world: World,
  net: Net,
  draft: Draft,
  act: Act,
  signal: Signal,
): Promise<void> {
  await settle(tx, world, net, draft, act, step(world, net, draft, act, signal))
}

/**
 * Expressions see answers, facts and the party; these are put in for each step and never kept in the state, so that
 * personal data lies sealed in its own columns and the state stays small and readable.
 */
function visibleTo(draft: Draft, act: Act): Record<string, unknown> {
  return {
    ...act.transient,
    answers: draft.answers,
    facts: Object.fromEntries(draft.facts.map((fact) => [fact.pointer.slice(1), fact.value])),
    materials: draft.materials.map((material) => material.key),
    channel: draft.current.channel,
    today: cityDate(act.now),
  }
}

function step(world: World, net: Net, draft: Draft, act: Act, signal: Signal): Step {
  const { state } = draft.current
  const seen = { ...state, variables: { ...state.variables, ...visibleTo(draft, act) } }
  return advance(net, seen, signal, act.now, world.calendar)
}

async function settle(tx: Tx, world: World, net: Net, draft: Draft, act: Act, first: Step): Promise<void> {
  const hidden = new Set(Object.keys(visibleTo(draft, act)))
  const keep = ({ state, effects }: Step): Effect[] => {
    const variables = Object.fromEntries(Object.entries(state.variables).filter(([name]) => !hidden.has(name)))
    draft.current = { ...draft.current, state: { ...state, variables } }
    return effects
  }
  const waiting = keep(first)
  for (let effect = waiting.shift(); effect !== undefined; effect = waiting.shift()) {
    const signal = await carryOut(tx, world, net, draft, act, effect)
    if (signal) waiting.push(...keep(step(world, net, draft, act, signal)))
  }
}

/** Does one effect. What is answered at once comes back as the next signal. */
async function carryOut(
  tx: Tx,
  world: World,
  net: Net,
  draft: Draft,
  act: Act,
  effect: Effect,
): Promise<Signal | undefined> {
  const today = cityDate(act.now)
  switch (effect.kind) {
    case 'setStatus':
      draft.current = enterStatus(
        draft.current,
        effect.status,
        { now: act.now, today, submittedOn: cityDate(draft.current.submittedAt) },
        world.calendar,
      )
      return undefined
    case 'openTask':
      draft.opened.push(openedTask(draft, effect))
      return undefined
    case 'closeTask': {
      const unwritten = draft.opened.findIndex((task) => task.id === effect.task)
      if (unwritten >= 0) draft.opened.splice(unwritten, 1)
      else
        draft.closed.push({
          id: effect.task,
          ...(effect.verb ? { verb: effect.verb } : {}),
          ...(act.actor.kind === 'system' ? {} : { by: act.actor.accountId }),
        })
      return undefined
    }
    case 'askRule':
      return askRule(world, net, draft, act, effect)
    case 'callService':
      if (effect.mode === 'inline') return callService(tx, world, net, draft, act, effect)
      await world.jobs.add(
        tx,
        'cases.call',
        { ...keyOf(draft), token: effect.token, service: effect.service, inputs: effect.inputs },
        {
          key: jobKey(draft, `call-${effect.token}`),
        },
      )
      return undefined
    case 'cancelCall':
      await world.jobs.cancel(tx, jobKey(draft, `call-${effect.token}`))
      return undefined
    case 'setTimer': {
      const at = new Date(effect.at)
      draft.timersSet.push({ id: effect.timer, node: effect.node, at })
      await world.jobs.add(
        tx,
        'cases.timer',
        { ...keyOf(draft), timer: effect.timer },
        {
          runAt: at,
          key: jobKey(draft, `timer-${effect.timer}`),
        },
      )
      return undefined
    }
    case 'clearTimer': {
      const unwritten = draft.timersSet.findIndex((timer) => timer.id === effect.timer)
      if (unwritten >= 0) draft.timersSet.splice(unwritten, 1)
      else draft.timersCleared.push(effect.timer)
      await world.jobs.cancel(tx, jobKey(draft, `timer-${effect.timer}`))
      return undefined
    }
    case 'ended': {
      const outcome = (effect.outcome === 'cancelled' ? draft.current.outcome : effect.outcome) as Outcome | null
      const closed = enterStatus(draft.current, 'closed', { now: act.now, today, submittedOn: today }, world.calendar)
      draft.current = { ...closed, ...(outcome ? { outcome } : {}) }
      return undefined
    }
    case 'announce':
    case 'stalled':
      // Kept in the flow's state, where the case page and the operators read them.
      return undefined
  }
}

function openedTask(draft: Draft, effect: Extract<Effect, { kind: 'openTask' }>) {
  const { current } = draft
  const due = dueOf(draft, effect)
  return {
    id: effect.task,
    node: effect.node,
    name: effect.name,
    nameEn: effect.nameEn ?? effect.name,
    post: effect.post,
    departmentId: effect.post === 'applicant' ? '' : current.item.departmentId,
    divisionCode: current.divisionCode,
    verbs: [...effect.verbs] as Verb[],
    ...(effect.form ? { form: effect.form } : {}),
    ...(effect.separateFrom ? { separateFrom: effect.separateFrom } : {}),
    ...(due ? { due } : {}),
  }
}

/** A task is due when it says so itself, else when the case's earliest running clock is. */
function dueOf(draft: Draft, effect: Extract<Effect, { kind: 'openTask' }>): string | undefined {
  const { clocks } = draft.current
  if (effect.due && 'at' in effect.due) return cityDate(new Date(effect.due.at))
  const limit = effect.due?.limit
  const named = limit ? clocks.find((clock) => clock.key === limit)?.due : undefined
  return named ?? runningDue(clocks)
}

function askRule(world: World, net: Net, draft: Draft, act: Act, effect: Extract<Effect, { kind: 'askRule' }>): Signal {
  const asOf = cityDate(draft.current.submittedAt)
  const { result, ...answer } = world.askRule(
    { key: effect.decision, inputs: effect.inputs, texts: inputTexts(net, effect.node) },
    asOf,
    draft.facts,
  )
  draft.decisions.push({ ...answer, id: world.newId(), asOf })
  const grants = answer.outcome === 'grant'
  if (grants && act.actor.kind !== 'official') draft.current = { ...draft.current, automatic: true }
  note(net, draft, effect.node, 'rule', { decision: draft.decisions.at(-1)!.id, outcome: answer.outcome })
  return { kind: 'rule-done', token: effect.token, result }
}

async function callService(
  tx: Tx,
  world: World,
  net: Net,
  draft: Draft,
  act: Act,
  effect: Extract<Effect, { kind: 'callService' }>,
): Promise<Signal> {
  const service = world.services[effect.service]
  if (!service) throw new Error(`The flow asks for the service ${effect.service}, which is not wired`)
  const call = { draft, inputs: effect.inputs, actor: act.actor, now: act.now, today: cityDate(act.now) }
  const result = await service(tx, call)
  note(net, draft, effect.node, effect.service, result)
  return { kind: 'service-done', token: effect.token, result }
}

/** The expressions behind a rule's inputs: they tell which fact each value came from. */
function inputTexts(net: Net, nodeId: string): Record<string, string> {
  const node = net.byId.get(nodeId)
  return node?.kind === 'rule' ? Object.fromEntries(node.inputs.map((input) => [input.name, input.text])) : {}
}

/** A line of history for what the platform itself did on the way. */
function note(net: Net, draft: Draft, nodeId: string, verb: string, data: unknown): void {
  const node = net.byId.get(nodeId)
  draft.steps.push({
    verb,
    node: nodeId,
    name: node?.name ?? nodeId,
    nameEn: node?.nameEn ?? node?.name ?? nodeId,
    actor: systemActor(draft.current.realm),
    unit: draft.current.item.departmentName,
    statusAfter: draft.current.status,
    input: data,
    data,
    public: true,
  })
}

function keyOf(draft: Draft) {
  return { realm: draft.current.realm, caseId: draft.current.id as string }
}

function jobKey(draft: Draft, suffix: string): string {
  return `case:${draft.current.realm}:${draft.current.id}:${suffix}`
}
