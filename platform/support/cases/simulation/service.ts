import type { Tx } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { type Draft, newDraft } from '../draft.ts'
import { driveSignal, type World } from '../drive.ts'
import { type Motion, type Net, ownId, planChangeOver } from '../flow/index.ts'
import type { CaseNeeds } from '../needs.ts'
import { maySeeCase } from '../policy.ts'
import { createCaseStore, loadMaterials, loadTasks } from '../store.ts'
import { worldFor } from '../world.ts'
import type { Simulated, SimulationInput } from './contract.ts'
import { loadTimers } from './store.ts'

type Happening = SimulationInput['happens'][number]
type Look = Simulated['after'][number]

/**
 * What would come of a case if such and such happened: the same shell on the same heart, with a recorder where the writer
 * stands. Rules are asked, for they are pure; services answer what the caller says they would; nothing is written or sent.
 */
export function createSimulation(needs: CaseNeeds) {
  const { db, clock } = needs
  const store = createCaseStore(needs)

  async function simulate(actor: Actor, caseId: string, input: SimulationInput): Promise<Simulated> {
    let draft = await load(actor, caseId)
    const { current } = draft
    let net = await needs.netOf(current.item.flow)
    let now = clock()
    const timers = await loadTimers(db, actor.realm, caseId)
    const answer: Simulated = { after: [lookOf(draft, net, timers, [])] }

    const play = async (motion: Motion, under: Net) => {
      const called: Look['services'] = []
      // Each event begins a new page, so that what it did can be told apart.
      const page: Draft = { ...newDraft(draft.current, draft), before: draft.current }
      const world = recorder(await worldFor(needs, under), input.results ?? {}, called)
      await driveSignal(nowhere, world, under, page, { actor, now, transient: { reason: null } }, motion)
      for (const id of page.timersCleared) timers.delete(id)
      for (const { id, at } of page.timersSet) timers.set(id, at)
      draft = page
      answer.after.push(lookOf(page, under, timers, called))
    }

    if (input.version !== undefined) {
      const next = await needs.netOf({ key: current.item.flow.key, version: input.version })
      const nodes = input.nodes ?? {}
      const { hindrances } = planChangeOver({ from: net, nodes }, next, current.state)
      if (hindrances.length > 0) return { ...answer, hindrances }
      await play({ kind: 'change-over', from: net, nodes }, next)
      net = next
    }
    for (const [event, happening] of input.happens.entries()) {
      try {
        const motion = motionOf(draft, happening)
        // A timer fires in its own time: everything after it happens then.
        if (motion.kind === 'timer') now = timers.get(motion.timer) ?? now
        await play(motion, net)
        if (motion.kind === 'timer') timers.delete(motion.timer)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        return { ...answer, refused: { event, code: error.code } }
      }
    }
    return answer
  }

  /** The case as it stands, for officials who see it; that they looked is logged. */
  async function load(actor: Actor, caseId: string): Promise<Draft> {
    const found = await store.load(db, actor.realm, caseId, false)
    const tasks = found ? await loadTasks(db, actor.realm, caseId) : []
    const parties = await needs.partiesOf(actor)
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

  return { simulate }
}

/** Whoever reaches for the transaction of a simulation has found a way around the recorder. */
const nowhere = new Proxy({} as Tx, {
  get() {
    throw new Error('A simulation writes nothing')
  },
})

/** The world as a simulation sees it: jobs go nowhere, services are noted and answer what they are said to. */
function recorder(world: World, results: Record<string, unknown>, called: Look['services']): World {
  const recorded = Object.keys(world.services).map((service): [string, World['services'][string]] => [
    service,
    async (_tx, { inputs }) => {
      called.push({ service, inputs })
      return results[service] ?? {}
    },
  ])
  const jobs = { add: async () => {}, cancel: async () => {} }
  return { ...world, services: Object.fromEntries(recorded), jobs }
}

function motionOf({ current }: Draft, { step, verb, data, backTo, timer, message }: Happening): Motion {
  const { state } = current
  if (message !== undefined) return { kind: 'message', name: message }
  if (timer !== undefined) {
    const running = [...state.tokens, ...state.scopes, state].flatMap((each) => each.timers ?? [])
    const found = running.find((each) => each.node === timer)
    if (!found) throw new Refusal('conflict', 'flows.unknown-timer', `No timer runs for ${timer}`)
    return { kind: 'timer', timer: found.id }
  }
  const token = state.tokens.find((each) => each.node === step && each.instances === undefined)
  if (!token) throw new Refusal('conflict', 'flows.unknown-task', `Nothing waits at ${step}`)
  if (backTo !== undefined) return { kind: 'send-back', task: token.id, to: backTo }
  if (verb === undefined) throw new Refusal('conflict', 'flows.verb-not-offered', 'Say what is done at the step')
  return { kind: 'task-done', task: token.id, verb, data: { [ownId(token.node)]: { ...data, verb } } }
}

function lookOf(draft: Draft, net: Net, timers: ReadonlyMap<number, Date>, services: Look['services']): Look {
  const { current } = draft
  const { state } = current
  const running = [...state.tokens, ...state.scopes, state].flatMap((each) => each.timers ?? [])
  return {
    waits: state.tokens.flatMap((token) => {
      const node = net.byId.get(token.node)
      if (!node || token.instances) return []
      return { step: node.id, name: node.name, post: node.kind === 'user' ? node.post : '' }
    }),
    status: current.status,
    ...(current.outcome ? { outcome: current.outcome } : {}),
    rules: draft.decisions.map(({ ruleTitle, outcome }) => ({ rule: ruleTitle, outcome })),
    services,
    timers: running.flatMap(({ id, node }) => {
      const at = timers.get(id)
      return at ? { step: node, at: at.toISOString() } : []
    }),
  }
}
