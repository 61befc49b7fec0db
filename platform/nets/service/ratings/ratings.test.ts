import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { newId } from '#ground/ids.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import holidays from '#kernel/working-days/holidays.json' with { type: 'json' }
import { createCalendar } from '#kernel/working-days.ts'
import type { CaseView } from '#support/cases/contract.ts'
import { testDatabase } from '#testing/database.ts'
import { createRatings, ratingsModule } from './index.ts'

const { db, close } = await testDatabase([ratingsModule])
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
const applicant = person('citizen')
const stranger = person('citizen')
const officer = person('official', { name: '何谷雨演示' })
const elsewhere = person('official')

/** Cases as the case engine would show them to those who may see them. */
const cases = new Map<string, CaseView['status']>()
const itemId = newId()

const ratings = createRatings({
  db,
  clock: () => now,
  newId,
  calendar: createCalendar(holidays),
  async getCase(actor, id) {
    const status = cases.get(id)
    if (!status || (actor !== applicant && actor !== officer)) throw new Refusal('missing', 'cases.missing', 'none')
    return {
      no: `DEMO-${id.slice(-4)}`,
      status,
      item: { id: itemId, name: '养蜂人登记', version: 1 },
      department: { id: 'bees', name: '养蜂登记处（演示）' },
      applicant: { name: '南瓜灯演示', kind: 'natural' },
    }
  },
  departmentsUnder: async (actor) => (actor === officer ? ['bees', 'hives'] : actor === elsewhere ? ['fish'] : []),
})

function aCase(status: CaseView['status'] = 'closed'): string {
  const id = newId()
  cases.set(id, status)
  return id
}

test('the applicant rates a closed case once; again is refused and changes nothing', async () => {
  const id = aCase()
  assert.deepEqual(await ratings.stateOf(applicant, id), { mayRate: true })
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

test('levels 4 and 5 are bad and open, with a last day 15 working days on', async () => {
  for (const level of [4, 5]) {
    const { bad, state, due } = await ratings.rate(applicant, aCase(), { level })
    assert.deepEqual([bad, state, due], [true, 'open', '2026-12-14'])
  }
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

test('a bad rating is answered once by its department, and the applicant reads the answer', async () => {
  const id = aCase()
  const { id: ratingId } = await ratings.rate(applicant, id, { level: 4 })
  now = new Date('2026-11-24T01:00:00Z')
  await assert.rejects(ratings.reply(elsewhere, ratingId, '已经改正。'), { code: 'ratings.missing' })
  const replied = await ratings.reply(officer, ratingId, '已经增加人手。')
  assert.deepEqual([replied.state, replied.reply], ['replied', '已经增加人手。'])
  await assert.rejects(ratings.reply(officer, ratingId, '再答一次。'), { code: 'ratings.not-open' })
  assert.equal((await ratings.stateOf(applicant, id)).rating?.reply, '已经增加人手。')
})

test('a good rating needs no answer, and one that is not there has none', async () => {
  const { id } = await ratings.rate(applicant, aCase(), { level: 3 })
  await assert.rejects(ratings.reply(officer, id, '谢谢。'), { code: 'ratings.not-open' })
  await assert.rejects(ratings.reply(officer, newId(), '谢谢。'), { code: 'ratings.missing' })
})

test('the share of satisfied people counts levels 1 to 3, and nothing is said where nobody rated', async () => {
  const all = (await ratings.list(officer, { limit: 100 })).items
  const good = all.filter(({ bad }) => !bad).length
  const { count, satisfied } = await ratings.summary(realm, itemId)
  assert.equal(count, all.length)
  assert.ok(Math.abs((satisfied ?? 0) - good / all.length) < 0.001)
  assert.deepEqual(await ratings.summary(realm, newId()), { count: 0 })
})
