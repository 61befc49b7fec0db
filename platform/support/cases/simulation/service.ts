import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { Case, CaseId } from '../case.ts'
import { newClocks } from '../clocks.ts'
import { type Draft, newDraft } from '../draft.ts'
import { type Net, planChangeOver, readDiagram } from '../flow/index.ts'
import type { CaseNeeds } from '../needs.ts'
import { daysIn } from '../office-days.ts'
import { maySeeCase } from '../policy.ts'
import { drawingOf } from '../standing/standing.ts'
import { createCaseStore, loadMaterials, loadTasks } from '../store.ts'
import { termVariables } from '../terms/terms.ts'
import type { FlowSimulationInput, Simulated, SimulationInput } from './contract.ts'
import { lookOf } from './look.ts'
import { createPlay, dayOf } from './play.ts'
import type { Stage } from './stage.ts'
import { loadTimers } from './store.ts'

/** What would come of a case, or of a flow that no case runs by yet, if such and such happened. */
export function createSimulation(needs: CaseNeeds) {
  const { db, clock } = needs
  const store = createCaseStore(needs)

  /** A case as it stands, and what would come of it. */
  async function simulate(actor: Actor, caseId: string, input: SimulationInput): Promise<Simulated> {
    const draft = await load(actor, caseId)
    const { current } = draft
    const { key } = current.item.flow
    const tasks = new Map()
    const timers = await loadTimers(db, actor.realm, caseId)
    const stage: Stage = { draft, net: await needs.netOf(current.item.flow), now: clock(), tasks, timers }
    const player = createPlay(needs, actor, input.results ?? {})
    const first = lookOf(needs, stage)
    if (input.version === undefined) {
      const played = await player.play(stage, input.happens)
      return { ...(await drawn(stage.net, current.item.flow)), ...played, after: [first, ...played.after] }
    }
    const next = await needs.netOf({ key, version: input.version })
    const under = await drawn(next, { key, version: input.version })
    const nodes = input.nodes ?? {}
    const { hindrances } = planChangeOver({ from: stage.net, nodes }, next, current.state)
    if (hindrances.length > 0) return { ...under, after: [first], hindrances }
    const moved = await player.move(stage, { kind: 'change-over', from: stage.net, nodes }, next)
    const played = await player.play(stage, input.happens)
    return { ...under, ...played, after: [first, moved, ...played.after] }
  }

  /** A flow with invented answers: nobody's case, so nobody's data is looked at. A draft brings its own net. */
  async function simulateFlow(
    actor: Actor,
    { net: drawnNet, ...flow }: { key: string; version: number; net?: Net },
    input: FlowSimulationInput,
  ): Promise<Simulated> {
    if (actor.kind !== 'official')
      throw new Refusal('forbidden', 'cases.simulation-forbidden', 'Simulations are for officials')
    const net = drawnNet ?? (await needs.netOf(flow))
    const now = dayOf(input.begins) ?? clock()
    const stage: Stage = { draft: invented(actor, flow, input, now), net, now, tasks: new Map(), timers: new Map() }
    const player = createPlay(needs, actor, input.results ?? {})
    const shown = await drawn(net, flow)
    try {
      const first = await player.begin(stage)
      const played = await player.play(stage, input.happens)
      return { ...shown, ...played, after: [first, ...played.after] }
    } catch (error) {
      // The flow itself may have no way on with these answers: that is what was asked.
      if (!(error instanceof Refusal)) throw error
      return { ...shown, after: [], refused: { event: -1, code: error.code, detail: error.message } }
    }
  }

  /** The case as it would be opened, with nothing of it anybody's. */
  function invented(
    actor: Actor,
    flow: { key: string; version: number },
    input: FlowSimulationInput,
    now: Date,
  ): Draft {
    const { item, answers = {}, facts = {}, situations = {}, materials = [], promised = [] } = input
    const departmentId = item?.departmentId ?? actor.posts[0]?.departmentId ?? ''
    const limits = {
      ...(item?.promise ? { promise: item.promise } : {}),
      ...(item?.legal ? { legal: item.legal } : {}),
    }
    const name = item?.name ?? flow.key
    const current: Case = {
      realm: actor.realm,
      id: needs.newId() as CaseId,
      no: '推演',
      queryCode: '',
      lookupIndex: Buffer.alloc(0),
      item: {
        ...{ id: needs.newId(), version: 1, name, flow, form: { key: '', version: 1 } },
        ...{ departmentId, departmentName: actor.posts[0]?.departmentName ?? '', limits },
      },
      party: { partyId: '', name: '推演', kind: 'natural', accountId: '' },
      divisionCode: actor.posts[0]?.divisionCode ?? actor.realm.padEnd(12, '0'),
      channel: 'web',
      status: 'submitted',
      automatic: false,
      submittedAt: now,
      clocks: newClocks(limits, cityDate(now), daysIn(needs, departmentId)),
      calendarVersion: needs.calendar.version,
      state: {
        ...{ format: 1, counter: 0, tokens: [], scopes: [], ended: false, outcome: null },
        variables: { disputes: [], gaps: [], ...termVariables(undefined), situations, promised, ...input.variables },
      },
      version: 1,
    }
    return newDraft(current, {
      answers,
      facts: Object.entries(facts).map(([field, value]) => ({
        ...{ pointer: `/${field}`, value, source: 'simulation', sourceLabel: '推演', fetchedAt: now },
      })),
      materials: materials.map((key) => ({
        ...{ id: key, key, name: key, version: 1, hash: '', fileName: key, mediaType: 'application/pdf', size: 0 },
        ...{ trust: 'C' as const, at: now },
      })),
      lastSeq: 0,
    })
  }

  /** The case as it stands, for officials who see it; that they looked is logged. */
  async function load(actor: Actor, caseId: string): Promise<Draft> {
    const found = await store.load(db, actor.realm, caseId, false)
    const tasks = found ? await loadTasks(db, actor.realm, caseId) : []
    const parties = await needs.partiesOf(actor, found?.current.item.id)
    if (!found || !maySeeCase(actor, found.current, parties, await needs.territory(), tasks))
      throw new Refusal('missing', 'cases.missing', `No case ${caseId} for this person`)
    if (actor.kind !== 'official')
      throw new Refusal('forbidden', 'cases.simulation-forbidden', 'Simulations are for those who work on the case')
    const { current, answers } = found
    await needs.logRead(actor, {
      partyId: current.party.partyId,
      subject: 'case',
      purpose: `推演“${current.item.name}”`,
      basis: '行政许可法第34条',
      caseId,
    })
    const facts = await store.loadFacts(db, actor.realm, caseId)
    return newDraft(current, { answers, facts, lastSeq: 0, materials: await loadMaterials(db, actor.realm, caseId) })
  }

  return { simulate, simulateFlow }
}

/** The flow as it was drawn; where the case stands is said event by event. */
async function drawn(
  net: Net,
  { key, version }: { key: string; version: number },
): Promise<Pick<Simulated, 'flow' | 'diagram'>> {
  const nowhere = { format: 1, counter: 0, variables: {}, tokens: [], scopes: [], ended: false, outcome: null } as const
  const state = { ...nowhere, tokens: [], scopes: [] }
  return {
    flow: { key, version, name: net.name, nameEn: net.nameEn ?? net.name },
    diagram: drawingOf(net, state, new Set(), await readDiagram(net.xml)),
  }
}
