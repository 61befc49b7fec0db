import { setTimeout as sleep } from 'node:timers/promises'
import { type Answer, type Ask, expectStatus, newKey, signInAll } from '../client.ts'
import { confirm, granted, toIntake } from '../scenarios/people.ts'
import { type Submitted, talentItem } from '../scenarios/talent.ts'

/** One request with a key that was answered, and so must have happened exactly once. */
export type Acknowledged = {
  kind: 'submit' | 'accept'
  token: string
  path: string
  key: string
  body: unknown
  answer: Answer
}

export type Load = {
  acknowledged: Acknowledged[]
  /** How often a request got no answer, or the answer that the database is away, and was sent again with the same key. */
  retries: number
  /** Answers that nothing explains. */
  strange: string[]
  /** Lets each driver finish what it began. */
  stop(): Promise<void>
}

/** Citizens who apply and are granted at once, and one whose cases an officer accepts: each goes on until told to stop. */
export async function startLoad(ask: Ask): Promise<Load> {
  const itemId = await talentItem(ask)
  const tokens = await signInAll(
    ask,
    granted.map(({ username }) => username),
  )
  const [applicant = '', officer = ''] = await signInAll(ask, [toIntake.username, toIntake.officer])
  let stopped = false
  const load: Load = {
    acknowledged: [],
    retries: 0,
    strange: [],
    async stop() {
      stopped = true
      await Promise.all(drivers)
    },
  }

  /** Asks until there is an answer; a server that is away, or says that its database is, has not answered. */
  async function insist(attempt: () => Promise<Answer>): Promise<Answer> {
    for (let tries = 0; tries < 600; tries++) {
      const answer = await attempt().catch(() => undefined)
      if (answer && answer.status < 500) return answer
      load.retries++
      await sleep(100)
    }
    throw new Error('No answer for a minute')
  }

  async function once(kind: Acknowledged['kind'], token: string, path: string, body: unknown): Promise<Submitted> {
    const key = newKey()
    const answer = await insist(() => ask('POST', path, { token, key, body }))
    const given = expectStatus(answer, kind === 'submit' ? 201 : 200)
    load.acknowledged.push({ kind, token, path, key, body, answer })
    return given
  }

  /** Beginning has no key: one whose answer was lost stays behind as a draft, and another is begun. */
  async function apply(token: string, answers: Record<string, unknown>): Promise<Submitted> {
    const body = { itemId, answers, confirm }
    const { id } = expectStatus(await insist(() => ask('POST', '/api/v1/applications', { token, body })), 201)
    return once('submit', token, `/api/v1/applications/${id}/submit`, { consent: true })
  }

  async function citizen(token: string, answers: Record<string, unknown>): Promise<void> {
    const { outcome } = await apply(token, answers)
    if (outcome !== 'granted') throw new Error(`not granted: ${outcome}`)
  }

  async function office(): Promise<void> {
    const { caseId } = await apply(applicant, toIntake.answers)
    const seen = expectStatus(await insist(() => ask('GET', `/api/v1/cases/${caseId}`, { token: officer })), 200)
    const { taskId } = seen.may.find((each: { verb: string }) => each.verb === 'accept')
    await once('accept', officer, `/api/v1/cases/${caseId}/acts`, {
      verb: 'accept',
      taskId,
      expectedVersion: seen.version,
    })
  }

  async function drive(act: () => Promise<void>): Promise<void> {
    while (!stopped) {
      await act().catch((error: Error) => load.strange.push(error.message))
      await sleep(30)
    }
  }

  const drivers = [...granted.map(({ answers }, i) => drive(() => citizen(tokens[i]!, answers))), drive(office)]
  return load
}
