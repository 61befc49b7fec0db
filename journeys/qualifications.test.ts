import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { CheckView } from '../platform/support/qualifications/contract.ts'
import { type City, startCity } from './city.ts'
import { type Person, personAt, signIn } from './client.ts'
import { eventually } from './people.ts'
import { openProgram } from './program.ts'

const restaurant = '92441900MADEM00115'
const banned = '999900198004300098'
const purpose = '采购项目演示〔2026〕3号资格审查'
const basis = '《政府采购法》第二十三条'
const consent = { form: 'written', reference: '同意书演示1号', on: '2026-11-20' }
const statesOf = ({ findings }: CheckView) => Object.fromEntries(findings.map(({ key, state }) => [key, state]))

describe('may this person or firm do it: one call over credentials, credit and registers', () => {
  let city: City
  let clerk: Person

  before(async () => {
    city = await startCity()
    clerk = await signIn(city.url, 'cg.shg')
  })
  after(() => city?.stop())

  const ask = (check: string, number: string, more: object = {}, as = clerk) =>
    as.post('/qualification-checks', { check, number, purpose, basis, ...more })

  test('the named checks are public, with what each requires and on which law', async () => {
    const { body } = await personAt(city.url).get('/qualifications')
    const keys = body.items.map(({ key }: { key: string }) => key)
    for (const key of ['procurement-supplier', 'food-business', 'food-manager', 'drainage'])
      assert.ok(keys.includes(key), key)
    for (const { requirements } of body.items) for (const each of requirements) assert.match(each.basis, /《.+》/)
  })

  test('a firm: registered and on no list, but without a licence, each finding has its sources', async () => {
    const supplier = await eventually(async () => {
      const { status, body } = await ask('procurement-supplier', restaurant)
      assert.equal(status, 201, JSON.stringify(body))
      return body.answer === 'yes' ? (body as CheckView) : undefined
    })
    assert.deepEqual(statesOf(supplier), { registered: 'met', 'not-barred': 'met', 'clean-record': 'met' })
    const { body: food } = await ask('food-business', restaurant)
    assert.equal(food.answer, 'no')
    assert.deepEqual(statesOf(food), { registered: 'met', licensed: 'unmet', 'not-listed': 'met' })
    const kinds = food.sources.map(({ kind, status }: CheckView['sources'][number]) => `${kind} ${status}`)
    assert.deepEqual(kinds, ['register found', 'credential missing', 'credit found'])
    for (const each of food.sources) assert.ok(each.label && each.at)
    assert.match(food.findings[1].reason, /食品经营许可证/)
    const proof = await eventually(async () => {
      const response = await fetch(`${city.url}/log/proof/${food.leafHash}`)
      return response.status === 200 ? response : undefined
    })
    assert.equal(proof.status, 200, 'the answer is evidence in the public log')
  })

  test('a person: only with consent, what bars them is found, their number is masked, and they see who asked and why', async () => {
    assert.equal((await ask('food-manager', banned)).body.code, 'qualifications.no-consent')
    const { status, body } = await ask('food-manager', banned, { consent })
    assert.equal(status, 201, JSON.stringify(body))
    assert.equal(body.answer, 'no')
    assert.deepEqual(statesOf(body), { 'no-crime': 'met', 'no-revocation': 'unmet' })
    assert.equal(JSON.stringify(body).includes(banned), false)
    assert.deepEqual(body.consent, consent)
    assert.equal((await ask('food-manager', '999900198606180118', { consent })).body.answer, 'yes')
    const person = await signIn(city.url, 'li.xugou')
    const { body: reads } = await person.get('/me/read-log')
    const line = reads.items.find((each: { purpose: string }) => each.purpose === purpose)
    assert.ok(line, JSON.stringify(reads.items[0]))
    assert.deepEqual([line.reader, line.basis], [body.by, basis])
  })

  test('what does not fit is refused: a strange check, a wrong number, a check for others', async () => {
    assert.equal((await ask('nothing-such', restaurant)).body.code, 'qualifications.missing')
    assert.equal((await ask('food-business', '92441900MADEM00116')).body.code, 'qualifications.bad-number')
    assert.equal((await ask('food-business', banned)).body.code, 'qualifications.not-for-them')
    const citizen = await signIn(city.url, 'li.xugou')
    assert.equal((await ask('food-business', restaurant, {}, citizen)).status, 403)
    const manager = await signIn(city.url, 'item')
    assert.equal((await ask('food-business', restaurant, {}, manager)).body.code, 'qualifications.forbidden')
  })

  test('the same request again is the same check; an office lists its own, others do not see them', async () => {
    const body = { check: 'drainage', number: restaurant, purpose, basis }
    const headers = { 'idempotency-key': randomUUID() }
    const [first, again] = [
      await clerk.post('/qualification-checks', body, headers),
      await clerk.post('/qualification-checks', body, headers),
    ]
    assert.equal(again.body.id, first.body.id)
    const { body: mine } = await clerk.get('/qualification-checks?limit=1')
    assert.equal(mine.items[0].id, first.body.id)
    assert.ok(mine.next)
    const { body: older } = await clerk.get(`/qualification-checks?limit=1&cursor=${encodeURIComponent(mine.next)}`)
    assert.notEqual(older.items[0].id, first.body.id)
    const other = await signIn(city.url, 'zs.shg')
    assert.deepEqual((await other.get('/qualification-checks')).body.items, [])
  })

  test('a program that was granted the capability asks in its own name, one that was not cannot', async () => {
    const developer = await signIn(city.url, 'shen.yangli')
    const programWith = (capability: string) =>
      openProgram(city.url, developer, { name: '样例交易系统（演示）', purpose: '开标前核验资格', capability })
    const program = await programWith('qualifications')
    const { status, body } = await ask('procurement-supplier', restaurant, {}, program)
    assert.equal(status, 201, JSON.stringify(body))
    assert.deepEqual([body.answer, body.by], ['yes', '样例交易系统（演示）'])
    assert.equal((await program.get('/qualification-checks')).body.code, 'http.not-for-programs')
    const stranger = await programWith('items')
    assert.equal((await ask('procurement-supplier', restaurant, {}, stranger)).body.code, 'capabilities.no-access')
  })
})
