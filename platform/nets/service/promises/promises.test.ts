import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Static } from 'typebox'
import { Value } from 'typebox/value'
import { inTransaction } from '#ground/database/index.ts'
import { createPublish, when } from '#ground/events.ts'
import { newId } from '#ground/ids.ts'
import { startDispatcher } from '#ground/outbox/dispatcher.ts'
import { createLog } from '#ground/telemetry/log.ts'
import type { Actor, PostRole } from '#kernel/actor.ts'
import { createCalendar } from '#kernel/working-days.ts'
import { CaseMoved, type CaseRequest } from '#support/cases/index.ts'
import { testDatabase } from '#testing/database.ts'
import { PromiseTerms } from '../items/contract.ts'
import { createPromises, promiseBreached, promiseRepaired, promisesModule } from './index.ts'

const { db, close } = await testDatabase([promisesModule])
after(close)

const realm = 'r'
const now = new Date('2026-11-23T01:00:00Z')
const clock = () => now
const publish = createPublish({ clock, newId })
const official = (role: PostRole): Actor => ({
  ...{ kind: 'official', realm, accountId: newId(), name: '何谷雨演示', level: 'L3' },
  posts: [{ id: newId(), role, departmentId: 'bees', departmentName: '登记处', divisionCode: '441900000000' }],
})
const keeper: Actor = {
  ...{ kind: 'citizen', realm, accountId: newId(), partyId: newId(), name: '南瓜灯演示', level: 'L3' },
  posts: [],
}
const inspector = official('inspector')
const decider = official('decider')

const promises = createPromises({
  ...{ db, clock, newId, publish },
  calendar: createCalendar({ version: 'test', years: {} }),
  partiesOf: async (actor) => (actor.partyId ? [actor.partyId] : []),
  officesOf: async (actor, roles) =>
    actor.posts.filter(({ role }) => roles.includes(role)).map(({ departmentId }) => departmentId),
  issueLetter: async () => ({ id: newId(), number: '1' }),
  annulGranted: async () => ['蜂箱证（7）'],
  appendLeaf: async () => {},
})

const terms = Value.Parse(PromiseTerms, {
  key: 'water',
  version: 1,
  name: '用水承诺',
  materials: ['water-report'],
  notice: '不实的撤销',
  promise: '水是干净的',
  check: { what: '查验报告', within: { unit: 'calendar', days: 60 } },
  basis: { law: '演示条例（虚构）', article: '第五条' },
})

const breaches: Static<typeof promiseBreached.schema>[] = []
const repairs: string[] = []
/** Whoever keeps credit listens like this. */
async function deliver(): Promise<void> {
  const reactions = [
    ...promises.reactions,
    when(promiseBreached, 'keep-credit', async (_tx, { data }) => void breaches.push(data)),
    when(promiseRepaired, 'mend-credit', async (_tx, { data }) => void repairs.push(data.partyId)),
  ]
  const dispatcher = startDispatcher({ db, clock, log: createLog('silent'), reactions, everyMs: 3_600_000 })
  await dispatcher.drain()
  await dispatcher.stop()
}

/** A promise that was signed with a case that is granted, so that its check is open. */
async function granted(): Promise<string> {
  const opened = { caseId: newId(), caseNo: 'DEMO-1' }
  const signed = { ...terms, digest: 'd', signedBy: keeper.name, signedAt: now.toISOString() }
  const request = {
    item: { id: newId(), version: 1, name: '蜂箱登记', departmentId: 'bees', departmentName: '登记处' },
    party: { partyId: keeper.partyId, name: keeper.name, accountId: keeper.accountId },
    terms: { promises: [{ ...signed, materials: [{ key: 'water-report', name: '检测报告' }] }] },
  } as unknown as CaseRequest
  await inTransaction(db, async (tx) => {
    await promises.keep(tx, keeper, opened as never, { request, terms: [terms] })
    const data = { caseId: opened.caseId, status: 'closed', outcome: 'granted', promised: true }
    await publish(tx, CaseMoved, { realm, subject: opened.caseId, data: data as never })
  })
  await deliver()
  const { items } = await promises.list(inspector, { limit: 10, caseId: opened.caseId })
  return items[0]!.id
}

const act = async (actor: Actor, id: string, verb: 'confirm' | 'find-false' | 'annul' | 'repair', reason: string) =>
  promises.act(actor, id, { verb, reason, expectedVersion: (await promises.get(actor, id)).rowVersion })

test('a promise found false and annulled is told to whoever keeps credit: who, in what item, what was found, on what basis', async () => {
  const id = await granted()
  await act(inspector, id, 'find-false', '取水口检测大肠菌群超标')
  await deliver()
  assert.equal(breaches.length, 0, 'a finding is no decision yet: the party may still be heard')
  await act(decider, id, 'annul', '承诺不实，依法撤销')
  await deliver()
  const [breach] = breaches
  assert.deepEqual(
    [breach?.promiseId, breach?.partyId, breach?.itemName, breach?.fact, breach?.basis, breach?.breachedOn],
    [id, keeper.partyId, '蜂箱登记', '取水口检测大肠菌群超标', '《演示条例（虚构）》第五条', '2026-11-23'],
  )
  assert.deepEqual(breach?.credentials, ['蜂箱证（7）'])
  assert.equal(await promises.mayPromise(realm, keeper.partyId!), false)

  await act(decider, id, 'repair', '已经改正并公示')
  await deliver()
  assert.deepEqual(repairs, [keeper.partyId])
  assert.equal(await promises.mayPromise(realm, keeper.partyId!), true)
})

test('a promise that was kept raises nothing', async () => {
  const id = await granted()
  await act(inspector, id, 'confirm', '查验属实，报告齐全')
  await deliver()
  assert.equal(breaches.length, 1)
})
