import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createPublish } from '#ground/events.ts'
import { groundModule } from '#ground/ground.ts'
import { newId } from '#ground/ids.ts'
import { type Actor, systemActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import {
  createDesigns,
  type DesignKind,
  type DesignProblem,
  type Designs,
  designsModule,
} from '#support/designs/index.ts'
import { createPacks, loadPackWithNeighbours, type Packs, packsModule } from '#support/packs/index.ts'
import { compileFeel } from '#support/rules/index.ts'
import { type TestDatabase, testDatabase } from '#testing/database.ts'
import { packKinds } from './pack-kinds.ts'

const realm = '441900'
const time = { now: new Date('2026-11-23T02:00:00Z') }
const clock = () => time.now
const kinds = packKinds(compileFeel)
const leaves: string[] = []

let database: TestDatabase
let packs: Packs
let designs: Designs

const post = { id: 'p', role: 'item-manager', departmentId: 'd', departmentName: '演示局' } as const
const managerOf = (divisionCode: string): Actor => ({
  ...{ kind: 'official', realm, accountId: `m${divisionCode}`, name: '顾设计演示', level: 'L2' },
  posts: [{ ...post, divisionCode }],
})
const city = managerOf('441900000000')
const town = managerOf('441900103000')
const decider: Actor = { ...city, posts: [{ ...post, role: 'decider', divisionCode: '441900000000' }] }

before(async () => {
  database = await testDatabase([groundModule, packsModule, designsModule])
  const { db } = database
  packs = createPacks({ db, clock, realm, profile: 'demo', installers: [] })
  const folder = fileURLToPath(new URL('../../packs/beekeepers', import.meta.url))
  const { pack, required } = await loadPackWithNeighbours(folder, kinds)
  for (const each of [...required, pack]) await packs.install(systemActor(realm), each)
  designs = createDesigns({
    ...{ db, clock, newId, realm, packs, packKinds: kinds, publish: createPublish({ clock, newId }) },
    appendLeaf: async (_, { subject }) => void leaves.push(subject),
    digest: (text) => Buffer.from(text),
  })
})
after(() => database.close())

const refusedAs = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code
const begin = (kind: DesignKind, key: string, title?: string, actor = city) =>
  designs.begin(actor, kind, { key, ...(title ? { title } : {}) })
const why = { reason: '试点（演示）' }

for (const kind of ['flow', 'rule', 'form'] as const)
  test(`a blank ${kind} is right as it stands, bears its own name and is published as version 1`, async () => {
    const draft = await begin(kind, 'toad-fences', '蟾蜍围栏"<&')
    assert.equal(draft.title, '蟾蜍围栏"<&')
    assert.deepEqual(
      draft.problems.filter(({ severity }) => severity === 'error'),
      [],
    )
    const saved = await designs.save(city, { kind, key: 'toad-fences' }, { text: draft.text, revision: 1 })
    assert.equal(saved.title, '蟾蜍围栏"<&', 'the text itself says so')
    const version = await designs.publish(city, { kind, key: 'toad-fences' }, { revision: 2, ...why })
    assert.deepEqual([version.version, version.inForce, version.reason], [1, true, '试点（演示）'])
    assert.equal((await packs.get(kind, 'toad-fences')).pack, 'own-441900000000')
    assert.ok(leaves.includes(`${kind} toad-fences 1`))
    await assert.rejects(designs.get(city, { kind, key: 'toad-fences' }), refusedAs('designs.missing'))
  })

test('a blank licence type lacks only the number of its kind, which its authority gives', async () => {
  const named = { kind: 'credential', key: 'toad-licence' } as const
  const draft = await begin('credential', named.key, '蟾蜍证')
  assert.deepEqual(
    draft.problems.map(({ mend }) => mend),
    ['Add identifier.'],
  )
  assert.equal(JSON.parse(draft.text).face.title, '蟾蜍证', 'the paper bears its name')
  const text = draft.text.replace(
    '"kind":',
    '"identifier": { "definer": "11441900DEM00017XB", "code": "777" }, "kind":',
  )
  assert.deepEqual((await designs.save(city, named, { text, revision: 1 })).problems, [])
  assert.equal((await designs.publish(city, named, { revision: 2, ...why })).version, 1)
})

test('the next version of what a pack brought begins from it, is in force from its day, and an old one is gone back to', async () => {
  const named = { kind: 'flow', key: 'honey-workshop' } as const
  const draft = await begin('flow', named.key)
  assert.equal(draft.basedOn, 1)
  const text = draft.text.replace('name="审查"', 'name="现场审查"')
  await designs.save(city, named, { text, revision: 1 })
  const version = await designs.publish(city, named, { revision: 2, validFrom: '2026-12-01', ...why })
  assert.deepEqual([version.version, version.inForce, version.validFrom], [2, false, '2026-12-01'])
  assert.equal((await packs.get('flow', named.key)).version, 1, 'today the old one')
  time.now = new Date('2026-12-01T02:00:00Z')
  assert.match(String((await packs.get('flow', named.key)).content), /versionTag="2"[\s\S]*现场审查/)
  const back = await designs.begin(city, 'flow', { key: named.key, like: { key: named.key, version: 1 } })
  assert.match(back.text, /name="审查"/)
  assert.equal((await designs.publish(city, named, { revision: 1, reason: '退回旧版' })).version, 3)
  assert.match(String((await packs.get('flow', named.key)).content), /versionTag="3"[\s\S]*name="审查"/)
})

test('the template of a flow lacks only its rule and its licence, and is for new flows', async () => {
  const named = { kind: 'flow', key: 'licence-flow' } as const
  const draft = await designs.begin(city, 'flow', { key: named.key, title: '发证的流程', template: 'licence' })
  const said = (problems: readonly DesignProblem[]) => problems.map(({ code, element }) => `${code} ${element}`)
  assert.deepEqual(said(draft.problems), ['flows.missing-attribute check'])
  const ruled = draft.text.replace('zt:result="proposal"', 'zt:decision="toad-fences" zt:result="proposal"')
  assert.deepEqual(said(await designs.check(city, named, ruled)), ['flows.unknown-credential issueLicence'])
  const text = ruled
    .replace('<zt:input name="type">""', '<zt:input name="type">"toad-licence"')
    .replace('{}', '{holder: "蟾蜍"}')
  assert.deepEqual((await designs.save(city, named, { text, revision: 1 })).problems, [])
  assert.equal((await designs.publish(city, named, { revision: 2, ...why })).version, 1)
  const rule = designs.begin(city, 'rule', { key: 'no-such', title: '没有', template: 'licence' })
  await assert.rejects(rule, refusedAs('designs.no-template'))
})

test('what is unfit is saved with its faults at their elements, and not published', async () => {
  const named = { kind: 'flow', key: 'broken' } as const
  const draft = await begin('flow', 'broken', '坏流程')
  const text = draft.text
    .replace('zt:verbs="approve deny"', 'zt:verbs=""')
    .replace('"rejection-notice"', '"no-such-letter"')
  const saved = await designs.save(city, named, { text, revision: 1 })
  assert.deepEqual(
    saved.problems.map(({ code, element }) => [code, element]),
    [['flows.task-without-verbs', 'decision']],
  )
  const letter = await designs.check(city, named, draft.text.replace('"rejection-notice"', '"no-such-letter"'))
  assert.deepEqual(
    letter.map(({ code, element }) => [code, element]),
    [['flows.unknown-credential', 'rejectionLetter']],
  )
  await assert.rejects(designs.publish(city, named, { revision: 2, ...why }), (error: unknown) => {
    assert.ok(refusedAs('designs.unfit')(error))
    assert.equal((error as Refusal).details.faults?.[0]?.pointer, '/decision')
    return true
  })
  assert.equal(await packs.find('flow', 'broken'), undefined)
  await designs.discard(city, named)
})

test('drafts drawn together name each other; published, each must find the other published', async () => {
  await begin('rule', 'newt-rule', '蝾螈规则')
  const draft = await begin('flow', 'newt', '蝾螈流程')
  const task =
    '<businessRuleTask id="judge" name="判断" zt:decision="newt-rule" zt:result="proposal"><extensionElements><zt:input name="applicationDate">today</zt:input></extensionElements></businessRuleTask>'
  const text = draft.text
    .replace('<userTask id="intake"', `${task}<userTask id="intake"`)
    .replace('targetRef="intake"', 'targetRef="judge"')
    .replace('</process>', '<sequenceFlow id="judged" sourceRef="judge" targetRef="intake" /></process>')
  const saved = await designs.save(city, { kind: 'flow', key: 'newt' }, { text, revision: 1 })
  assert.deepEqual(saved.problems, [])
  await assert.rejects(
    designs.publish(city, { kind: 'flow', key: 'newt' }, { revision: 2, ...why }),
    refusedAs('designs.unfit'),
  )
  await designs.publish(city, { kind: 'rule', key: 'newt-rule' }, { revision: 1, ...why })
  await designs.publish(city, { kind: 'flow', key: 'newt' }, { revision: 2, ...why })
  assert.equal((await packs.get('flow', 'newt')).version, 1)
})

test('nobody overwrites what they have not seen, and nothing comes into force before today', async () => {
  const named = { kind: 'form', key: 'seen' } as const
  const { text } = await begin('form', 'seen', '看过的')
  await designs.save(city, named, { text, revision: 1 })
  await assert.rejects(designs.save(city, named, { text, revision: 1 }), refusedAs('designs.stale'))
  await assert.rejects(designs.publish(city, named, { revision: 1, ...why }), refusedAs('designs.stale'))
  const past = designs.publish(city, named, { revision: 2, validFrom: '2026-11-01', ...why })
  await assert.rejects(past, refusedAs('designs.date-passed'))
  await assert.rejects(begin('form', 'seen'), refusedAs('designs.drafted'))
  await assert.rejects(
    designs.begin(city, 'form', { key: 'beekeeper', like: { key: 'hive-check' } }),
    refusedAs('designs.known'),
  )
  await assert.rejects(begin('form', 'nameless'), refusedAs('designs.needs-title'))
})

test('item managers design what is their own division’s; a town changes nothing of the city', async () => {
  await assert.rejects(begin('flow', 'mine', '我的', decider), refusedAs('designs.forbidden'))
  await assert.rejects(designs.list(decider, 'flow'), refusedAs('designs.forbidden'))
  await assert.rejects(begin('flow', 'beekeeper', undefined, town), refusedAs('designs.forbidden'))
  await begin('flow', 'town-own', '镇里的', town)
  await designs.publish(town, { kind: 'flow', key: 'town-own' }, { revision: 1, ...why })
  assert.equal((await packs.get('flow', 'town-own')).pack, 'own-441900103000')
  await begin('flow', 'town-own', undefined, city)
  assert.ok((await designs.get(town, { kind: 'flow', key: 'town-own' })).versions[0]?.publishedBy)
  await begin('flow', 'city-own', '市里的')
  await assert.rejects(designs.get(town, { kind: 'flow', key: 'city-own' }), refusedAs('designs.missing'))
  const lines = await designs.list(town, 'flow')
  assert.equal(lines.find(({ key }) => key === 'beekeeper')?.mayEdit, false)
  assert.equal(lines.find(({ key }) => key === 'town-own')?.mayEdit, true)
  assert.equal(
    lines.find(({ key }) => key === 'city-own'),
    undefined,
  )
})
