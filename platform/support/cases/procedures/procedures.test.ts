import assert from 'node:assert/strict'
import { webcrypto } from 'node:crypto'
import { after as afterAll, describe, test } from 'node:test'
import { inTransaction } from '#ground/database/index.ts'
import { createPublish } from '#ground/events.ts'
import { groundModule } from '#ground/ground.ts'
import { newId } from '#ground/ids.ts'
import { createSecrets } from '#ground/secrets.ts'
import type { Actor, PostRole } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import holidays from '#kernel/working-days/holidays.json' with { type: 'json' }
import { createCalendar } from '#kernel/working-days.ts'
import { testDatabase } from '#testing/database.ts'
import type { ActInput, ProcedureAct } from '../contract.ts'
import { after, boundary, bpmn, compileExpression, el, path, user, when } from '../flow/flow-builder.test-support.ts'
import { type CaseNeeds, casesModule, compileFlow, createCases } from '../index.ts'

const { db, close } = await testDatabase([groundModule, casesModule])
afterAll(close)

let now = new Date('2026-11-02T02:00:00Z')
/** Moves to ten in the morning of a day in the city. */
const on = (day: string) => {
  now = new Date(`2026-${day}T02:00:00Z`)
}
const realm = 'r'
const keeper = '0193a000-0000-7000-8000-000000000001'

/** Beekeepers again: reviewed, with a reminder on the fifteenth working day, decided by another person. */
const net = await compileFlow(
  bpmn(
    el('startEvent', 'begin'),
    user('intake', { name: '受理', 'zt:post': 'intake', 'zt:verbs': 'accept refuse', 'zt:status': 'submitted' }),
    user('review', { name: '审查', 'zt:verbs': 'propose', 'zt:status': 'accepted', 'zt:due': 'promise' }),
    boundary('remind', 'review', after('P15WD'), false),
    user('reminder', { name: '催办', 'zt:post': 'supervisor' }),
    user('decision', { name: '决定', 'zt:post': 'decider', 'zt:verbs': 'approve deny', 'zt:due': 'legal' }),
    el('exclusiveGateway', 'decided', { default: 'decided-granted' }),
    el('endEvent', 'granted', { 'zt:outcome': 'granted' }),
    el('endEvent', 'denied', { 'zt:outcome': 'denied' }),
    path('begin', 'intake', 'review', 'decision', 'decided', 'granted'),
    path('remind', 'reminder', 'reminded'),
    el('endEvent', 'reminded'),
    when('decided', 'denied', 'decision.verb = "deny"'),
  ),
  compileExpression,
)

const papers: { letter: string; given: Record<string, unknown>; by: string }[] = []
const jobs = new Map<string, Date>()
const cases = createCases({
  db,
  clock: () => now,
  newId,
  random: (bytes) => webcrypto.getRandomValues(bytes),
  secrets: createSecrets(Buffer.alloc(32, 3)),
  publish: createPublish({ clock: () => now, newId }),
  jobs: {
    add: async (_tx, _name, _payload, { key, runAt } = {}) => void jobs.set(key!, runAt!),
    cancel: async (_tx, key) => void jobs.delete(key),
  },
  files: undefined as unknown as CaseNeeds['files'],
  calendar: createCalendar(holidays),
  netOf: async () => net,
  rulesFor: async () => () => assert.fail('this flow asks no rule'),
  replay: async ({ record }) => record.outputs,
  checkAnswers: async () => [],
  checkTaskData: async () => [],
  titlesOf: async () => new Map(),
  services: {
    'letters.issue': async (_tx, { inputs: { letter, ...given }, actor }) => {
      papers.push({ letter: String(letter), given, by: actor.name })
      return { name: String(letter), number: `第${papers.length}号`, credentialId: newId() }
    },
  },
  territory: async () => ({
    departmentWithin: (department, ancestor) => department === ancestor || ancestor === 'city',
    divisionWithin: () => true,
    departmentsUnder: (id) => [id],
    find: () => undefined,
  }),
  officers: async () => [],
  partiesOf: async (actor) => (actor.partyId ? [actor.partyId] : []),
  appendLeaf: async () => {},
  logRead: async () => {},
})

const person = (name: string, more: Partial<Actor> = {}): Actor => ({
  kind: 'citizen',
  realm,
  accountId: newId(),
  name,
  level: 'L3',
  posts: [],
  ...more,
})
const official = (role: PostRole, departmentId = 'bees', name = `${role}演示`) =>
  person(name, {
    kind: 'official',
    posts: [{ id: newId(), role, departmentId, departmentName: '养蜂登记处（演示）', divisionCode: '441900000000' }],
  })
const applicant = person('南瓜灯演示', { partyId: keeper })
const [intake, reviewer, decider] = (['intake', 'reviewer', 'decider'] as const).map((role) => official(role))
const everybody: Record<string, Actor> = {
  applicant,
  stranger: person('陌生人演示', { partyId: newId() }),
  intake: intake!,
  reviewer: reviewer!,
  inspector: official('inspector'),
  decider: decider!,
  supervisor: official('supervisor'),
  elsewhere: official('reviewer', 'trees'),
  administrator: official('administrator'),
}

async function accepted(more: { joint?: boolean } = {}): Promise<string> {
  on('11-02')
  const { caseId } = await inTransaction(db, (tx) =>
    cases.open(tx, applicant, {
      item: {
        id: newId(),
        version: 2,
        name: '养蜂人登记',
        flow: { key: 'bees', version: 1 },
        form: { key: 'bees', version: 1 },
        departmentId: 'bees',
        departmentName: '养蜂登记处（演示）',
        limits: { promise: { unit: 'working', days: 10 }, legal: { unit: 'working', days: 20 }, ...more },
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
  await act(intake!, caseId, 'accept')
  return caseId
}

async function act(actor: Actor, caseId: string, verb: ActInput['verb'], more: Partial<ActInput> = {}) {
  const view = await cases.get(actor, caseId)
  const taskId = view.may.find((each) => each.verb === verb)?.taskId
  return cases.act(actor, caseId, {
    verb,
    expectedVersion: view.version,
    ...(taskId === undefined ? {} : { taskId }),
    ...more,
  })
}

async function proceed(actor: Actor, caseId: string, given: Omit<ProcedureAct, 'expectedVersion'>) {
  const { version } = await cases.get(reviewer!, caseId)
  return cases.proceed(actor, caseId, { ...given, expectedVersion: version })
}

const review = {
  verb: 'start-special',
  special: 'testing',
  basis: '蜂群检疫条例第八条',
  reason: '检测蜂螨',
  days: 5,
} as const
const refusedAs = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code
const dueOf = async (caseId: string) => {
  const { clocks, tasks } = await cases.get(reviewer!, caseId)
  const due = (key: string) => clocks.find((clock) => clock.key === key)?.due
  return { promise: due('promise'), legal: due('legal'), task: tasks.find(({ post }) => post === 'reviewer')?.due }
}

describe('a special procedure', () => {
  test('moves clocks, to-do and the timer with its job, tells the applicant by a paper, and leaves a whole history', async () => {
    const caseId = await accepted()
    const timer = () => [...jobs].find(([key]) => key.startsWith(`case:${realm}:${caseId}:timer-`))![1].toISOString()
    assert.deepEqual(await dueOf(caseId), { promise: '2026-11-16', legal: '2026-11-30', task: '2026-11-16' })
    assert.equal(timer(), '2026-11-23T09:30:00.000Z')

    on('11-10')
    await proceed(reviewer!, caseId, review)
    assert.deepEqual(await dueOf(caseId), { promise: '2026-11-23', legal: '2026-12-07', task: '2026-11-23' })
    assert.equal(timer(), '2026-11-30T09:30:00.000Z')
    const paper = papers.at(-1)!
    assert.deepEqual([paper.letter, paper.given.until], ['special-procedure-notice', '2026-11-16'])
    assert.match(String(paper.given.basis), /检疫条例/)

    const seen = await cases.get(applicant, caseId)
    const legal = seen.clocks.find(({ key }) => key === 'legal')!
    assert.deepEqual([legal.state, legal.left, legal.stoppedUntil], ['stopped', 15, '2026-11-16'])
    const [special] = seen.procedures
    assert.ok(special?.kind === 'special' && special.notice)
    assert.equal(special.startedBy, undefined, 'the applicant deals with the office')
    const step = seen.timeline.at(-1)!
    assert.equal(step.name, '特别程序：检测')
    assert.deepEqual((step.data as { moved: { what: string }[] }).moved.map(({ what }) => what).sort(), [
      'clock',
      'clock',
      'task',
      'timer',
    ])

    on('11-12')
    await proceed(decider!, caseId, { verb: 'end-special', id: 1, result: '未检出' })
    assert.deepEqual(await dueOf(caseId), { promise: '2026-11-19', legal: '2026-12-03', task: '2026-11-19' })
    assert.equal(timer(), '2026-11-26T09:30:00.000Z')
  })

  test('is refused to what the law does not name, and nothing is written', async () => {
    const caseId = await accepted()
    const before = await cases.get(reviewer!, caseId)
    await assert.rejects(
      proceed(reviewer!, caseId, { ...review, special: 'site-visit' }),
      refusedAs('procedures.does-not-stop'),
    )
    const after = await cases.get(reviewer!, caseId)
    assert.deepEqual([after.version, after.timeline.length], [before.version, before.timeline.length])
  })

  test('keeps the decision waiting until it is over', async () => {
    const caseId = await accepted()
    await proceed(reviewer!, caseId, review)
    await act(reviewer!, caseId, 'propose', { reason: '建议准予' })
    await assert.rejects(act(decider!, caseId, 'approve'), refusedAs('procedures.special-open'))
    await proceed(reviewer!, caseId, { verb: 'end-special', id: 1, result: '未检出' })
    assert.equal((await act(decider!, caseId, 'approve')).outcome, 'granted')
  })
})

describe('an extension', () => {
  test('waits in the to-do list of the head, and is approved by another than who asked', async () => {
    const caseId = await accepted()
    await proceed(reviewer!, caseId, { verb: 'ask-extension', days: 5, reason: '需要外省协查' })
    const waiting = async () =>
      (await cases.todo(decider!, { limit: 50 })).items
        .filter((row) => row.caseId === caseId)
        .map((row) => row.taskName)
    assert.deepEqual(await waiting(), ['批准延期'])
    assert.equal(
      (await cases.get(applicant, caseId)).timeline.some(({ verb }) => verb === 'ask-extension'),
      false,
    )

    const both = { ...decider!, accountId: reviewer!.accountId }
    assert.deepEqual(
      (await cases.get(both, caseId)).mayProceed.filter(({ verb }) => verb.endsWith('extension')),
      [],
    )
    await assert.rejects(
      proceed(both, caseId, { verb: 'approve-extension', id: 1 }),
      refusedAs('procedures.same-person'),
    )
    await proceed(decider!, caseId, { verb: 'approve-extension', id: 1 })
    assert.deepEqual(await waiting(), [])
    assert.deepEqual(await dueOf(caseId), { promise: '2026-11-23', legal: '2026-12-07', task: '2026-11-23' })
    assert.equal(papers.at(-1)!.letter, 'extension-notice')
  })

  test('of what several departments handle together is the government’s to approve', async () => {
    const caseId = await accepted({ joint: true })
    await proceed(reviewer!, caseId, { verb: 'ask-extension', days: 15, reason: '部门多' })
    await assert.rejects(proceed(decider!, caseId, { verb: 'approve-extension', id: 1 }), refusedAs('cases.forbidden'))
    await proceed(official('decider', 'city'), caseId, { verb: 'approve-extension', id: 1 })
    assert.equal((await dueOf(caseId)).legal, '2026-12-21')
  })
})

describe('delivery', () => {
  test('of a grant has ten working days, a to-do, and a receipt when the applicant signs for it', async () => {
    const caseId = await accepted()
    await act(reviewer!, caseId, 'propose', { reason: '建议准予' })
    await act(decider!, caseId, 'approve')
    const seen = await cases.get(applicant, caseId)
    const delivery = seen.clocks.find(({ key }) => key === 'delivery')!
    assert.deepEqual([delivery.state, delivery.due], ['running', '2026-11-16'])
    assert.deepEqual(seen.mayProceed, [{ verb: 'sign-for' }])
    assert.deepEqual((await cases.get(intake!, caseId)).mayProceed, [{ verb: 'deliver' }])

    await proceed(applicant, caseId, { verb: 'sign-for' })
    const after = await cases.get(applicant, caseId)
    assert.equal(after.clocks.find(({ key }) => key === 'delivery')!.state, 'done')
    assert.deepEqual([papers.at(-1)!.letter, papers.at(-1)!.given.method], ['delivery-receipt', '电子送达'])
    assert.equal(
      (await cases.todo(intake!, { limit: 100 })).items.some((row) => row.caseId === caseId),
      false,
    )
  })
})

test('a neighbour’s request for a hearing is recorded by the office and not shown to the applicant', async () => {
  const caseId = await accepted()
  await proceed(reviewer!, caseId, { verb: 'tell-hearing-right', reason: '影响邻家花园' })
  await proceed(reviewer!, caseId, { verb: 'ask-hearing', id: 1, reason: '担心蜂群', concerned: '邻居甲演示' })
  const hearingOf = async (actor: Actor) => {
    const [hearing] = (await cases.get(actor, caseId)).procedures
    return hearing?.kind === 'hearing' ? [hearing.state, hearing.concerned] : []
  }
  assert.deepEqual(await hearingOf(reviewer!), ['asked', '邻居甲演示'])
  assert.deepEqual(await hearingOf(applicant), ['asked', undefined])
})

describe('who may', () => {
  const may: Record<string, string[]> = {
    'start-special': ['reviewer', 'decider'],
    'ask-extension': ['reviewer'],
    'tell-hearing-right': ['reviewer', 'decider'],
    'open-hearing': ['reviewer', 'decider'],
  }
  for (const [verb, who] of Object.entries(may))
    test(`${verb}: ${who.join(' and ')}, and nobody else`, async () => {
      const caseId = await accepted()
      const { version } = await cases.get(reviewer!, caseId)
      for (const [name, actor] of Object.entries(everybody)) {
        const offered = await cases.get(actor, caseId).then(
          (view) => view.mayProceed.some((each) => each.verb === verb),
          () => false,
        )
        assert.equal(offered, who.includes(name), `${name} is offered ${verb}`)
        if (who.includes(name)) continue
        const given = { verb: verb as 'start-special', expectedVersion: version }
        await assert.rejects(cases.proceed(actor, caseId, given), (error) =>
          ['cases.forbidden', 'cases.missing'].includes((error as Refusal).code),
        )
      }
    })

  test('a hearing is asked for and waived by the applicant alone, within the five days', async () => {
    const caseId = await accepted()
    await proceed(reviewer!, caseId, { verb: 'tell-hearing-right', reason: '影响邻家花园' })
    assert.deepEqual(
      (await cases.get(applicant, caseId)).mayProceed.map(({ verb }) => verb),
      ['ask-hearing', 'waive-hearing'],
    )
    for (const actor of [decider!, everybody.stranger!])
      await assert.rejects(proceed(actor, caseId, { verb: 'ask-hearing', id: 1, reason: '要求' }), (error) =>
        ['cases.forbidden', 'cases.missing'].includes((error as Refusal).code),
      )
    await assert.rejects(
      proceed(reviewer!, caseId, { verb: 'ask-hearing', id: 1, reason: '邻居来函要求' }),
      refusedAs('procedures.incomplete'),
      'an official records whose request it is',
    )
    await proceed(applicant, caseId, { verb: 'ask-hearing', id: 1, reason: '要求说明' })
    await assert.rejects(
      proceed(reviewer!, caseId, { verb: 'call-hearing', id: 1, at: '2026-11-25T02:00:00Z', place: '三楼', chair: '' }),
      refusedAs('procedures.incomplete'),
    )
  })

  test('a case that moved meanwhile is a conflict that says who moved it', async () => {
    const caseId = await accepted()
    await assert.rejects(
      cases.proceed(reviewer!, caseId, { ...review, expectedVersion: 1 }),
      refusedAs('cases.conflict'),
    )
  })
})
