import type { Tx } from '#ground/database/index.ts'
import type { Jobs } from '#ground/jobs.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Actor } from '#kernel/actor.ts'
import { systemActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import { callPayload } from './calls.ts'
import { enterStatus, type Fact } from './case.ts'
import { runningDue } from './clocks.ts'
import type { Outcome, Verb } from './contract.ts'
import type { Draft, NewDecision } from './draft.ts'
import { type Effect, type Motion, move, type Net, type Signal, type Step, start } from './flow/index.ts'
import { daysOf, type OfficeDays } from './office-days.ts'
import type { Offices } from './policy.ts'
import { endProcedures } from './procedures/ending.ts'
import { outstanding } from './terms/owed.ts'

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
export type World = OfficeDays & {
  askRule: AskRule
  services: Record<string, InlineService>
  jobs: Jobs
  newId: () => string
  secrets: Secrets
  officeIn: Offices['officeIn']
}

/** Rules and services that one act may ask, one after another. */
const mostAnswers = 1_000

type Act = { actor: Actor; now: Date; transient: Record<string, unknown> }

/** Opens the flow of a new case and does what it asks until it rests. */
export async function driveStart(tx: Tx, world: World, net: Net, draft: Draft, act: Act): Promise<void> {
  await settle(
    tx,
    world,
    net,
    draft,
    act,
    start(
      net,
      { ...draft.current.state.variables, ...visibleTo(world, draft, act) },
      act.now,
      daysOf(world, draft.current),
    ),
  )
}

/** Gives the flow a signal and does what it asks until it rests. */
export async function driveSignal(
  tx: Tx,
  world: World,
  net: Net,
  draft: Draft,
  act: Act,
  signal: Motion,
): Promise<void> {
  await settle(tx, world, net, draft, act, step(world, net, draft, act, signal))
}

/**
 * Expressions see answers, facts and the party; these are put in for each step and never kept in the state, so that
 * personal data lies sealed in its own columns and the state stays small and readable.
 */
function visibleTo(world: World, draft: Draft, act: Act): Record<string, unknown> {
  return { ...act.transient, ...seenBy(draft, act.now), calendar: world.calendar.published }
}

/** What every expression of a case sees besides the variables of its flow. */
export function seenBy(draft: Draft, now: Date): Record<string, unknown> {
  return {
    answers: draft.answers,
    facts: Object.fromEntries(draft.facts.map((fact) => [fact.pointer.slice(1), fact.value])),
    materials: draft.materials.map((material) => material.key),
    owed: outstanding(draft.current.terms).map(({ key }) => key),
    channel: draft.current.channel,
    caseNo: draft.current.no,
    today: cityDate(now),
  }
}

function step(world: World, net: Net, draft: Draft, act: Act, signal: Motion): Step {
  const { state } = draft.current
  const seen = { ...state, variables: { ...state.variables, ...visibleTo(world, draft, act) } }
  return move(net, seen, signal, act.now, daysOf(world, draft.current))
}

async function settle(tx: Tx, world: World, net: Net, draft: Draft, act: Act, first: Step): Promise<void> {
  const hidden = new Set(Object.keys(visibleTo(world, draft, act)))
  const keep = ({ state, effects }: Step): Effect[] => {
    const variables = Object.fromEntries(Object.entries(state.variables).filter(([name]) => !hidden.has(name)))
    draft.current = { ...draft.current, state: { ...state, variables } }
    return effects
  }
  const waiting = keep(first)
  let answered = 0
  for (let effect = waiting.shift(); effect !== undefined; effect = waiting.shift()) {
    const signal = await carryOut(tx, world, net, draft, act, effect)
    if (!signal) continue
    // The check at deployment leaves no loop without a wait; this bounds a net that is only very long.
    if (++answered > mostAnswers) throw new Refusal('limited', 'flows.endless', `${net.id} asks without end`)
    waiting.push(...keep(step(world, net, draft, act, signal)))
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
        daysOf(world, draft.current),
      )
      return undefined
    case 'openTask':
      draft.opened.push(openedTask(world, draft, effect))
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
      await world.jobs.add(tx, 'cases.call', callPayload(world.secrets, keyOf(draft), effect), {
        key: jobKey(draft.current, `call-${effect.token}`),
      })
      return undefined
    case 'cancelCall':
      await world.jobs.cancel(tx, jobKey(draft.current, `call-${effect.token}`))
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
          key: jobKey(draft.current, `timer-${effect.timer}`),
        },
      )
      return undefined
    }
    case 'clearTimer': {
      const unwritten = draft.timersSet.findIndex((timer) => timer.id === effect.timer)
      if (unwritten >= 0) draft.timersSet.splice(unwritten, 1)
      else draft.timersCleared.push(effect.timer)
      await world.jobs.cancel(tx, jobKey(draft.current, `timer-${effect.timer}`))
      return undefined
    }
    case 'ended': {
      const outcome = (effect.outcome === 'cancelled' ? draft.current.outcome : effect.outcome) as Outcome | null
      const closed = enterStatus(
        draft.current,
        'closed',
        { now: act.now, today, submittedOn: today },
        daysOf(world, draft.current),
      )
      draft.current = { ...closed, ...(outcome ? { outcome } : {}) }
      endProcedures(draft, today, daysOf(world, draft.current))
      return undefined
    }
    case 'passed':
      note(net, draft, effect.node, 'passed', undefined)
      return undefined
    case 'announce': {
      const { kind: _, ...announced } = effect
      draft.announced.push(announced)
      return undefined
    }
    case 'stalled':
      // Kept in the flow's state, where the case page and the operators read them.
      return undefined
  }
}

function openedTask(world: World, draft: Draft, effect: Extract<Effect, { kind: 'openTask' }>) {
  const { current } = draft
  const due = dueOf(draft, effect)
  return {
    id: effect.task,
    node: effect.node,
    name: effect.name,
    nameEn: effect.nameEn ?? effect.name,
    post: effect.post,
    departmentId: effect.post === 'applicant' ? '' : officeOf(world, draft, effect.department),
    divisionCode: current.divisionCode,
    verbs: [...effect.verbs] as Verb[],
    ...(effect.form ? { form: effect.form } : {}),
    ...(effect.separateFrom ? { separateFrom: effect.separateFrom } : {}),
    ...(due ? { due } : {}),
  }
}

/** A department that this realm does not know leaves the task with the item's own: no task may be nobody's. */
function officeOf(world: World, { current }: Draft, departmentId: string | undefined): string {
  const office = departmentId === undefined ? undefined : world.officeIn(departmentId, current.divisionCode)
  return office ?? current.item.departmentId
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
  // 容缺受理: a rule grants what is whole; while a material is owed its answer is a proposal to a person.
  const held = outstanding(draft.current.terms).length > 0
  const grants = answer.outcome === 'grant' && !held
  if (grants && act.actor.kind !== 'official') draft.current = { ...draft.current, automatic: true }
  note(net, draft, effect.node, 'rule', { decision: draft.decisions.at(-1)!.id, outcome: answer.outcome })
  return {
    kind: 'rule-done',
    token: effect.token,
    result: held && answer.outcome === 'grant' ? { ...result, outcome: 'propose-grant' } : result,
  }
}

async function callService(
  tx: Tx,
  world: World,
  net: Net,
  draft: Draft,
  act: Act,
  effect: Extract<Effect, { kind: 'callService' }>,
): Promise<Signal> {
  // 受理 is told once (行政许可法第32条): a case sent back to before it does not get a second notice.
  const entered = net.byId.get(effect.node)?.status
  if (draft.before?.acceptedAt && (entered === 'accepted' || entered === 'deemed-accepted'))
    return { kind: 'service-done', token: effect.token, result: null }
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

/** The key of a job of a case, by which it is moved or taken back. */
export function jobKey(current: { realm: string; id: string }, suffix: string): string {
  return `case:${current.realm}:${current.id}:${suffix}`
}
