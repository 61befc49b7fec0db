import assert from 'node:assert/strict'
import { webcrypto } from 'node:crypto'
import { after as afterAll, test } from 'node:test'
import { inTransaction } from '#ground/database/index.ts'
import { createPublish } from '#ground/events.ts'
import { groundModule } from '#ground/ground.ts'
import { newId } from '#ground/ids.ts'
import { createSecrets } from '#ground/secrets.ts'
import type { Actor, PostRole } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import holidays from '#kernel/working-days/holidays.json' with { type: 'json' }
import { createLiveCalendar } from '#support/calendars/index.ts'
import { testDatabase } from '#testing/database.ts'
import { after, boundary, bpmn, compileExpression, el, path, user } from '../flow/flow-builder.test-support.ts'
import { type CaseNeeds, casesModule, compileFlow, createCases } from '../index.ts'
import type { BatchOf } from './service.ts'

const { db, close } = await testDatabase([groundModule, casesModule])
afterAll(close)

const now = new Date('2026-11-02T02:00:00Z')
const realm = 'r'
const keeper = '0193a000-0000-7000-8000-000000000001'

/** Received, and accepted by silence after five working days. */
const net = await compileFlow(
  bpmn(
    el('startEvent', 'begin'),
    user('intake', { 'zt:post': 'intake', 'zt:verbs': 'accept', 'zt:status': 'submitted', 'zt:due': 'P5WD' }),
    boundary('silence', 'intake', after('P5WD')),
    user('review', { 'zt:verbs': 'propose', 'zt:status': 'accepted', 'zt:due': 'promise' }),
    el('endEvent', 'end', { 'zt:outcome': 'granted' }),
    path('begin', 'intake', 'review', 'end'),
    path('silence', 'review'),
  ),
  compileExpression,
)

const calendar = createLiveCalendar(holidays)
const queue: { name: string; payload: BatchOf; runAt: Date | undefined; key: string }[] = []
const cases = createCases({
  db,
  clock: () => now,
  newId,
  random: (bytes) => webcrypto.getRandomValues(bytes),
  secrets: createSecrets(Buffer.alloc(32, 3)),
  publish: createPublish({ clock: () => now, newId }),
  jobs: {
    add: async (_tx, name, payload, { key = '', runAt } = {}) =>
      void queue.push({ name, payload: payload as BatchOf, runAt, key }),
    cancel: async () => {},
  },
  files: undefined as unknown as CaseNeeds['files'],
  calendar,
  netOf: async () => net,
  rulesFor: async () => () => assert.fail('this flow asks no rule'),
  replay: async ({ record }) => record.outputs,
  checkAnswers: async () => [],
  checkTaskData: async () => [],
  titlesOf: async () => new Map(),
  services: {},
  territory: async () => ({
    departmentWithin: (department, ancestor) => department === ancestor,
    divisionWithin: () => true,
    departmentsUnder: (id) => [id],
    find: () => undefined,
  }),
  officers: async () => [],
  partiesOf: async (actor) => (actor.partyId ? [actor.partyId] : []),
  appendLeaf: async () => {},
  logRead: async () => {},
})

const person = (more: Partial<Actor> = {}): Actor => ({
  kind: 'citizen',
  realm,
  accountId: newId(),
  name: '南瓜灯演示',
  level: 'L3',
  posts: [],
  ...more,
})
const official = (role: PostRole) =>
  person({
    kind: 'official',
    posts: [{ id: newId(), role, departmentId: 'bees', departmentName: '养蜂', divisionCode: '441900000000' }],
  })
const applicant = person({ partyId: keeper })
const intake = official('intake')
const administrator = official('administrator')

async function open(): Promise<string> {
  const { caseId } = await inTransaction(db, (tx) =>
    cases.open(tx, applicant, {
      item: {
        id: newId(),
        version: 1,
        name: '养蜂人登记',
        flow: { key: 'bees', version: 1 },
        form: { key: 'bees', version: 1 },
        departmentId: 'bees',
        departmentName: '养蜂登记处（演示）',
        limits: { promise: { unit: 'working', days: 10 }, legal: { unit: 'calendar', days: 30 } },
      },
      party: { partyId: keeper, name: '南瓜灯演示', kind: 'natural', accountId: applicant.accountId },
      last4: '021X',
      divisionCode: '441900003000',
      channel: 'web',
      answers: {},
      facts: [],
      materials: [],
      disputes: [],
      gaps: [],
    }),
  )
  return caseId
}

/** The calendar with some more days off. */
function dayOff(version: string, ...off: string[]): void {
  const year = holidays.years['2026']
  calendar.replace({ version, years: { ...holidays.years, 2026: { ...year, off: [...year.off, ...off] } } })
}

/** Does the batches as the worker would, until there is none left. Answers how many there were. */
async function work(): Promise<number> {
  let batches = 0
  for (let job = take(); job; job = take()) {
    await cases.recalculation.runBatch(job.payload)
    batches += 1
  }
  return batches
}
const take = () => {
  const at = queue.findIndex(({ name }) => name === 'cases.recalculate')
  return at < 0 ? undefined : queue.splice(at, 1)[0]
}
const begin = (version: string) => inTransaction(db, (tx) => cases.recalculation.begin(tx, realm, version))

test('a new day off moves clock, to-do and the timer of silence, with a step, and says which cases', async () => {
  const waiting = await open()
  const reviewing = await open()
  const { version, may } = await cases.get(intake, reviewing)
  await cases.act(intake, reviewing, { verb: 'accept', taskId: may[0]!.taskId!, expectedVersion: version })
  queue.length = 0

  dayOff('one-more', '2026-11-05')
  await begin('one-more')
  assert.equal(await work(), 2, 'one batch, and the second pass for what others computed meanwhile')

  const [first, second] = [await cases.get(applicant, waiting), await cases.get(applicant, reviewing)]
  const due = (view: typeof first, key: string) => view.clocks.find((clock) => clock.key === key)?.due
  assert.deepEqual([due(first, 'intake'), first.tasks[0]!.due], ['2026-11-10', '2026-11-10'])
  assert.deepEqual([due(second, 'promise'), second.tasks[0]!.due], ['2026-11-17', '2026-11-17'])
  assert.equal(due(second, 'legal'), '2026-12-02', 'calendar days do not mind')
  assert.equal(due(second, 'intake'), '2026-11-09', 'what has stopped for good keeps the day it had')
  assert.equal(queue.find(({ key }) => key.includes(waiting))!.runAt!.toISOString(), '2026-11-10T09:30:00.000Z')
  const step = first.timeline.at(-1)!
  assert.equal(step.verb, 'recalculate')
  assert.deepEqual((step.data as { moved: unknown }).moved, [
    { what: 'clock', key: 'intake', from: '2026-11-09', to: '2026-11-10' },
  ])

  const { items } = await cases.recalculation.listRecalculated(administrator, 'one-more', { limit: 10 })
  assert.deepEqual(items.map(({ caseId }) => caseId).sort(), [waiting, reviewing].sort())
  const [run] = (await cases.recalculation.listRecalculations(administrator, { limit: 10 })).items
  assert.deepEqual([run!.version, run!.seen, run!.touched], ['one-more', 2, 2])
  assert.ok(run!.finishedAt)
})

test('what no date of touches is seen and left alone, and doing it again does nothing', async () => {
  const before = await cases.get(applicant, await open())
  queue.length = 0
  dayOff('far-away', '2026-11-05', '2026-12-25')
  await begin('far-away')
  await work()
  const after = await cases.get(applicant, before.id)
  assert.deepEqual([after.version, after.timeline.length], [before.version, before.timeline.length])
  await begin('far-away')
  await work()
  const run = (await cases.recalculation.listRecalculations(administrator, { limit: 10 })).items.find(
    ({ version }) => version === 'far-away',
  )
  assert.deepEqual([run!.seen, run!.touched], [3, 0])
})

test('many cases come in bounded batches, and a run that a newer calendar overtook ends by itself', async () => {
  for (let i = 0; i < 210; i++) await open()
  queue.length = 0
  dayOff('crowd', '2026-11-05', '2026-11-06')
  await begin('crowd')
  assert.equal(await work(), 3)
  const runs = (await cases.recalculation.listRecalculations(administrator, { limit: 10 })).items
  assert.equal(runs.find(({ version }) => version === 'crowd')!.touched, 213)
  const page = await cases.recalculation.listRecalculated(administrator, 'crowd', { limit: 200 })
  assert.equal(page.items.length, 200)
  assert.equal(
    (await cases.recalculation.listRecalculated(administrator, 'crowd', { limit: 200, cursor: page.next! })).items
      .length,
    13,
  )

  await begin('overtaken')
  assert.equal(await work(), 1)
  assert.equal(
    (await cases.recalculation.listRecalculations(administrator, { limit: 10 })).items.find(
      ({ version }) => version === 'overtaken',
    )!.finishedAt,
    undefined,
  )
})

test('nobody else reads what a change moved', async () => {
  for (const actor of [applicant, intake, official('reviewer'), official('decider'), official('auditor')])
    await assert.rejects(
      cases.recalculation.listRecalculations(actor, { limit: 10 }),
      (error) => (error as Refusal).code === 'cases.forbidden',
    )
  await cases.recalculation.listRecalculations(official('supervisor'), { limit: 10 })
  await assert.rejects(
    cases.recalculation.listRecalculated(administrator, 'never', { limit: 10 }),
    (error) => error instanceof Refusal && error.code === 'cases.recalculation-missing',
  )
})
