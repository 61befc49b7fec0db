import { createClient, expectStatus, newKey, signInAll } from '../client.ts'
import type { Scenario } from '../harness.ts'
import { cloneCase } from './clones.ts'
import { toIntake } from './people.ts'
import { settleFloor } from './settle.ts'
import { beginTalent, submitTalent, talentItem } from './talent.ts'

/** An officer at the intake desk accepts a case: the letter is sealed, the next desk has its task. */
export const officerStep: Scenario = {
  name: 'officer-step',
  operation: 'accept a waiting case: policy, lock, flow, history, sealed letter of acceptance, next task: one request',
  floor:
    'session, the row locked and updated, tasks, history, sealed letter with a number in its row and one SM2 signature, leaf and event in one hand-written transaction',
  target: { ratio: 0.5 },
  most: 600,
  async prepare(bench) {
    const { ask } = createClient(bench.url, { connections: bench.concurrency })
    const [applicant = '', officer = ''] = await signInAll(ask, [toIntake.username, toIntake.officer])
    const application = await beginTalent(ask, await talentItem(ask), { token: applicant, answers: toIntake.answers })
    const { caseId: original } = await submitTalent(ask, application, applicant)
    const seen = expectStatus(await ask('GET', `/api/v1/cases/${original}`, { token: officer }), 200)
    const { taskId } = seen.may.find((each: { verb: string }) => each.verb === 'accept')
    const act = { verb: 'accept', taskId, expectedVersion: seen.version }
    const floor = await bench.startFloor('officer-step')
    const { ask: askFloor } = createClient(floor.url, { connections: bench.concurrency })
    const waiting: string[] = []
    const waitingAtFloor: string[] = []

    return {
      scenario: {
        ...bench.city,
        settle: bench.settle,
        async stock(count) {
          waiting.push(...(await cloneCase(bench.pool, original, Math.max(0, count - waiting.length))))
        },
        async operation() {
          const path = `/api/v1/cases/${waiting.pop()}/acts`
          const { status } = expectStatus(await ask('POST', path, { token: officer, key: newKey(), body: act }), 200)
          if (status !== 'reviewing') throw new Error(`not accepted: ${status}`)
        },
      },
      floor: {
        server: floor.pid,
        postgres: bench.city.postgres,
        settle: () => settleFloor(bench.pool),
        async stock(count) {
          const body = { count: Math.max(0, count - waitingAtFloor.length) }
          waitingAtFloor.push(...expectStatus(await askFloor('POST', '/stock', { body }), 200))
        },
        async operation() {
          const body = { caseId: waitingAtFloor.pop(), version: 1 }
          const { status } = expectStatus(await askFloor('POST', '/', { body, token: 'officer', key: newKey() }), 200)
          if (status !== 'reviewing') throw new Error(`not accepted: ${status}`)
        },
      },
    }
  },
}
