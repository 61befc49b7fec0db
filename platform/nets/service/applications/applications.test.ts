import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { Value } from 'typebox/value'
import { inTransaction } from '#ground/database/index.ts'
import { createFolderFiles } from '#ground/files/folder.ts'
import { newId } from '#ground/ids.ts'
import { createSecrets } from '#ground/secrets.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { createCalendar } from '#kernel/working-days.ts'
import type { CaseRequest } from '#support/cases/index.ts'
import { compileForm, type Form, resolveBindings } from '#support/forms/contract.ts'
import { compileFeel } from '#support/rules/index.ts'
import { testDatabase } from '#testing/database.ts'
import { Item } from '../items/contract.ts'
import { type ApplicantFacts, applicationsModule, createApplications } from './index.ts'

const { db, close } = await testDatabase([applicationsModule])
const home = await mkdtemp(join(tmpdir(), 'applications-'))
after(async () => {
  await close()
  await rm(home, { recursive: true })
})

const realm = 'r'
let now = new Date('2026-11-23T01:00:00Z')
const person = (): Actor => ({
  kind: 'citizen',
  realm,
  accountId: newId(),
  partyId: newId(),
  name: '南瓜灯演示',
  level: 'L3',
  posts: [],
})
const keeper = person()
const stranger = person()
const barred = person()
const firm: ApplicantFacts = {
  partyId: newId(),
  name: '演示蜂业',
  kind: 'legal',
  last4: '021X',
  agentName: keeper.name,
}

const form: Form = {
  key: 'hives',
  version: 1,
  title: '蜂箱登记（虚构）',
  titleEn: 'Hives (invented)',
  schema: {
    type: 'object',
    properties: {
      name: { type: 'string', title: '姓名', readOnly: true, 'x-from': { applicant: 'name' }, 'x-ui': { en: 'Name' } },
      count: { type: 'integer', title: '几箱', minimum: 1, 'x-ui': { en: 'How many?' } },
      known: {
        type: 'integer',
        title: '已登记',
        readOnly: true,
        'x-from': { register: 'hives', key: { keeper: { applicant: 'idNumber' } }, field: 'count' },
        'x-ui': { en: 'On record' },
      },
    },
    required: ['count'],
  },
  pages: [{ key: 'all', title: '蜂箱', titleEn: 'Hives', fields: ['name', 'count', 'known'] }],
} as Form
const compiled = compileForm(form, compileFeel)

const itemId = newId()
const item = Value.Default(Item, {
  name: '蜂箱登记',
  kind: 'licence',
  authority: { name: '养蜂登记处（演示）' },
  audiences: ['natural-person'],
  basis: [{ law: '演示条例（虚构）', article: '第一条' }],
  materials: [
    { key: 'map', name: '位置图', submission: 'upload', necessity: 'required' },
    { key: 'promise', name: '承诺书', submission: 'confirm', necessity: 'required' },
    { key: 'permit', name: '许可', submission: 'upload', necessity: 'conditional', when: 'count > 10' },
  ],
  ...Object.fromEntries(
    ['codes', 'limits', 'conditions', 'fee', 'result', 'handling', 'contacts'].map((group) => [group, {}]),
  ),
}) as Item

let registerAnswers = true
let asked = 0
let engineFails = false
/** What the engine was asked to open; `opened_case` holds what came of it, as a case's row would. */
const opened: CaseRequest[] = []
await sql`create table opened_case (id uuid primary key)`.execute(db)
const casesOpened = async () =>
  Number((await sql<{ n: string }>`select count(*) as n from opened_case`.execute(db)).rows[0]!.n)

const applications = createApplications({
  db,
  clock: () => now,
  newId,
  secrets: createSecrets(Buffer.alloc(32, 7)),
  files: await createFolderFiles(home),
  async applicable(id, version = 1) {
    if (id !== itemId) throw new Refusal('missing', 'items.missing', 'none')
    return { id, version, item, form: { key: form.key, version: 1, document: form, compiled } }
  },
  renewing: {
    calendar: createCalendar({ version: 'test', years: {} }),
    licences: async () => [],
    licence: async (_actor, id) => {
      throw new Refusal('missing', 'credentials.missing', `no licence here: ${id}`)
    },
    renewable: async () => [],
    answered: async () => ({ answers: {}, situations: {} }),
  },
  async applicant(actor, partyId = actor.partyId) {
    if (partyId === firm.partyId && actor === keeper) return firm
    if (partyId !== actor.partyId) throw new Refusal('forbidden', 'applications.not-your-party', 'no mandate')
    return { partyId: partyId!, name: actor.name, kind: 'natural', last4: '0212' }
  },
  resolve: async (_actor, party, bound, answers) =>
    resolveBindings(
      bound,
      {
        account: { kind: 'natural' },
        applicant: { kind: party.kind, name: party.name, idNumber: '999900198208150212' },
        register: async () => {
          asked++
          return {
            status: registerAnswers ? 'found' : 'unavailable',
            rows: registerAnswers ? [{ count: 12 }] : [],
            sourceLabel: '蜂箱库',
            version: '1',
            fetchedAt: now.toISOString(),
          }
        },
        credential: async () => ({
          status: 'missing',
          rows: [],
          sourceLabel: '',
          version: '1',
          fetchedAt: now.toISOString(),
        }),
      },
      answers,
    ),
  routing: async () => ({
    departmentId: 'bees',
    departmentName: '登记处',
    divisionCode: '441900000000',
    flow: { key: 'f', version: 1 },
  }),
  partItem: async (key) => {
    throw new Error(`no joint matter here: ${key}`)
  },
  evaluate: (text, scope) => compileFeel(text)(scope),
  isNeeded: (condition, answers) => compileFeel(condition)(answers) === true,
  needLevel: async () => undefined,
  mayPromise: async (_realm, partyId) => partyId !== barred.partyId,
  earlierMaterials: async () => [],
  ownFile: async () => undefined,
  async openCase(tx, _actor, request) {
    opened.push(request)
    if (engineFails) throw new Error('the engine broke')
    const caseId = newId()
    await sql`insert into opened_case values (${caseId})`.execute(tx)
    return {
      caseId,
      caseNo: 'DEMO-1',
      queryCode: '0'.repeat(12),
      status: 'submitted',
      automatic: false,
      submittedAt: now.toISOString(),
    }
  },
})

const pdf = (name = '图.pdf') => ({ name, bytes: Readable.from([Buffer.from('%PDF-1.7\n%%EOF')]) })
const begin = (actor = keeper, more: { onBehalfOf?: string } = {}) => applications.start(actor, { itemId, ...more })

async function complete(actor = keeper): Promise<string> {
  const { id } = await begin(actor)
  await applications.answer(actor, id, { answers: { count: 3 }, confirm: ['promise'] })
  await applications.putMaterial(actor, id, 'map', pdf())
  return id
}

test('what is known comes filled in with its source, and what is missing is named', async () => {
  const { answers, facts, faults, materials } = await begin()
  assert.deepEqual(answers, { name: '南瓜灯演示', known: 12 })
  assert.equal(facts.find(({ pointer }) => pointer === '/known')?.sourceLabel, '蜂箱库')
  assert.ok(
    ['/count', '/materials/map', '/materials/promise'].every((wanted) =>
      faults.some((fault) => fault.pointer === wanted),
    ),
  )
  assert.equal(materials.find(({ key }) => key === 'permit')?.state, 'not-needed')
})

test('a condition over the answers decides whether a material is needed', async () => {
  const { id } = await begin()
  const { materials } = await applications.answer(keeper, id, { answers: { count: 11 } })
  assert.equal(materials.find(({ key }) => key === 'permit')?.state, 'missing')
})

test('what a register said is not overwritten by an answer, and an unknown field is refused', async () => {
  const { id } = await begin()
  const { answers } = await applications.answer(keeper, id, { answers: { known: 500, count: 2 } })
  assert.deepEqual([answers.known, answers.count], [12, 2])
  await assert.rejects(applications.answer(keeper, id, { answers: { bribe: 1 } }), {
    code: 'applications.unknown-field',
  })
})

test('submitting too early names every fault at once and keeps the application', async () => {
  const { id } = await begin()
  await assert.rejects(applications.submit(keeper, id), (error: Refusal) => {
    assert.equal(error.code, 'applications.incomplete')
    const faults = (error.details?.faults ?? []) as { pointer: string }[]
    assert.deepEqual(faults.map(({ pointer }) => pointer).sort(), ['/count', '/materials/map', '/materials/promise'])
    return true
  })
  assert.equal((await applications.get(keeper, id)).id, id)
})

test('a complete application becomes a case with its facts and files, and is gone', async () => {
  const id = await complete()
  await applications.submit(keeper, id)
  const request = opened.at(-1)!
  assert.deepEqual([request.answers.count, request.materials.map(({ key }) => key)], [3, ['map']])
  assert.ok(request.facts.some(({ sourceLabel, value }) => sourceLabel === '蜂箱库' && value === 12))
  await assert.rejects(applications.get(keeper, id), { code: 'applications.missing' })
})

test('a register is asked again before submitting when what it said is a minute old, and not sooner', async () => {
  const [soon, late] = [await complete(), await complete()]
  const before = asked
  await applications.submit(keeper, soon)
  assert.equal(asked, before)
  now = new Date(now.getTime() + 60_000)
  await applications.submit(keeper, late)
  assert.equal(asked, before + 1)
})

test('a register that does not answer is a gap for a person to look at, never a fault', async () => {
  const id = await complete()
  now = new Date(now.getTime() + 120_000) // what was fetched is asked for again before it counts
  registerAnswers = false
  try {
    await applications.submit(keeper, id)
    assert.deepEqual(opened.at(-1)?.gaps, ['/known'])
  } finally {
    registerAnswers = true
  }
})

test('when the case cannot be opened the application is still there, whole', async () => {
  const id = await complete()
  engineFails = true
  try {
    await assert.rejects(applications.submit(keeper, id), /the engine broke/)
  } finally {
    engineFails = false
  }
  assert.deepEqual((await applications.get(keeper, id)).faults, [])
  await applications.submit(keeper, id)
})

test('of two submissions at the same moment one becomes a case', async () => {
  const id = await complete()
  const before = await casesOpened()
  const both = await Promise.allSettled([applications.submit(keeper, id), applications.submit(keeper, id)])
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  assert.equal(await casesOpened(), before + 1)
})

test('a fact may be disputed, and the dispute goes with the case', async () => {
  const id = await complete()
  await applications.dispute(keeper, id, { pointer: '/known', claim: '去年卖了九箱' })
  await assert.rejects(applications.dispute(keeper, id, { pointer: '/count', claim: '不是登记的' }), {
    code: 'applications.unknown-field',
  })
  await applications.submit(keeper, id)
  assert.deepEqual(opened.at(-1)?.disputes, [{ pointer: '/known', claim: '去年卖了九箱' }])
})

test('an upload is judged by its bytes, and its name is only a name', async () => {
  const { id } = await begin()
  const program = { name: 'map.pdf', bytes: Readable.from([Buffer.from('MZ\u0090\u0000')]) }
  await assert.rejects(applications.putMaterial(keeper, id, 'map', program), { code: 'files.not-accepted' })
  const { materials } = await applications.putMaterial(keeper, id, 'map', pdf('../../etc/passwd.pdf'))
  assert.doesNotMatch(materials.find(({ key }) => key === 'map')?.file?.fileName ?? '', /[/\\]/)
  await assert.rejects(applications.putMaterial(keeper, id, 'promise', pdf()), {
    code: 'applications.unknown-material',
  })
})

test('a newer upload takes the place of the older, and may be taken back', async () => {
  const { id } = await begin()
  await applications.putMaterial(keeper, id, 'map', pdf('一.pdf'))
  const { materials } = await applications.putMaterial(keeper, id, 'map', pdf('二.pdf'))
  assert.equal(materials.find(({ key }) => key === 'map')?.file?.fileName, '二.pdf')
  const left = await applications.removeMaterial(keeper, id, 'map')
  assert.equal(left.materials.find(({ key }) => key === 'map')?.state, 'missing')
})

test('an application is its writer’s alone: for everybody else it is not there', async () => {
  const id = await complete()
  const tries = [
    () => applications.get(stranger, id),
    () => applications.answer(stranger, id, { answers: { count: 1 } }),
    () => applications.dispute(stranger, id, { pointer: '/known', claim: 'x' }),
    () => applications.putMaterial(stranger, id, 'map', pdf()),
    () => applications.removeMaterial(stranger, id, 'map'),
    () => applications.submit(stranger, id),
    () => applications.discard(stranger, id),
    () => applications.get({ ...keeper, realm: 'elsewhere' }, id),
  ]
  for (const attempt of tries) await assert.rejects(attempt(), { code: 'applications.missing' })
  assert.deepEqual(await applications.list(stranger), [])
  assert.deepEqual((await applications.get(keeper, id)).answers.count, 3)
})

test('what was being filled in goes on in the account that stays when two accounts of a person are merged', async () => {
  const [old, kept] = [person(), person()]
  await begin(old)
  await begin(kept)
  const theirs = (await applications.list(keeper)).length
  for (let again = 0; again < 2; again++)
    await inTransaction(db, (tx) => applications.moveDrafts(tx, realm, old.accountId, kept.accountId))
  assert.equal((await applications.list(kept)).length, 2)
  assert.deepEqual(await applications.list(old), [])
  assert.equal((await applications.list(keeper)).length, theirs)
})

test('for another party only with its mandate, and not for an item that is not for firms', async () => {
  await assert.rejects(begin(stranger, { onBehalfOf: firm.partyId }), { code: 'applications.not-your-party' })
  await assert.rejects(begin(keeper, { onBehalfOf: firm.partyId }), { code: 'applications.not-for-you' })
})

test('nobody fills the platform with applications: fifty at most', async () => {
  const busy = person()
  for (let count = 0; count < 50; count++) await begin(busy)
  await assert.rejects(begin(busy), { code: 'applications.too-many' })
  const [first] = await applications.list(busy)
  await applications.discard(busy, first!.id)
  await begin(busy)
})

test('what people wrote is sealed in the database', async () => {
  const id = await complete()
  const { rows } = await sql<{
    content: Buffer
  }>`select content from applications.application where id = ${id}`.execute(db)
  assert.ok(!rows[0]!.content.toString('utf8').includes('南瓜灯'))
  assert.ok(!rows[0]!.content.toString('latin1').includes('count'))
})
