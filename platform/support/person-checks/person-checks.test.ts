import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { newId } from '#ground/ids.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { createAskSystem, type System, type Systems } from '#support/systems/index.ts'
import { openDemoCity, origin, realm, refusedAs } from '#testing/demo-city.ts'
import { type Mood, startPersonChecks } from '#testing/person-check-simulator.ts'
import { createPersonChecks, personChecksModule, type Whose } from './index.ts'

const city = await openDemoCity({ modules: [personChecksModule] })
const leaves: { kind: string; subject: string }[] = []
let provider: Awaited<ReturnType<typeof startPersonChecks>>
before(async () => {
  provider = await startPersonChecks()
})
after(async () => {
  await provider.stop()
  await city.database.close()
})

const clock = () => new Date()
function open(system: Partial<System> | 'none' = {}, at = clock) {
  const systems: Systems = system === 'none' ? {} : { 'person-check': { ...provider.system, ...system } }
  return createPersonChecks({
    ...{ db: city.database.db, clock: at, newId, systems, publicUrl: 'http://city.example' },
    ask: createAskSystem({ systems, clock, newNonce: randomUUID }),
    parties: city.identity.parties,
    recordAudit: city.identity.audit.record,
    appendLeaf: async (_tx, _realm, leaf) => void leaves.push(leaf),
  })
}
const whoseOf = ({ accountId, partyId, sessionId }: Actor): Whose => ({
  ...{ realm, accountId, purpose: 'session', purposeId: sessionId! },
  ...(partyId ? { partyId } : {}),
})
/** As the person does: through the provider's page to its end, and back into the browser that began. */
async function pass({ id, browser }: { id: string; browser: string }) {
  provider.decide(id, 'passed')
  await open().takeBack(realm, provider.returnedOf(id), browser)
}
const rowsOf = async (accountId: string) =>
  (
    await sql<Record<string, unknown>>`
      select * from person_checks.person_check where account_id = ${accountId} order by begun_at desc`.execute(
      city.database.db,
    )
  ).rows

test('a face check gives a level, an evidence id and a time, and nothing else is kept', async () => {
  const zhao = await city.actorOf('zhao.ceshi')
  const refused = await city.identity.factors.need(zhao, 'L4').catch((error: unknown) => error)
  assert.ok(refused instanceof Refusal)
  assert.deepEqual((refused.details as { ways: string[] }).ways, ['face', 'doc'])
  const checks = open()
  const begun = await checks.begin(whoseOf(zhao), 'face')
  assert.deepEqual([begun.provider, begun.simulated], ['实人核验服务（模拟）', true])
  // The provider was told whom to check, and where to send them back to.
  const there = provider.checks.get(begun.id)!
  assert.deepEqual([there.kind, there.name], ['face', '赵测试'])
  assert.match(there.returnTo, /^http:\/\/city\.example\/person-check\?returned=[\w-]{43}$/)
  await assert.rejects(checks.finish(whoseOf(zhao), begun.id), refusedAs('person-checks.waiting'))
  await pass(begun)
  const found = await checks.finish(whoseOf(zhao), begun.id)
  assert.deepEqual(Object.keys(found).sort(), ['at', 'evidenceId', 'kind', 'level'])
  const { actor } = await city.identity.sessions.stepUp(zhao, 'face', origin)
  assert.deepEqual([actor.level, actor.methods], ['L4', ['pwd', 'face']])
  const [row = {}] = await rowsOf(zhao.accountId)
  const columns =
    'account_id begun_at browser_hash checked_at evidence_id expires_at id kind level purpose purpose_id realm return_hash returned_at state'
  assert.equal(Object.keys(row).sort().join(' '), columns)
  assert.doesNotMatch(JSON.stringify(row), /赵测试|999900198803120018/)
  assert.deepEqual(leaves.at(-1)?.subject, begun.id)
  assert.equal((await checks.evidenceOf(realm, zhao.accountId))?.evidenceId, found.evidenceId)
  // Once: what was passed does not raise anybody a second time.
  await assert.rejects(checks.finish(whoseOf(zhao), begun.id), refusedAs('person-checks.missing'))
})

test('a check counts for the person and the session it was begun in, and not for long', async () => {
  const wang = await city.actorOf('wang.ceshi')
  const begun = await open().begin(whoseOf(wang), 'document')
  await pass(begun)
  const elsewhere = await city.actorOf('wang.ceshi')
  for (const other of [await city.actorOf('li.xugou'), elsewhere])
    await assert.rejects(open().finish(whoseOf(other), begun.id), refusedAs('person-checks.missing'))
  await assert.rejects(
    open().finish({ ...whoseOf(wang), purpose: 'recovery' }, begun.id),
    refusedAs('person-checks.missing'),
  )
  const later = () => new Date(Date.now() + 11 * 60_000)
  await assert.rejects(open({}, later).finish(whoseOf(wang), begun.id), refusedAs('person-checks.missing'))
})

test('a check that somebody else was sent to pass counts for nothing, and ends', async () => {
  const li = await city.actorOf('li.xugou')
  const begun = await open().begin(whoseOf(li), 'face')
  provider.decide(begun.id, 'passed')
  // Whoever passed it did not come back: the provider's word alone raises nobody.
  await assert.rejects(open().finish(whoseOf(li), begun.id), refusedAs('person-checks.not-returned'))
  const returned = provider.returnedOf(begun.id)
  await assert.rejects(open().takeBack(realm, 'x'.repeat(43), begun.browser), refusedAs('person-checks.missing'))
  await assert.rejects(open().takeBack(realm, returned, undefined), refusedAs('person-checks.elsewhere'))
  await assert.rejects(open().takeBack(realm, returned, begun.browser), refusedAs('person-checks.missing'))
  await assert.rejects(open().finish(whoseOf(li), begun.id), refusedAs('person-checks.missing'))
  const other = await open().begin(whoseOf(li), 'face')
  const theirs = provider.returnedOf(other.id)
  await assert.rejects(open().takeBack(realm, theirs, begun.browser), refusedAs('person-checks.elsewhere'))
  const { items } = await city.identity.audit.listLines(await city.actorOf('audit'), {
    action: 'person-check.elsewhere',
    limit: 5,
  })
  assert.deepEqual(
    items.map(({ entry }) => [entry.objectId, entry.result]),
    Array(2).fill([li.accountId, 'refused']),
  )
})

test('one that was not passed leaves everything as it was', async () => {
  const wei = await city.actorOf('wei.shiban')
  const begun = await open().begin(whoseOf(wei), 'face')
  provider.decide(begun.id, 'failed')
  await assert.rejects(open().finish(whoseOf(wei), begun.id), refusedAs('person-checks.failed'))
  provider.decide(begun.id, 'passed')
  await assert.rejects(open().finish(whoseOf(wei), begun.id), refusedAs('person-checks.missing'))
  assert.equal(await open().evidenceOf(realm, wei.accountId), undefined)
})

const falseAnswers: [Mood, string][] = [
  ['forges', 'person-checks.not-theirs'],
  ['sends-picture', 'person-checks.not-theirs'],
  ['old', 'person-checks.not-theirs'],
  ['silent', 'systems.silent'],
]
for (const [mood, code] of falseAnswers)
  test(`a provider that is ${mood} raises nobody, and the person can go on when it is well again`, async () => {
    const chen = await city.actorOf('chen.yanshi')
    const begun = await open().begin(whoseOf(chen), 'face')
    await pass(begun)
    provider.state.mood = mood
    await assert.rejects(open().finish(whoseOf(chen), begun.id), refusedAs(code))
    assert.equal((await rowsOf(chen.accountId))[0]?.state, 'open')
    provider.state.mood = 'well'
    assert.equal((await open().finish(whoseOf(chen), begun.id)).level, 'L4')
  })

test('an answer sent before, and one evidence for two checks, count for nothing', async () => {
  const sun = await city.actorOf('sun.yanshi')
  provider.state.mood = 'replays'
  const first = await open().begin(whoseOf(sun), 'face')
  await pass(first)
  const once = await open()
    .finish(whoseOf(sun), first.id)
    .catch((error: unknown) => error)
  assert.ok(once instanceof Refusal && once.code === 'person-checks.not-theirs', 'an earlier answer, rightly signed')
  provider.state.mood = 'same-evidence'
  await open().finish(whoseOf(sun), first.id)
  const second = await open().begin(whoseOf(sun), 'face')
  await pass(second)
  await assert.rejects(open().finish(whoseOf(sun), second.id), refusedAs('person-checks.not-theirs'))
  provider.state.mood = 'well'
})

test('without a provider, without a person, and too often there is no check', async () => {
  const qian = await city.actorOf('qian.yangli')
  await assert.rejects(open('none').begin(whoseOf(qian), 'face'), refusedAs('person-checks.off'))
  const { partyId: _, ...nobody } = whoseOf(qian)
  await assert.rejects(open().begin(nobody, 'face'), refusedAs('person-checks.no-person'))
  await assert.rejects(open({ url: 'http://127.0.0.1:1/' }).begin(whoseOf(qian), 'face'), refusedAs('systems.silent'))
  for (let i = 0; i < 10; i++) await open().begin(whoseOf(qian), 'face')
  await assert.rejects(open().begin(whoseOf(qian), 'face'), refusedAs('person-checks.too-many'))
  assert.ok(await open().begin({ ...whoseOf(qian), purpose: 'recovery' }, 'face'), 'each purpose has its own number')
})
