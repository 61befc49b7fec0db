import { createClient, expectStatus, inTurn, newKey, signInAll } from '../client.ts'
import type { FilledCity } from '../filled.ts'
import type { Bench, Scenario, Subject } from '../harness.ts'
import { cloneCase } from './clones.ts'
import { granted, toIntake } from './people.ts'
import { settlePlatform } from './settle.ts'
import { beginTalent, submitTalent, talentItem } from './talent.ts'

// The same platform twice: in a city of ten thousand cases, which stands where a floor does elsewhere, and in one of a
// million. What grows with the number of cases shows as the ratio of the two, in one run, under the same load.

const labels = ({ million }: Bench): [string, string] => ['10,000 cases', million.toLocaleString('en')]
const floor = 'the same on the same platform in a city of 10,000 cases'

const atBoth = async (bench: Bench, subjectOf: (filled: FilledCity) => Promise<Subject>) => ({
  floor: await subjectOf(await bench.filled(10_000)),
  scenario: await subjectOf(await bench.filled(bench.million)),
})

/** A department's to-do list, first page. */
export const todoMillion: Scenario = {
  name: 'todo-million',
  operation: 'GET /tasks: the first 20 open tasks of a department, with lights and counts',
  floor,
  labels,
  target: { p50: 30, p50Growth: 1.5 },
  prepare: (bench) =>
    atBoth(bench, async (filled) => {
      const { ask } = createClient(filled.url, { connections: bench.concurrency })
      const officers = inTurn(await signInAll(ask, ['rs.slg', 'rs.shg', 'rs.jdg']))
      return {
        ...processesOf(filled),
        async operation() {
          const { items } = expectStatus(await ask('GET', '/api/v1/tasks?limit=20', { token: officers() }), 200)
          if (items.length !== 20) throw new Error(`${items.length} rows came`)
        },
      }
    }),
}

/** 秒批, whole. */
export const creationMillion: Scenario = {
  name: 'creation-million',
  operation: 'begin an application, submit it, be granted, licence signed: two requests',
  floor,
  labels,
  target: { ratio: 0.75, rate: 250 },
  prepare: (bench) =>
    atBoth(bench, async (filled) => {
      const { ask } = createClient(filled.url, { connections: bench.concurrency })
      const tokens = await signInAll(
        ask,
        granted.map(({ username }) => username),
      )
      const person = inTurn(granted.map(({ answers }, i) => ({ answers, token: tokens[i]! })))
      const itemId = await talentItem(ask)
      return {
        ...processesOf(filled),
        settle: () => settlePlatform(filled.pool),
        async operation() {
          const applicant = person()
          const { outcome } = await submitTalent(ask, await beginTalent(ask, itemId, applicant), applicant.token)
          if (outcome !== 'granted') throw new Error(`not granted: ${outcome}`)
        },
      }
    }),
}

/** An officer opens a case and accepts it. */
export const officerMillion: Scenario = {
  name: 'officer-million',
  operation: 'open a waiting case, then accept it: two requests, letter sealed',
  floor,
  labels,
  most: 600,
  target: { ratio: 0.75 },
  prepare: (bench) =>
    atBoth(bench, async (filled) => {
      const { ask } = createClient(filled.url, { connections: bench.concurrency })
      const [applicant = '', officer = ''] = await signInAll(ask, [toIntake.username, toIntake.officer])
      const begun = await beginTalent(ask, await talentItem(ask), { token: applicant, answers: toIntake.answers })
      const { caseId: original } = await submitTalent(ask, begun, applicant)
      const waiting: string[] = []
      return {
        ...processesOf(filled),
        settle: () => settlePlatform(filled.pool),
        async stock(count) {
          waiting.push(...(await cloneCase(filled.pool, original, Math.max(0, count - waiting.length))))
        },
        async operation() {
          const path = `/api/v1/cases/${waiting.pop()}`
          const seen = expectStatus(await ask('GET', path, { token: officer }), 200)
          const { taskId } = seen.may.find((each: { verb: string }) => each.verb === 'accept')
          const body = { verb: 'accept', taskId, expectedVersion: seen.version }
          expectStatus(await ask('POST', `${path}/acts`, { token: officer, key: newKey(), body }), 200)
        },
      }
    }),
}

const processesOf = ({ server, postgres }: FilledCity) => ({ server, postgres })
