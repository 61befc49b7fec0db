import assert from 'node:assert/strict'
import { webcrypto } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, test } from 'node:test'
import { inTransaction } from '#ground/database/index.ts'
import { createPublish } from '#ground/events.ts'
import { createFolderFiles } from '#ground/files/folder.ts'
import { groundModule } from '#ground/ground.ts'
import { newId } from '#ground/ids.ts'
import { createSecrets } from '#ground/secrets.ts'
import type { Actor, PostRole } from '#kernel/actor.ts'
import holidays from '#kernel/working-days/holidays.json' with { type: 'json' }
import { createCalendar } from '#kernel/working-days.ts'
import { testDatabase } from '#testing/database.ts'
import type { ActInput } from '../contract.ts'
import { bpmn, compileExpression, el, path, user, when } from '../flow/flow-builder.test-support.ts'
import { casesModule, compileFlow, createCases } from '../index.ts'
import type { OwedMaterial } from './terms.ts'

const { db, close } = await testDatabase([groundModule, casesModule])
const home = await mkdtemp(join(tmpdir(), 'owing-'))
after(async () => {
  await close()
  await rm(home, { recursive: true })
})

let now = new Date('2026-11-02T02:00:00Z')
const realm = 'r'
const partyId = newId()
const net = await compileFlow(
  bpmn(
    el('startEvent', 'begin'),
    el('businessRuleTask', 'check', { 'zt:decision': 'bees', 'zt:result': 'proposal' }),
    el('exclusiveGateway', 'byRule', { default: 'byRule-intake' }),
    user('intake', { name: '受理', 'zt:post': 'intake', 'zt:verbs': 'accept', 'zt:status': 'submitted' }),
    user('decision', { name: '决定', 'zt:post': 'decider', 'zt:verbs': 'approve deny', 'zt:status': 'accepted' }),
    el('endEvent', 'granted', { 'zt:outcome': 'granted' }),
    path('begin', 'check', 'byRule', 'intake', 'decision', 'granted'),
    when('byRule', 'granted', 'proposal.outcome = "grant"'),
  ),
  compileExpression,
)
const planned: { runAt?: Date; key?: string }[] = []
const cases = createCases({
  db,
  clock: () => now,
  newId,
  random: (bytes) => webcrypto.getRandomValues(bytes),
  secrets: createSecrets(Buffer.alloc(32, 3)),
  publish: createPublish({ clock: () => now, newId }),
  jobs: {
    add: async (_tx, name, _payload, options = {}) => void (name === 'cases.owed' && planned.push(options)),
    cancel: async () => {},
  },
  files: await createFolderFiles(home),
  calendar: createCalendar(holidays),
  netOf: async () => net,
  rulesFor: async () => () => ({
    ruleKey: 'bees',
    ruleVersion: 1,
    ruleTitle: '蜂蜜',
    outcome: 'grant',
    result: { outcome: 'grant' },
    record: { inputs: {}, sources: {}, outputs: {}, trace: {} },
  }),
  replay: async ({ record }) => record.outputs,
  checkAnswers: async () => [],
  checkTaskData: async () => [],
  titlesOf: async () => new Map(),
  services: {},
  territory: async () => ({
    departmentWithin: () => true,
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
const keeper = person({ partyId })
const official = (role: PostRole) =>
  person({
    kind: 'official',
    posts: [{ id: newId(), role, departmentId: 'd', departmentName: '农业', divisionCode: '441900000000' }],
  })
const [intake, decider] = [official('intake'), official('decider')]

const label = (more: Partial<OwedMaterial> = {}): OwedMaterial => ({
  key: 'label',
  name: '标签样张',
  days: 5,
  onLapse: 'block',
  state: 'promised',
  promisedBy: keeper.name,
  promisedAt: now.toISOString(),
  ...more,
})

async function open(...owed: OwedMaterial[]) {
  const opened = await inTransaction(db, (tx) =>
    cases.open(tx, keeper, {
      item: {
        id: newId(),
        version: 1,
        name: '蜂蜜',
        flow: { key: 'f', version: 1 },
        form: { key: 'f', version: 1 },
        departmentId: 'd',
        departmentName: '农业',
        limits: {},
      },
      party: { partyId, name: keeper.name, kind: 'natural', accountId: keeper.accountId },
      last4: '021X',
      divisionCode: '441900000000',
      channel: 'web',
      answers: {},
      facts: [],
      materials: [],
      disputes: [],
      gaps: [],
      terms: { situations: [], owed, promises: [], free: [] },
    }),
  )
  return opened
}
async function act(actor: Actor, caseId: string, verb: ActInput['verb'], more: Partial<ActInput> = {}) {
  const view = await cases.get(actor, caseId)
  const taskId = view.may.find((each) => each.verb === verb)?.taskId ?? view.tasks[0]?.id
  return cases.act(actor, caseId, {
    verb,
    expectedVersion: view.version,
    ...(taskId === undefined ? {} : { taskId }),
    ...more,
  })
}
const owedOf = async (caseId: string) => (await cases.get(keeper, caseId)).terms?.owed[0]
const on = (day: string) => {
  now = new Date(`${day}T01:00:00Z`)
}
const file = () => ({ name: '标签.pdf', bytes: Readable.from([Buffer.from('%PDF-1.7\n%%EOF')]) })

test('a rule that would grant hands to a person what is not whole', async () => {
  assert.equal((await open()).outcome, 'granted')
  const { status, automatic, outcome } = await open(label())
  assert.deepEqual([status, automatic, outcome], ['submitted', false, undefined])
})

test('reminded before the last day, lapsed after it, and still not granted, though late is better than never', async () => {
  on('2026-11-02')
  const { caseId } = await open(label())
  planned.length = 0
  await act(intake, caseId, 'accept')
  assert.deepEqual(
    planned.map(({ runAt }) => runAt?.toISOString().slice(0, 10)),
    ['2026-11-05'],
  )

  on('2026-11-05')
  await cases.lookAtOwed(realm, caseId)
  await cases.lookAtOwed(realm, caseId)
  const verbs = async () => (await cases.get(keeper, caseId)).timeline.map(({ verb }) => verb)
  assert.equal((await verbs()).filter((verb) => verb === 'remind').length, 1)

  on('2026-11-10')
  await cases.lookAtOwed(realm, caseId)
  assert.deepEqual([(await owedOf(caseId))?.state, (await verbs()).at(-1)], ['lapsed', 'lapse'])
  await assert.rejects(act(decider, caseId, 'approve'), { code: 'cases.materials-owed' })

  await cases.addMaterial(keeper, caseId, 'label', file())
  assert.equal((await owedOf(caseId))?.state, 'received')
  assert.equal((await act(decider, caseId, 'approve')).outcome, 'granted')
})

test('where the applicant promised so, the lapse ends the application as withdrawn', async () => {
  on('2026-11-02')
  const { caseId } = await open(label({ onLapse: 'withdraw' }))
  await act(intake, caseId, 'accept', { owed: [{ key: 'label', due: '2026-11-04' }] })
  on('2026-11-05')
  await cases.lookAtOwed(realm, caseId)
  const view = await cases.get(keeper, caseId)
  assert.deepEqual([view.status, view.outcome], ['closed', 'withdrawn'])
  assert.match(view.timeline.find(({ verb }) => verb === 'lapse')?.reason ?? '', /标签样张/)
  await assert.rejects(cases.addMaterial(keeper, caseId, 'label', file()), { code: 'cases.not-asked' })
})

test('a stranger hands in nothing', async () => {
  on('2026-11-02')
  const { caseId } = await open(label())
  await assert.rejects(cases.addMaterial(person({ partyId: newId() }), caseId, 'label', file()), {
    code: 'cases.missing',
  })
})
