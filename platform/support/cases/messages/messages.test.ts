import assert from 'node:assert/strict'
import { webcrypto } from 'node:crypto'
import { after, test } from 'node:test'
import { inTransaction } from '#ground/database/index.ts'
import { createPublish } from '#ground/events.ts'
import { groundModule } from '#ground/ground.ts'
import { newId } from '#ground/ids.ts'
import { startDispatcher } from '#ground/outbox/dispatcher.ts'
import { createSecrets } from '#ground/secrets.ts'
import { createLog } from '#ground/telemetry/log.ts'
import type { Actor, PostRole } from '#kernel/actor.ts'
import holidays from '#kernel/working-days/holidays.json' with { type: 'json' }
import { createCalendar } from '#kernel/working-days.ts'
import { testDatabase } from '#testing/database.ts'
import { bpmn, compileExpression, el, path, user } from '../flow/flow-builder.test-support.ts'
import { type CaseNeeds, casesModule, compileFlow, createCases } from '../index.ts'

const { db, close } = await testDatabase([groundModule, casesModule])
after(close)

const realm = 'r'
const now = new Date('2026-11-02T02:00:00Z')
const message = (more = '') => `<messageEventDefinition messageRef="m-reply"${more}/>`
const signal = '<signalEventDefinition signalRef="s-alarm"/>'

/** Hives wait for the laboratory; a storm stops whatever is under way, and the keeper may call it off. */
const waiting = bpmn(
  el('startEvent', 'begin'),
  el('intermediateCatchEvent', 'sample', { name: '化验结果' }, message(' zt:key="answers.sample"')),
  user('decide', { 'zt:post': 'decider', 'zt:verbs': 'approve deny' }),
  el('endEvent', 'granted', { 'zt:outcome': 'granted' }),
  path('begin', 'sample', 'decide', 'granted'),
  el(
    'subProcess',
    'storm',
    { triggeredByEvent: 'true' },
    [
      el('startEvent', 'warned', { name: '台风预警' }, signal),
      user('shelter', { 'zt:post': 'inspector', 'zt:verbs': 'inspect' }),
      el('endEvent', 'safe'),
      path('warned', 'shelter', 'safe'),
    ].join(''),
  ),
)
const called = '<messageEventDefinition messageRef="m-reply" zt:from="applicant"/>'
const calledOff = bpmn(
  el('startEvent', 'begin'),
  el('intermediateCatchEvent', 'word', {}, called),
  el('endEvent', 'end', { 'zt:outcome': 'withdrawn' }),
  path('begin', 'word', 'end'),
)
/** The laboratory is a case of its own: its result goes to the case that waits for this sample. */
const laboratory = bpmn(
  el('startEvent', 'begin'),
  el(
    'sendTask',
    'report',
    { messageRef: 'm-reply', 'zt:key': 'answers.sample' },
    '<extensionElements><zt:input name="clean">answers.clean</zt:input></extensionElements>',
  ),
  el('intermediateThrowEvent', 'alarm', {}, signal),
  el('endEvent', 'end'),
  path('begin', 'report', 'alarm', 'end'),
)
const flows: Record<string, string> = { waiting, calledOff, laboratory }

const left: { name: string; payload: Record<string, unknown> }[] = []
const publish = createPublish({ clock: () => now, newId })
const cases = createCases({
  db,
  clock: () => now,
  newId,
  random: (bytes) => webcrypto.getRandomValues(bytes),
  secrets: createSecrets(Buffer.alloc(32, 3)),
  publish,
  jobs: { add: async (_tx, name, payload) => void left.push({ name, payload }), cancel: async () => {} },
  files: undefined as unknown as CaseNeeds['files'],
  calendar: createCalendar(holidays),
  netOf: ({ key }) => compileFlow(flows[key] ?? '', compileExpression),
  rulesFor: async () => () => {
    throw new Error('no rule is asked here')
  },
  replay: async () => ({}),
  checkAnswers: async () => [],
  checkTaskData: async () => [],
  titlesOf: async () => new Map(),
  services: {},
  territory: async () => ({
    departmentWithin: (department, ancestor) => department === ancestor,
    divisionWithin: (division, ancestor) => division.startsWith(ancestor.replace(/0+$/, '')),
    departmentsUnder: (id) => [id],
    find: () => undefined,
  }),
  officers: async () => [],
  partiesOf: async (actor) => (actor.partyId ? [actor.partyId] : []),
  appendLeaf: async () => {},
  logRead: async () => {},
})
const dispatcher = startDispatcher({
  db,
  clock: () => now,
  log: createLog('silent'),
  reactions: cases.messageReactions,
  everyMs: 3_600_000,
})
after(() => dispatcher.stop())

/** Does the events and jobs that acts left behind, until nothing is left. */
async function settle(): Promise<void> {
  await dispatcher.drain()
  for (let job = left.shift(); job !== undefined; job = left.shift()) await cases.messageJobs[job.name]?.(job.payload)
}

const person = (name: string, more: Partial<Actor> = {}): Actor => ({
  kind: 'citizen',
  realm,
  accountId: newId(),
  name,
  level: 'L3',
  posts: [],
  ...more,
})
const keeper = person('养蜂人', { partyId: newId() })
const stranger = person('陌生人', { partyId: newId() })
const official = (role: PostRole, departmentId = 'bees') =>
  person(role, {
    kind: 'official',
    posts: [{ id: newId(), role, departmentId, departmentName: '养蜂登记处', divisionCode: '441900000000' }],
  })
const reviewer = official('reviewer')

async function open(flow: string, answers: Record<string, unknown> = {}): Promise<string> {
  const { caseId } = await inTransaction(db, (tx) =>
    cases.open(tx, keeper, {
      item: {
        id: newId(),
        version: 1,
        name: '养蜂人登记',
        flow: { key: flow, version: 1 },
        form: { key: 'bees', version: 1 },
        departmentId: 'bees',
        departmentName: '养蜂登记处',
        limits: {},
      },
      party: { partyId: keeper.partyId!, name: keeper.name, kind: 'natural', accountId: keeper.accountId },
      last4: '021X',
      divisionCode: '441900003000',
      channel: 'web',
      answers,
      facts: [],
      materials: [],
      disputes: [],
      gaps: [],
    }),
  )
  return caseId
}

const tasksOf = async (caseId: string) => (await cases.get(reviewer, caseId)).tasks.map((task) => task.name)

test('a message moves the case that waits for it, under its name in the history, and only once', async () => {
  const caseId = await open('waiting', { sample: 'S-1' })
  const [first] = await cases.awaited(reviewer, caseId)
  assert.deepEqual([first?.kind, first?.name, first?.maySend], ['message', 'reply', true])
  await cases.sendMessage(reviewer, caseId, { name: 'reply', data: { clean: true } })
  assert.deepEqual(await tasksOf(caseId), ['decide'])
  const { timeline } = await cases.get(reviewer, caseId)
  assert.deepEqual([timeline.at(-1)?.verb, timeline.at(-1)?.name], ['message', '化验结果'])
  await assert.rejects(cases.sendMessage(reviewer, caseId, { name: 'reply' }), { code: 'flows.message-not-awaited' })
})

test('who may not send a message is refused, and a stranger does not learn of the case', async () => {
  const caseId = await open('waiting', { sample: 'S-2' })
  const send = (actor: Actor) => cases.sendMessage(actor, caseId, { name: 'reply' })
  await assert.rejects(send(keeper), { code: 'cases.may-not-send' })
  await assert.rejects(send(official('supervisor')), { code: 'cases.delivery-reason' })
  await assert.rejects(send(official('reviewer', 'wasps')), { code: 'cases.missing' })
  await assert.rejects(send(stranger), { code: 'cases.missing' })
  await assert.rejects(cases.awaited(stranger, caseId), { code: 'cases.missing' })
  assert.deepEqual(await tasksOf(caseId), [])
})

test('the applicant sends what the flow lets them send, and an officer then may not', async () => {
  const caseId = await open('calledOff')
  await assert.rejects(cases.sendMessage(reviewer, caseId, { name: 'reply' }), { code: 'cases.may-not-send' })
  const { outcome } = await cases.sendMessage(keeper, caseId, { name: 'reply' })
  assert.equal(outcome, 'withdrawn')
})

test('a supervisor brings a message by hand, with a reason that the history keeps, but never what only the applicant may say', async () => {
  const caseId = await open('waiting', { sample: 'S-9' })
  const supervisor = official('supervisor')
  assert.deepEqual(
    (await cases.awaited(supervisor, caseId)).map(({ maySend, needsReason }) => [maySend, needsReason]).slice(0, 1),
    [[true, true]],
  )
  const send = (actor: Actor, id: string, reason?: string) =>
    cases.sendMessage(actor, id, { name: 'reply', data: { clean: true }, ...(reason ? { reason } : {}) })
  await assert.rejects(send(supervisor, caseId), { code: 'cases.delivery-reason' })
  await assert.rejects(send(official('supervisor', 'wasps'), caseId, '化验室系统停机'), { code: 'cases.missing' })
  await assert.rejects(send(keeper, caseId, '我自己送'), { code: 'cases.may-not-send' })
  await send(supervisor, caseId, '化验室系统停机，电话核实')
  assert.deepEqual(await tasksOf(caseId), ['decide'])
  assert.equal((await cases.get(reviewer, caseId)).timeline.at(-1)?.reason, '化验室系统停机，电话核实')

  const own = await open('calledOff')
  await assert.rejects(send(supervisor, own, '替申请人说'), { code: 'cases.may-not-send' })
})

test('a message under a key reaches the one case that waits for the key', async () => {
  const [one, other] = [await open('waiting', { sample: 'S-3' }), await open('waiting', { sample: 'S-4' })]
  const { caseId } = await cases.correlate(reviewer, { name: 'reply', key: 'S-4', data: { clean: true } })
  assert.equal(caseId, other)
  assert.deepEqual([await tasksOf(one), await tasksOf(other)], [[], ['decide']])
  const again = cases.correlate(reviewer, { name: 'reply', key: 'S-4' })
  await assert.rejects(again, { code: 'flows.message-not-awaited' })
  const elsewhere = cases.correlate(official('reviewer', 'wasps'), { name: 'reply', key: 'S-3' })
  await assert.rejects(elsewhere, { code: 'flows.message-not-awaited' })
})

test('a broadcast tells every case in reach that waits, each once, also when its jobs run twice', async () => {
  const reached = [await open('waiting', { sample: 'S-5' }), await open('waiting', { sample: 'S-6' })]
  await assert.rejects(cases.broadcast(reviewer, { name: 'alarm' }), { code: 'cases.may-not-broadcast' })
  await assert.rejects(cases.broadcast(keeper, { name: 'alarm' }), { code: 'cases.may-not-broadcast' })
  await cases.broadcast(official('decider', 'wasps'), { name: 'alarm' })
  await settle()
  assert.deepEqual(await tasksOf(reached[0]!), [])
  await cases.broadcast(official('supervisor'), { name: 'alarm', data: { wind: 12 } })
  const [job] = left
  await settle()
  await cases.messageJobs[job!.name]?.(job!.payload)
  await settle()
  for (const caseId of reached) {
    assert.deepEqual(await tasksOf(caseId), ['shelter'])
    const { timeline } = await cases.get(reviewer, caseId)
    assert.deepEqual(
      timeline.filter((step) => step.verb === 'signal').map((step) => [step.name, step.actor]),
      [['台风预警', 'supervisor']],
    )
  }
})

test('what one case sends reaches the cases that wait, by key and by broadcast', async () => {
  const [mine, other] = [await open('waiting', { sample: 'S-7' }), await open('waiting', { sample: 'S-8' })]
  await open('laboratory', { sample: 'S-7', clean: true })
  await dispatcher.drain()
  const told = left.find((job) => job.name === 'cases.tell')
  assert.equal(told?.payload.caseId, mine)
  assert.ok(!JSON.stringify(left).includes('clean'), 'what is sent lies sealed')
  await cases.messageJobs['cases.tell']?.(told!.payload)
  assert.deepEqual(await tasksOf(mine), ['decide'])
  await settle()
  assert.deepEqual([await tasksOf(mine), await tasksOf(other)], [['shelter'], ['shelter']])
})
