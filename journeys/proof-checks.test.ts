import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type City, startCity } from './city.ts'
import { type Person, signIn } from './client.ts'

const zhao = '999900198803120018'
const claim = {
  ...{ departmentId: 'human-resources', register: 'population', key: { id_number: zhao } },
  ...{ claims: { name: '赵测试', sex: '男' }, purpose: '核对待遇申请人', basis: '社会保险法第七十四条' },
}

/** 证明核查: a window asks whether a claim holds and never sees the record; where records do not tell, their office says. */
describe('a claim instead of a paper that proves it', () => {
  let city: City
  let people: Record<'window' | 'owner' | 'stranger', Person>

  before(async () => {
    city = await startCity()
    const [window, owner, stranger] = await Promise.all(
      ['rs.slg', 'ga.jdg', 'nf.jdg'].map((name) => signIn(city.url, name)),
    )
    people = { window: window!, owner: owner!, stranger: stranger! }
  })
  after(() => city?.stop())

  const check = async (change: object = {}) => {
    const { status, body } = await people.window.post('/proof-checks', { ...claim, ...change })
    assert.equal(status, 201, JSON.stringify(body))
    return body
  }

  test('records answer yes, partly, no or that there is none, and the person sees who asked and why', async () => {
    const yes = await check()
    assert.deepEqual([yes.outcome, yes.agrees], ['yes', { name: true, sex: true }])
    assert.deepEqual((await check({ claims: { name: ' 赵测试 ', sex: '女' } })).agrees, { name: true, sex: false })
    assert.equal((await check({ claims: { name: '赵测试', sex: '女' } })).outcome, 'partly')
    assert.equal((await check({ claims: { name: '钱测试' } })).outcome, 'no')
    assert.equal((await check({ key: { id_number: '99990019950808999X' } })).outcome, 'missing')
    assert.ok(!JSON.stringify(yes).includes('赵测试'), 'it answers whether, never what')
    const person = await signIn(city.url, 'zhao.ceshi')
    const { body: log } = await person.get('/me/read-log?limit=100')
    const lines = log.items.filter((each: { purpose: string }) => each.purpose === '核对待遇申请人')
    assert.equal(lines.length, 4)
    assert.equal(lines[0].basis, '社会保险法第七十四条')
  })

  test('a check is no way to guess: sensitive fields are refused, and one record is asked about ten times a day', async () => {
    const hidden = await people.window.post('/proof-checks', { ...claim, claims: { birth_date: '1988-03-12' } })
    assert.deepEqual([hidden.status, hidden.body.code], [403, 'registers.masked-filter'])
    const other = { key: { id_number: '99990019950808002X' } }
    for (let turn = 0; turn < 10; turn++) await check(other)
    const more = await people.window.post('/proof-checks', { ...claim, key: { id_number: ' 99990019950808002x ' } })
    assert.deepEqual([more.status, more.body.code], [429, 'proof-checks.too-often'])
    const foreign = await people.stranger.post('/proof-checks', claim)
    assert.equal(foreign.status, 403, 'nobody asks in the name of another office')
  })

  test('where records do not tell, their office is asked, answers in time, and forgets what was claimed', async () => {
    const nobody = { key: { id_number: '999900199001019996' } }
    const asked = await check({ ...nobody, askOwner: true })
    assert.equal(asked.outcome, 'missing')
    assert.ok(asked.task.due > asked.askedAt.slice(0, 10))
    assert.equal(asked.mayAnswer, false)
    assert.equal((await people.stranger.get(`/proof-checks/${asked.id}`)).status, 404)
    const { body: owed } = await people.owner.get('/proof-checks?side=owed')
    assert.ok(owed.items.some(({ id }: { id: string }) => id === asked.id))
    const { body: seen } = await people.owner.get(`/proof-checks/${asked.id}`)
    assert.deepEqual([seen.mayAnswer, seen.asked.claims.name], [true, '赵测试'])
    const answer = { outcome: 'partly', note: '姓名相符，性别登记有误，已更正' }
    assert.equal((await people.window.post(`/proof-checks/${asked.id}/answer`, answer)).status, 403)
    const { status, body } = await people.owner.post(`/proof-checks/${asked.id}/answer`, answer)
    assert.equal(status, 200, JSON.stringify(body))
    assert.equal((await people.owner.post(`/proof-checks/${asked.id}/answer`, answer)).status, 403, 'once')
    const { body: known } = await people.window.get(`/proof-checks/${asked.id}`)
    assert.deepEqual([known.task.answer, known.task.note, known.task.overdue], ['partly', answer.note, false])
    const { body: after } = await people.owner.get(`/proof-checks/${asked.id}`)
    assert.equal(after.asked, undefined)
  })
})
