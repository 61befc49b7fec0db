import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { type Ask, expectStatus, newKey, signInAll } from '../client.ts'
import { confirm, granted } from '../scenarios/people.ts'
import { type Submitted, talentItem } from '../scenarios/talent.ts'
import { grounds } from './grounds.ts'
import { seededRandom } from './random.ts'
import type { Insist, Load } from './record.ts'
import { makeTimersDue } from './timers.ts'
import { gather, type Live, walk } from './walkers.ts'

/** Cases alive at once, and people who walk about in them. */
const alive = 24
const walkers = 6

/**
 * Citizens who apply and are granted at once; cases in which applicants and officials do whatever they may, several people at
 * a time; and timers whose time comes at any moment. Each goes on until told to stop; who does what follows from the seed.
 */
export async function startLoad(ask: Ask, pool: () => pg.Pool, seed: number): Promise<Load> {
  const itemId = await talentItem(ask)
  const tokens = await signInAll(
    ask,
    granted.map(({ username }) => username),
  )
  const people = await gather(ask, grounds)
  const items = new Map<string, string>()
  for (const { item } of grounds) items.set(item, await itemNamed(ask, item))
  const lives: Live[] = []
  let stopped = false
  const load: Load = {
    acknowledged: [],
    refused: new Map(),
    due: [],
    retries: 0,
    strange: [],
    async stop() {
      stopped = true
      await Promise.all(drivers)
    },
  }

  const insist: Insist = async (attempt) => {
    // Kills follow each other: on a busy machine a minute of them can pass with hardly a moment to answer in.
    for (let tries = 0; tries < 3000; tries++) {
      const answer = await attempt().catch(() => undefined)
      if (answer && answer.status < 500) return answer
      if (answer && answer.status !== 503) load.strange.push(`${answer.status} ${JSON.stringify(answer.body)}`)
      load.retries++
      await sleep(100)
    }
    throw new Error('No answer for five minutes')
  }

  /** Beginning has no key: one whose answer was lost stays behind as a draft, and another is begun. */
  async function apply(token: string, body: Record<string, unknown>): Promise<Submitted> {
    const { id } = expectStatus(await insist(() => ask('POST', '/api/v1/applications', { token, body })), 201)
    const [path, key, consent] = [`/api/v1/applications/${id}/submit`, newKey(), { consent: true }]
    const answer = await insist(() => ask('POST', path, { token, key, body: consent }))
    const given = expectStatus(answer, 201)
    load.acknowledged.push({
      kind: 'submit',
      caseId: given.caseId,
      verb: 'submit',
      token,
      path,
      key,
      body: consent,
      answer,
    })
    return given
  }

  async function citizen(token: string, answers: Record<string, unknown>): Promise<void> {
    const { outcome } = await apply(token, { itemId, answers, confirm })
    if (outcome !== 'granted') throw new Error(`not granted: ${outcome}`)
  }

  async function step(random: () => number): Promise<void> {
    if (lives.length < alive && random() < 0.4) {
      const ground = grounds[Math.floor(random() * grounds.length)]!
      const near = people.get(ground)!
      const { answers, confirm: confirmed, item } = ground
      const body = { itemId: items.get(item), answers, confirm: confirmed }
      const { caseId, status } = await apply(near[0]!.token, body)
      if (status !== 'closed') lives.push({ caseId, ground, people: near })
      return
    }
    const live = lives[Math.floor(random() * lives.length)]
    if (!live) return
    const after = await walk(load, live, { ask, insist, random })
    const place = lives.indexOf(live)
    if (after === 'closed' && place >= 0) lives.splice(place, 1)
  }

  async function timers(random: () => number): Promise<void> {
    // While the database is away nobody's time comes.
    load.due.push(...(await makeTimersDue(pool(), 1, random).catch(() => [])))
    await sleep(1000 + 1000 * random())
  }

  async function drive(act: () => Promise<void>): Promise<void> {
    while (!stopped) {
      await act().catch((error: Error) => load.strange.push(error.message))
      await sleep(30)
    }
  }

  const drivers = [
    ...granted.map(({ answers }, i) => drive(() => citizen(tokens[i]!, answers))),
    ...Array.from({ length: walkers }, (_, i) => {
      const random = seededRandom(seed + 1 + i)
      return drive(() => step(random))
    }),
    (() => {
      const random = seededRandom(seed + 1000)
      return drive(() => timers(random))
    })(),
  ]
  return load
}

async function itemNamed(ask: Ask, name: string): Promise<string> {
  const path = `/api/v1/items?q=${encodeURIComponent(name.slice(0, 5))}&limit=20`
  const found = expectStatus(await ask('GET', path), 200)
  const item = found.items.find((each: { name: string }) => each.name === name)
  if (!item) throw new Error(`The demo city has no item ${name}`)
  return item.id
}
