import { createClient, expectStatus, inTurn, newKey, signInAll } from '../client.ts'
import type { Scenario } from '../harness.ts'
import { granted } from './people.ts'
import { settleFloor } from './settle.ts'
import { beginTalent, submitTalent, talentItem } from './talent.ts'

/** 秒批, whole, as a person's browser does it. */
export const miaopi: Scenario = {
  name: 'miaopi',
  operation:
    'begin an application (form filled from registers), submit it, get the decision and the signed licence: two requests',
  floor:
    'the same two requests by hand: session, reads and their log, the same kinds of rows, sealed, in one transaction, one SM2 signature, ledger',
  target: { ratio: 0.6, rate: 250 },
  async prepare(bench) {
    const { ask } = createClient(bench.url, { connections: bench.concurrency })
    const tokens = await signInAll(
      ask,
      granted.map(({ username }) => username),
    )
    const person = inTurn(granted.map(({ answers }, i) => ({ answers, token: tokens[i]! })))
    const itemId = await talentItem(ask)
    const floor = await bench.startFloor('miaopi')
    const { ask: askFloor } = createClient(floor.url, { connections: bench.concurrency })
    const floorToken = inTurn(Array.from({ length: 20 }, (_, i) => `person-${i}`))

    return {
      scenario: {
        ...bench.city,
        settle: bench.settle,
        async operation() {
          const applicant = person()
          const id = await beginTalent(ask, itemId, applicant)
          const { status, outcome } = await submitTalent(ask, id, applicant.token)
          if (status !== 'closed' || outcome !== 'granted') throw new Error(`not granted: ${status} ${outcome}`)
        },
      },
      floor: {
        server: floor.pid,
        postgres: bench.city.postgres,
        settle: () => settleFloor(bench.pool),
        async operation() {
          const token = floorToken()
          const begun = await askFloor('POST', '/begin', { body: { answers: granted[0]?.answers }, token })
          const { id } = expectStatus(begun, 200)
          const submitted = await askFloor('POST', '/submit', { body: { id }, token, key: newKey() })
          const { outcome } = expectStatus(submitted, 200)
          if (outcome !== 'granted') throw new Error(`not granted: ${outcome}`)
        },
      },
    }
  },
}
