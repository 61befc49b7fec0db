import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { inTransaction } from '#ground/database/index.ts'
import { createPublish } from '#ground/events.ts'
import { newId } from '#ground/ids.ts'
import { startDispatcher } from '#ground/outbox/dispatcher.ts'
import { createSecrets } from '#ground/secrets.ts'
import { createLog } from '#ground/telemetry/log.ts'
import type { Actor } from '#kernel/actor.ts'
import type { CaseHappened } from '#support/cases/contract.ts'
import { CaseMoved, type DueSoon } from '#support/cases/index.ts'
import { testDatabase } from '#testing/database.ts'
import { noReach, noRecipients } from '#testing/reach.ts'
import { createNotices, noticesModule } from './index.ts'
import { noticeOf } from './notice.ts'

const { db, close } = await testDatabase([noticesModule])
after(close)

let now = new Date('2026-11-23T01:00:00Z')
const clock = () => now
const publish = createPublish({ clock, newId })
const left: { payload: Record<string, unknown>; runAt?: Date }[] = []
const notices = createNotices({
  ...{ db, clock, newId, reach: noReach, recipients: noRecipients, publicUrl: 'https://city.example' },
  ...{ secrets: createSecrets(Buffer.alloc(32, 7)), log: createLog('silent') },
  officeDue: async () => [],
  getCase: async () => undefined,
  worded: async () => undefined,
  jobs: {
    add: async (_tx, _name, payload, options = {}) =>
      void left.push({ payload, ...(options.runAt ? { runAt: options.runAt } : {}) }),
    cancel: async () => {},
  },
  dueSoon: async () => soon,
  nextWorkingDay: (day) => day,
})
let soon: DueSoon[] = []
const realm = 'r'

const person = (): Actor => ({ kind: 'citizen', realm, accountId: newId(), name: '南瓜灯演示', level: 'L3', posts: [] })

const happened = (actor: Actor, more: Partial<CaseHappened> = {}): CaseHappened => ({
  caseId: newId(),
  no: '441900-DEMO-0001',
  itemId: newId(),
  itemName: '养蜂人登记',
  partyId: newId(),
  accountId: actor.accountId,
  verb: 'submit',
  status: 'submitted',
  ...more,
})

/** Tells it, a minute after what was told before, and lets everybody who listens hear. */
async function tell(data: CaseHappened): Promise<void> {
  now = new Date(now.getTime() + 60_000)
  await inTransaction(db, (tx) => publish(tx, CaseMoved, { realm, subject: data.caseId, data }))
  await hear()
}

async function hear(reactions = notices.reactions): Promise<void> {
  const dispatcher = startDispatcher({ db, clock, log: createLog('silent'), reactions, everyMs: 3_600_000 })
  await dispatcher.drain()
  await dispatcher.stop()
}

const list = async (actor: Actor) => (await notices.list(actor, { limit: 20 })).items

test('each step that concerns the applicant leaves one notice, the newest first, unread', async () => {
  const actor = person()
  await tell(happened(actor))
  await tell(happened(actor, { verb: 'accept', status: 'accepted' }))
  await tell(happened(actor, { verb: 'approve', status: 'closed', outcome: 'granted' }))

  const items = await list(actor)
  assert.deepEqual(
    items.map(({ kind, read }) => [kind, read]),
    [
      ['case.approve', false],
      ['case.accept', false],
      ['case.submit', false],
    ],
  )
  assert.match(items[2]!.body, /养蜂人登记，办件编号 441900-DEMO-0001/)
})

test('what officials do among themselves makes no notice', async () => {
  const actor = person()
  for (const verb of ['propose', 'return', 'inspect', 'transfer', 'comment', 'forward'])
    await tell(happened(actor, { verb, status: 'reviewing' }))
  assert.deepEqual(await list(actor), [])
})

test('hearing of the same event twice sends nothing twice', async () => {
  const actor = person()
  const data = happened(actor)
  await tell(data)
  const event = {
    id: '1',
    eventId: newId(),
    type: CaseMoved.type,
    realm,
    subject: data.caseId,
    occurredAt: now,
    data,
  }
  const [reaction] = notices.reactions
  for (let times = 0; times < 2; times++) await inTransaction(db, (tx) => reaction!.run(tx, event))
  assert.equal((await list(actor)).length, 2)
})

test('an act that is rolled back leaves no notice', async () => {
  const actor = person()
  const data = happened(actor)
  const failing = inTransaction(db, async (tx) => {
    await publish(tx, CaseMoved, { realm, subject: data.caseId, data })
    throw new Error('the act failed')
  })
  await assert.rejects(failing)
  await hear()
  assert.deepEqual(await list(actor), [])
})

test('a page of notices goes on where the last one ended', async () => {
  const actor = person()
  for (let count = 0; count < 5; count++) await tell(happened(actor))
  const seen: string[] = []
  for (let cursor: string | undefined, pages = 0; pages < 9; pages++) {
    const page = await notices.list(actor, { limit: 2, ...(cursor ? { cursor } : {}) })
    seen.push(...page.items.map(({ id }) => id))
    cursor = page.next
    if (!cursor) break
  }
  assert.deepEqual(
    seen,
    (await list(actor)).map(({ id }) => id),
  )
  assert.equal(new Set(seen).size, 5)
})

test('reading marks one’s own notice, once and for good', async () => {
  const actor = person()
  await tell(happened(actor))
  const [notice] = await list(actor)
  await notices.read(actor, notice!.id)
  await notices.read(actor, notice!.id)
  assert.equal((await list(actor))[0]?.read, true)
})

test('nobody sees or marks the notices of another, nor those of another realm', async () => {
  const actor = person()
  await tell(happened(actor))
  const [notice] = await list(actor)
  for (const other of [person(), { ...actor, realm: 'elsewhere' }]) {
    assert.deepEqual(await list(other), [])
    await assert.rejects(notices.read(other, notice!.id), { code: 'notices.missing' })
  }
  assert.equal((await list(actor))[0]?.read, false)
})

test('a refusal points to reasons and remedies, in both languages', () => {
  for (const outcome of ['denied', 'refused'] as const) {
    const words = noticeOf(happened(person(), { verb: 'deny', status: 'closed', outcome }))
    assert.match(words!.body, /理由和救济途径/)
    assert.match(words!.bodyEn, /reasons and your remedies/)
  }
})

test('a topic turned off is not told, what the law asks is; a choice for one case is for that case alone', async () => {
  const actor = person()
  const [quiet, loud] = [happened(actor), happened(actor)]
  await notices.subscriptions.choose(actor, { caseId: quiet.caseId, topic: 'status', mode: 'off' })
  await tell(quiet)
  await tell(loud)
  await tell({ ...quiet, verb: 'request-correction', status: 'correction-requested' })
  assert.deepEqual(
    (await list(actor)).map(({ kind, caseId }) => [kind, caseId === quiet.caseId]),
    [
      ['case.request-correction', true],
      ['case.submit', false],
    ],
  )
  await notices.subscriptions.choose(actor, { caseId: quiet.caseId, topic: 'status', mode: null })
  await tell({ ...quiet, verb: 'accept', status: 'accepted' })
  assert.equal((await list(actor))[0]?.kind, 'case.accept')
})

test('a digest puts a day together, and comes once', async () => {
  const actor = person()
  await notices.subscriptions.choose(actor, { topic: 'status', mode: 'digest' })
  await tell(happened(actor))
  await tell(happened(actor, { verb: 'accept', status: 'accepted' }))
  assert.deepEqual(await list(actor), [])
  const job = left.at(-1)!
  assert.ok(job.runAt!.getTime() > now.getTime())
  for (const handle of Object.values(notices.jobHandlers)) {
    await handle(job.payload)
    await handle(job.payload)
  }
  const items = await list(actor)
  assert.deepEqual([items.length, items[0]?.kind, items[0]?.title], [1, 'digest', '昨天的 2 条消息'])
  assert.match(items[0]?.body ?? '', /已收到您的申请[\s\S]*已受理/)
})

test('what is due soon is told once', async () => {
  const actor = person()
  soon = [
    {
      ...{
        realm,
        caseId: newId(),
        taskId: 3,
        name: '补正材料',
        nameEn: 'Correct',
        due: '2026-11-24',
        no: 'N1',
        itemName: '养蜂人登记',
      },
      accountId: actor.accountId,
    },
  ]
  await notices.remind()
  await notices.remind()
  assert.deepEqual(
    (await list(actor)).map(({ kind }) => kind),
    ['case.due-soon'],
  )
})

test('whom an act gave a task to is told, once for each act', async () => {
  const [applicant, officer] = [person(), person()]
  const given = [{ taskId: 4, accountId: officer.accountId }]
  await tell(happened(applicant, { verb: 'transfer', status: 'reviewing', given }))
  assert.deepEqual(
    (await list(officer)).map(({ kind, urgent }) => [kind, urgent]),
    [['task.given', false]],
  )
  assert.deepEqual(await list(applicant), [])
})
