import assert from 'node:assert/strict'
import { webcrypto } from 'node:crypto'
import { after, test } from 'node:test'
import { createPublish } from '#ground/events.ts'
import { groundModule } from '#ground/ground.ts'
import { newId } from '#ground/ids.ts'
import { createSecrets } from '#ground/secrets.ts'
import type { Actor, PostRole } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import holidays from '#kernel/working-days/holidays.json' with { type: 'json' }
import { createCalendar } from '#kernel/working-days.ts'
import type { CaseView } from '#support/cases/contract.ts'
import { testDatabase } from '#testing/database.ts'
import { createRatings, type RatingVerb, ratingsModule } from './index.ts'

const { db, close } = await testDatabase([groundModule, ratingsModule])
after(close)

const realm = 'r'
let now = new Date('2026-11-23T01:00:00Z')
const person = (kind: Actor['kind'], more: Partial<Actor> = {}): Actor => ({
  kind,
  realm,
  accountId: newId(),
  name: '演示',
  level: 'L3',
  posts: [],
  ...more,
})
const official = (role: PostRole, departmentId: string) =>
  person('official', {
    name: '何谷雨演示',
    posts: [{ id: newId(), role, departmentId, departmentName: departmentId, divisionCode: city }],
  })
const city = '441900000000'
const applicant = person('citizen')
const stranger = person('citizen')
const officer = official('decider', 'bees')
const window = official('intake', 'bees')
const elsewhere = official('decider', 'fish')
const overseer = official('supervisor', 'government-services')

/** Cases as the case engine would show them to those who may see them. */
const cases = new Map<string, CaseView['status']>()
const itemId = newId()
const parent: Record<string, string> = { bees: 'city', fish: 'city', 'government-services': 'city' }
const told: { accountId: string; body: string }[] = []
const leaves: string[] = []

const closed: { departmentId: string; department: string; itemId: string; item: string; count: number }[] = []
const ratings = createRatings({
  tagLists: async () => [],
  closedCases: async () => closed,
  db,
  clock: () => now,
  newId,
  random: (bytes) => webcrypto.getRandomValues(bytes),
  secrets: createSecrets(Buffer.alloc(32, 7)),
  publish: createPublish({ clock: () => now, newId }),
  calendar: createCalendar(holidays),
  async getCase(actor, id) {
    const status = cases.get(id)
    if (!status || (actor !== applicant && actor !== officer && actor !== window))
      throw new Refusal('missing', 'cases.missing', 'none')
    return {
      no: `DEMO-${id.slice(-4)}`,
      status,
      item: { id: itemId, name: '养蜂人登记', version: 1 },
      department: { id: 'bees', name: '养蜂登记处（演示）' },
      applicant: { name: '南瓜灯演示', kind: 'natural' },
      ...(status === 'submitted' ? {} : { acceptedAt: now.toISOString() }),
    }
  },
  territory: async () => ({
    departmentWithin: (department, ancestor) => department === ancestor || parent[department] === ancestor,
    divisionWithin: (division, ancestor) => division.startsWith(ancestor.replace(/0+$/, '')),
    find: (id) => (parent[id] ? { id, name: id, divisionCode: city } : undefined),
    all: () => Object.keys(parent),
  }),
  appendLeaf: async (_tx, leaf) => void leaves.push(leaf.subject),
  tell: async (_tx, notice) => void told.push(notice),
})

function aCase(status: CaseView['status'] = 'closed'): string {
  const id = newId()
  cases.set(id, status)
  return id
}

test('the applicant rates a closed case once; again is refused and changes nothing', async () => {
  const id = aCase()
  assert.equal((await ratings.stateOf(applicant, id)).mayRate, true)
  const rating = await ratings.rate(applicant, id, { level: 1, tags: ['很快'], text: '  谢谢  ' })
  assert.deepEqual([rating.bad, rating.state, rating.text, rating.due], [false, 'closed', '谢谢', undefined])

  await assert.rejects(ratings.rate(applicant, id, { level: 5 }), { code: 'ratings.already-rated' })
  const state = await ratings.stateOf(applicant, id)
  assert.deepEqual([state.mayRate, state.rating?.level], [false, 1])
})

test('of two ratings of one case at the same moment one counts', async () => {
  const id = aCase()
  const both = await Promise.allSettled([
    ratings.rate(applicant, id, { level: 1 }),
    ratings.rate(applicant, id, { level: 5 }),
  ])
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
})

test('nobody but the applicant rates, and not before the end', async () => {
  const id = aCase()
  await assert.rejects(ratings.rate(stranger, id, { level: 1 }), { code: 'cases.missing' })
  await assert.rejects(ratings.rate(officer, id, { level: 1 }), { code: 'ratings.not-yours' })
  await assert.rejects(ratings.rate(applicant, aCase('reviewing'), { level: 1 }), { code: 'ratings.not-closed' })
  assert.equal((await ratings.stateOf(officer, id)).mayRate, false)
  await assert.rejects(ratings.stateOf(stranger, id), { code: 'cases.missing' })
})

test('levels 4 and 5 are bad and open, to be called back on the next working day', async () => {
  for (const level of [4, 5]) {
    const { bad, state, due, light } = await ratings.rate(applicant, aCase(), { level })
    assert.deepEqual([bad, state, due, light], [true, 'open', '2026-11-24', 'green'])
  }
})

test('acceptance and result are two stages, each rated once', async () => {
  const id = aCase('reviewing')
  await ratings.rate(applicant, id, { level: 2, stage: 'acceptance' })
  await assert.rejects(ratings.rate(applicant, id, { level: 2, stage: 'acceptance' }), {
    code: 'ratings.already-rated',
  })
  cases.set(id, 'closed')
  await ratings.rate(applicant, id, { level: 1 })
  const { stages } = await ratings.stateOf(applicant, id)
  assert.deepEqual(
    stages.map(({ stage, rating }) => [stage, rating?.level]),
    [
      ['acceptance', 2],
      ['result', 1],
    ],
  )
  const early = aCase('submitted')
  await assert.rejects(ratings.rate(applicant, early, { level: 1, stage: 'acceptance' }), {
    code: 'ratings.not-accepted',
  })
})

test('officials see the ratings of their departments with raters masked; others see none', async () => {
  const id = aCase()
  const rated = await ratings.rate(applicant, id, { level: 5, text: '等得太久' })
  const seen = (await ratings.list(officer, { limit: 100, bad: true, state: 'open' })).items
  const own = seen.find((each) => each.id === rated.id)
  assert.ok(own)
  assert.ok(own.rater.startsWith('南') || own.rater.includes('*'))
  assert.ok(!JSON.stringify(seen).includes('南瓜灯演示'))
  for (const actor of [elsewhere, stranger]) assert.deepEqual((await ratings.list(actor, { limit: 100 })).items, [])
})

test('a page of ratings goes on where the last one ended', async () => {
  const all = (await ratings.list(officer, { limit: 100 })).items.map(({ id }) => id)
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await ratings.list(officer, { limit: 2, ...(cursor ? { cursor } : {}) })
    seen.push(...page.items.map(({ id }) => id))
    cursor = page.next
  } while (cursor && seen.length < 100)
  assert.deepEqual(seen, all)
})

const text = '已经核实，增加了人手。'

test('a bad rating is followed up to the end: called back, mended, answered, rated again', async () => {
  const id = aCase()
  const { id: ratingId } = await ratings.rate(applicant, id, { level: 4 })
  const act = (actor: Actor, verb: RatingVerb, more = {}) => ratings.act(actor, ratingId, { verb, text, ...more })
  await assert.rejects(act(elsewhere, 'call-back'), { code: 'ratings.missing' })
  await assert.rejects(act(stranger, 'rate-again'), { code: 'ratings.missing' })
  await assert.rejects(act(window, 'call-back'), { code: 'ratings.forbidden' })
  await assert.rejects(act(officer, 'reply'), { code: 'ratings.not-open' })
  await act(officer, 'call-back', { reached: true })
  await act(officer, 'mend')
  const replied = await act(officer, 'reply')
  assert.deepEqual([replied.state, replied.reply, replied.due], ['replied', text, '2026-11-30'])
  assert.ok(told.some(({ accountId, body }) => accountId === applicant.accountId && body.includes(text)))
  await assert.rejects(act(officer, 'rate-again', { level: 1 }), { code: 'ratings.forbidden' })

  const seen = (await ratings.stateOf(applicant, id)).rating
  assert.deepEqual(seen?.may, [{ verb: 'rate-again', needsText: false }])
  assert.ok(!JSON.stringify(seen).includes('何谷雨演示'), 'the applicant deals with the office')
  const settled = await act(applicant, 'rate-again', { level: 2 })
  assert.deepEqual([settled.state, settled.again], ['closed', 2])
  assert.deepEqual(
    settled.steps?.map(({ verb }) => verb),
    ['call-back', 'mend', 'reply', 'rate-again'],
  )
  assert.equal(leaves.filter((subject) => subject === ratingId).length, 5)
})

test('of two who act at once one is told that it is done', async () => {
  const { id } = await ratings.rate(applicant, aCase(), { level: 5 })
  await ratings.act(officer, id, { verb: 'call-back', text })
  const both = await Promise.allSettled([
    ratings.act(officer, id, { verb: 'mend', text }),
    ratings.act(officer, id, { verb: 'appeal', text }),
  ])
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
})

test('window staff see a bad rating without its case until it is settled', async () => {
  const id = aCase()
  const { id: ratingId } = await ratings.rate(applicant, id, { level: 5 })
  const seen = await ratings.get(window, ratingId)
  assert.deepEqual([seen.caseId, seen.caseNo, seen.may, seen.rater], [undefined, undefined, [], '评价人'])
  assert.equal((await ratings.stateOf(window, id)).rating, undefined)
  assert.equal((await ratings.get(officer, ratingId)).caseId, id)
})

test('not even a masked name, nor a signed text, tells those at the window who it was; after the end the mask does', async () => {
  const { id } = await ratings.rate(applicant, aCase(), { level: 5, text: '我是南瓜灯演示，等了一上午' })
  await ratings.act(officer, id, { verb: 'call-back', text: '已经和南瓜灯演示通话核实' })
  const read = async () => {
    const published = (await ratings.published(realm, { limit: 100 })).items.find((each) => each.id === id)
    return [await ratings.get(window, id), published] as const
  }
  for (const seen of await read()) {
    assert.equal(seen?.rater, '评价人')
    assert.ok(!JSON.stringify(seen).includes('南瓜灯演示'), JSON.stringify(seen))
  }
  for (const verb of ['mend', 'reply'] as const) await ratings.act(officer, id, { verb, text })
  await ratings.act(applicant, id, { verb: 'rate-again', level: 1 })
  for (const seen of await read()) assert.match(seen!.rater, /^南\*+示$/)
})

test('who gave the service does not follow up its rating, whatever other posts they hold', async () => {
  const both = person('official', { posts: [...window.posts, ...officer.posts] })
  const { code = '' } = await ratings.services.record(both, {
    ...{ departmentId: 'bees', channel: 'window', service: '领取蜂箱', window: '4' },
  })
  const { id } = await ratings.services.rate(realm, { code, level: 5 })
  const seen = await ratings.get(both, id)
  assert.deepEqual([seen.may, seen.caseNo], [[], undefined])
  await assert.rejects(ratings.act(both, id, { verb: 'call-back', text }), { code: 'ratings.forbidden' })
  assert.equal((await ratings.act(officer, id, { verb: 'call-back', text })).state, 'open')
})

test('an appeal is decided by the other body, which sees no case; what it excludes counts nowhere', async () => {
  const { id } = await ratings.rate(applicant, aCase(), { level: 5, text: '我的电话19900000001' })
  await ratings.act(officer, id, { verb: 'call-back', text })
  await assert.rejects(ratings.get(overseer, id), { code: 'ratings.missing' })
  await ratings.act(officer, id, { verb: 'appeal', text })
  await assert.rejects(ratings.act(officer, id, { verb: 'exclude', text }), { code: 'ratings.forbidden' })
  const listed = (await ratings.list(overseer, { limit: 100 })).items.find((each) => each.id === id)
  assert.ok(!listed?.text?.includes('19900000001'))
  assert.deepEqual([listed?.caseId, listed?.may.map(({ verb }) => verb)], [undefined, ['exclude', 'uphold']])
  const shown = async () => (await ratings.published(realm, { limit: 100 })).items.some((each) => each.id === id)
  assert.equal(await shown(), false)
  const before = (await ratings.statistics(officer, { limit: 10 })).items[0]!
  await ratings.act(overseer, id, { verb: 'exclude', text })
  const after = (await ratings.statistics(officer, { limit: 10 })).items[0]!
  assert.deepEqual([after.count, after.excluded], [before.count - 1, before.excluded + 1])
  assert.equal(await shown(), false)
})

test('shares of follow-up: calls of those who can be called, answers of all, mending of what had ground', async () => {
  const days = { from: '2027-03-01', to: '2027-03-31', limit: 10 }
  const then = now
  now = new Date('2027-03-01T01:00:00Z')
  const rated = async () => (await ratings.rate(applicant, aCase(), { level: 5 })).id
  const [explained, mended] = [await rated(), await rated()]
  for (const [id, verb] of [
    [explained, 'explain'],
    [mended, 'mend'],
  ] as const) {
    await ratings.act(officer, id, { verb: 'call-back', text })
    await ratings.act(officer, id, { verb, text })
  }
  const { code = '' } = await ratings.services.record(window, {
    ...{ departmentId: 'bees', channel: 'phone', service: '电话咨询' },
  })
  await ratings.services.rate(realm, { code, level: 4 })
  now = new Date('2027-03-02T01:00:00Z')
  await ratings.act(officer, explained, { verb: 'reply', text })
  const [early] = (await ratings.statistics(officer, days)).items
  assert.deepEqual([early?.bad, early?.calledBack, early?.replied, early?.mendedOnTime], [3, 1, 1, undefined])
  await ratings.act(officer, mended, { verb: 'reply', text })
  assert.equal((await ratings.statistics(officer, days)).items[0]?.mendedOnTime, 1)
  // Not satisfied: mended again, and the first answer does not make it timely.
  const raterAgain = await ratings.act(applicant, mended, { verb: 'rate-again', level: 5 })
  now = new Date(`${raterAgain.due}T01:00:00Z`)
  now = new Date(now.getTime() + 2 * 86_400_000)
  const [late] = (await ratings.statistics(officer, days)).items
  assert.deepEqual([late?.mendedOnTime, late?.replied], [0, 1 / 3])
  now = then
})

test('figures by department, for those who watch over it; shares of nothing are left out', async () => {
  const [own] = (await ratings.statistics(officer, { limit: 10 })).items
  assert.ok(own && own.departmentId === 'bees' && own.bad > 0)
  assert.ok(own.calledBackOnTime! > 0 && own.calledBackOnTime! <= own.calledBack!)
  assert.equal(own.mendedOnTime, 1)
  assert.equal(own.satisfiedAgain, 1)
  assert.deepEqual((await ratings.statistics(elsewhere, { limit: 10 })).items, [])
  assert.equal((await ratings.statistics(overseer, { limit: 10 })).items.length, 1)
  assert.deepEqual((await ratings.statistics(officer, { limit: 10, from: '2020-01-01', to: '2020-12-31' })).items, [])
})

test('the share of what could be rated that people rated, by department, item and window; nobody rated is none', async () => {
  const before = (await ratings.statistics(officer, { limit: 10 })).items[0]!
  const other = newId()
  closed.push(
    { departmentId: 'bees', department: '养蜂登记处（演示）', itemId, item: '养蜂人登记', count: 4 * before.count },
    { departmentId: 'bees', department: '养蜂登记处（演示）', itemId: other, item: '蜂箱备案', count: 2 },
  )
  const whole = (await ratings.statistics(officer, { limit: 10 })).items[0]!
  assert.equal(whole.offered, before.offered + 4 * before.count + 2)
  assert.ok(whole.rated! > 0 && whole.rated! < 1)
  const byItem = (await ratings.statistics(officer, { limit: 10, by: 'item' })).items
  assert.deepEqual(byItem.map(({ item, rated }) => [item, rated === 0]).sort(), [
    ['养蜂人登记', false],
    ['蜂箱备案', true],
  ])
  const first = await ratings.statistics(officer, { limit: 1, by: 'item' })
  const second = await ratings.statistics(officer, { limit: 1, by: 'item', cursor: first.next! })
  assert.notEqual(first.items[0]?.item, second.items[0]?.item)
  await ratings.services.record(window, { departmentId: 'bees', channel: 'window', service: '领取蜂箱', window: '9' })
  const windows = (await ratings.statistics(officer, { limit: 10, by: 'window' })).items
  assert.deepEqual([windows.find((row) => row.window === '9')?.rated], [0])
  closed.length = 0
})

test('everybody reads what was said, without numbers or names', async () => {
  await ratings.rate(applicant, aCase(), { level: 3, text: '打我电话19900000001，证件999900198803120018' })
  const said = JSON.stringify((await ratings.published(realm, { limit: 100 })).items)
  for (const hidden of ['19900000001', '999900198803120018', '南瓜灯演示', 'DEMO-']) assert.ok(!said.includes(hidden))
})

test('an answer that nobody rates again stands after its days', async () => {
  const id = aCase()
  const { id: ratingId } = await ratings.rate(applicant, id, { level: 4 })
  for (const verb of ['call-back', 'explain', 'reply'] as const) await ratings.act(officer, ratingId, { verb, text })
  const then = now
  assert.equal(await ratings.sweep(), 0)
  now = new Date('2026-12-01T01:00:00Z')
  assert.equal(await ratings.sweep(), 1)
  assert.equal((await ratings.get(officer, ratingId)).state, 'closed')
  await assert.rejects(ratings.act(applicant, ratingId, { verb: 'rate-again', level: 1 }), { code: 'ratings.not-open' })
  now = then
})

test('a good rating needs nothing done, and one that is not there neither', async () => {
  const { id } = await ratings.rate(applicant, aCase(), { level: 3 })
  await assert.rejects(ratings.act(officer, id, { verb: 'call-back', text }), { code: 'ratings.not-open' })
  await assert.rejects(ratings.act(officer, newId(), { verb: 'call-back', text }), { code: 'ratings.missing' })
})

test('a service at the counter is rated once by its code, and not without one', async () => {
  const input = { departmentId: 'bees', channel: 'window' as const, service: '咨询养蜂登记', window: '3' }
  await assert.rejects(ratings.services.record(officer, input), { code: 'ratings.not-your-department' })
  const { code = '', no } = await ratings.services.record(window, input)
  assert.equal((await ratings.services.lookUp(realm, code)).service.no, no)
  await assert.rejects(ratings.services.rate(realm, { code: '000000000000', level: 1 }), {
    code: 'ratings.code-unknown',
  })
  const both = await Promise.allSettled([1, 5].map((level) => ratings.services.rate(realm, { code, level })))
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  assert.ok((await ratings.services.lookUp(realm, code)).rating)
})

test('the share of satisfied people counts levels 1 to 3, and nothing is said where nobody rated', async () => {
  const all = (await ratings.list(officer, { limit: 100 })).items.filter(
    ({ state, stage }) => state !== 'excluded' && stage !== 'service',
  )
  const good = all.filter(({ bad }) => !bad).length
  const { count, satisfied } = await ratings.summary(realm, itemId)
  assert.equal(count, all.length)
  assert.ok(Math.abs((satisfied ?? 0) - good / all.length) < 0.001)
  assert.deepEqual(await ratings.summary(realm, newId()), { count: 0 })
})
