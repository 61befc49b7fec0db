import type { Tx } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { type Draft, newDraft } from '../draft.ts'
import { driveSignal, driveStart, type World } from '../drive.ts'
import { type Motion, type Net, ownId } from '../flow/index.ts'
import type { CaseNeeds } from '../needs.ts'
import { worldFor } from '../world.ts'
import type { Happening, Look, Simulated, SimulationInput } from './contract.ts'
import { lookOf } from './look.ts'
import type { Stage } from './stage.ts'

/**
 * Plays events on a stage: the same shell on the same heart, with a recorder where the writer stands. Rules are asked, for they
 * are pure; services answer what the caller says they would; nothing is written or sent.
 */
export function createPlay(needs: CaseNeeds, actor: Actor, results: Record<string, unknown>) {
  /** Begins a case that nobody has. */
  async function begin(stage: Stage): Promise<Look> {
    return perform(stage, stage.net, (world, page, act) => driveStart(nowhere, world, stage.net, page, act))
  }

  /** One motion, under this net from now on. */
  async function move(stage: Stage, motion: Motion, net: Net = stage.net): Promise<Look> {
    const look = await perform(stage, net, (world, page, act) => driveSignal(nowhere, world, net, page, act, motion))
    stage.net = net
    return look
  }

  async function perform(
    stage: Stage,
    net: Net,
    drive: (world: World, page: Draft, act: Parameters<typeof driveStart>[4]) => Promise<void>,
  ): Promise<Look> {
    const called: Look['services'] = []
    // Each event begins a new page, so that what it did can be told apart.
    const page: Draft = { ...newDraft(stage.draft.current, stage.draft), before: stage.draft.current }
    const world = recorder(await worldFor(needs, net), results, called)
    await drive(world, page, { actor, now: stage.now, transient: { reason: null } })
    for (const id of page.timersCleared) stage.timers.delete(id)
    for (const { id, at } of page.timersSet) stage.timers.set(id, at)
    for (const { id } of page.closed) stage.tasks.delete(id)
    for (const task of page.opened) stage.tasks.set(task.id, task)
    stage.draft = page
    return lookOf(needs, { ...stage, net }, called)
  }

  /** Every event in turn, until one cannot happen. */
  async function play(
    stage: Stage,
    happens: SimulationInput['happens'],
  ): Promise<Pick<Simulated, 'after' | 'refused'>> {
    const after: Look[] = []
    for (const [event, happening] of happens.entries()) {
      try {
        const motion = motionOf(stage, happening)
        // A timer fires in its own time: everything after it happens then.
        const at = motion.kind === 'timer' ? stage.timers.get(motion.timer) : dayOf(happening.on)
        if (at && at > stage.now) stage.now = at
        after.push(await move(stage, motion))
        if (motion.kind === 'timer') stage.timers.delete(motion.timer)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        return { after, refused: { event, code: error.code, detail: error.message } }
      }
    }
    return { after }
  }

  return { begin, move, play }
}

/** Ten in the morning there, when offices are open. */
export const dayOf = (day: string | undefined): Date | undefined =>
  day ? new Date(`${day}T10:00:00+08:00`) : undefined

/** Whoever reaches for the transaction of a simulation has found a way around the recorder. */
const nowhere = new Proxy({} as Tx, {
  get() {
    throw new Error('A simulation writes nothing')
  },
})

/** What a paper that was not issued is called in the papers that name it. */
const unissued = { number: '（推演）', name: '（推演）' }

/** The world as a simulation sees it: jobs go nowhere, services are noted and answer what they are said to. */
function recorder(world: World, results: Record<string, unknown>, called: Look['services']): World {
  const recorded = Object.keys(world.services).map((service): [string, World['services'][string]] => [
    service,
    async (_tx, { inputs }) => {
      called.push({ service, inputs })
      return results[service] ?? unissued
    },
  ])
  const jobs = { add: async () => {}, cancel: async () => {} }
  return { ...world, services: Object.fromEntries(recorded), jobs }
}

function motionOf({ draft, timers }: Stage, happening: Happening): Motion {
  const { state } = draft.current
  const { step, verb, data = {}, backTo, timer, message, signal, call, fails, ends } = happening
  if (ends !== undefined) return { kind: ends }
  if (message !== undefined) return { kind: 'message', name: message, data }
  if (signal !== undefined) return { kind: 'signal', name: signal, data }
  if (timer !== undefined) {
    const running = [...state.tokens, ...state.scopes, state].flatMap((each) => each.timers ?? [])
    const found = running.find((each) => each.node === timer && timers.has(each.id))
    if (!found) throw new Refusal('conflict', 'flows.unknown-timer', `No timer runs for ${timer}`)
    return { kind: 'timer', timer: found.id }
  }
  const at = call ?? step
  const token = state.tokens.find((each) => each.node === at && each.instances === undefined)
  if (!token) throw new Refusal('conflict', 'flows.unknown-task', `Nothing waits at ${at}`)
  if (call !== undefined)
    return fails
      ? { kind: 'service-failed', token: token.id, error: { code: 'systems.no-answer', message: '没有答复（推演）' } }
      : { kind: 'service-done', token: token.id, result: data }
  if (backTo !== undefined) return { kind: 'send-back', task: token.id, to: backTo }
  if (verb === undefined) throw new Refusal('conflict', 'flows.verb-not-offered', 'Say what is done at the step')
  return { kind: 'task-done', task: token.id, verb, data: { [ownId(token.node)]: { ...data, verb } } }
}
