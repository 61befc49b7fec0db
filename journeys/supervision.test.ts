import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type CityInTime, startCityInTime } from './city-in-time.ts'
import { type Person, signIn } from './client.ts'
import { eventually, findItem, talentAnswers } from './people.ts'

// D27: what is abnormal is found by the city's rules and becomes a notice that must be answered. A Monday, ten o'clock.
describe('supervision of offices', () => {
  let city: CityInTime
  let supervisor: Person
  let decider: Person
  let caseId: string
  let caseNo: string

  before(async () => {
    city = await startCityInTime(new Date('2026-11-02T02:00:00Z'))
    const person = await signIn(city.url, 'shen.yangli')
    const itemId = await findItem(person, '人才入户')
    const started = await person.post('/applications', { itemId, answers: talentAnswers, confirm: ['promise'] })
    const done = await person.post(`/applications/${started.body.id}/submit`, { consent: true })
    assert.equal(done.body.outcome, undefined, 'a person must decide')
    ;({ caseId, caseNo } = done.body)
    await signInAll('2026-11-30T02:00:00Z')
  })
  after(() => city?.stop())

  async function signInAll(instant: string) {
    await city.goTo(new Date(instant))
    supervisor = await signIn(city.url, 'supervisor')
    decider = await signIn(city.url, 'rs.jdg')
  }
  const theirs = async (person: Person, query = '') =>
    (await person.get(`/supervision-notices?limit=100${query}`)).body.items.find(
      (each: { caseId: string }) => each.caseId === caseId,
    )

  test('the supervisor sees figures of offices, the cases that rules find, and takes them away as CSV', async () => {
    const { body: view } = await supervisor.get('/supervision')
    const { items } = (await supervisor.get('/abnormal-cases?rule=too-slow&channel=online')).body
    const found = items.find((each: { id: string }) => each.id === caseId)
    assert.ok(found, JSON.stringify({ view, items }))
    const office = view.offices.find((each: { departmentId: string }) => each.departmentId === found.departmentId)
    assert.ok(office.online >= 1 && office.abnormal >= 1)
    assert.ok(view.rules.find(({ key }: { key: string }) => key === 'too-slow').count >= 1)
    assert.deepEqual((await supervisor.get('/abnormal-cases?rule=too-slow&channel=counter')).body.items, [])
    const inState = async (state: string) =>
      (await supervisor.get(`/abnormal-cases?state=${state}`)).body.items.some(
        ({ id }: { id: string }) => id === caseId,
      )
    assert.deepEqual([await inState('open'), await inState('closed')], [true, false])
    const csv = await supervisor.get('/abnormal-cases.csv?rule=too-slow')
    assert.match(String(csv.body), new RegExp(`"${caseNo}".*办得过慢`))
    assert.doesNotMatch(String(csv.body), /沈/)
    assert.equal((await decider.get('/supervision')).body.code, 'supervision.forbidden')
  })

  test('a notice is issued once, told to the office, answered, returned, answered again and accepted', async () => {
    const input = { caseId, rule: 'too-slow', demand: '请说明为什么二十多天没有办完' }
    const issued = await supervisor.post('/supervision-notices', input)
    assert.equal(issued.status, 201, JSON.stringify(issued.body))
    assert.deepEqual([issued.body.state, issued.body.due, issued.body.rule], ['issued', '2026-12-03', '办得过慢'])
    assert.equal((await supervisor.post('/supervision-notices', input)).body.code, 'supervision.noticed')
    const told = (await decider.get('/me/notices?limit=100')).body.items
    assert.ok(told.some(({ kind }: { kind: string }) => kind === 'supervision.issued'))

    const act = async (person: Person, verb: string) => {
      const { id, rowVersion } = await theirs(person)
      const words = `${verb}：写清楚的理由`
      return person.post(`/supervision-notices/${id}/acts`, { verb, words, expectedVersion: rowVersion })
    }
    assert.equal((await act(supervisor, 'answer')).body.code, 'supervision.not-now')
    assert.equal((await act(decider, 'answer')).body.state, 'answered')
    assert.equal((await act(decider, 'accept')).body.code, 'supervision.not-now')
    const back = await act(supervisor, 'return')
    assert.deepEqual([back.body.state, back.body.returned, back.body.may], ['issued', 1, []])
    await act(decider, 'answer')
    const accepted = await act(supervisor, 'accept')
    assert.deepEqual(
      accepted.body.steps.map(({ verb }: { verb: string }) => verb),
      ['issue', 'answer', 'return', 'answer', 'accept'],
    )
  })

  test('what is not answered in time is late', async () => {
    const again = { caseId, rule: 'too-slow', demand: '请再说明办理进展' }
    assert.equal((await supervisor.post('/supervision-notices', again)).status, 201)
    assert.equal(await theirs(supervisor, '&state=late'), undefined)
    await signInAll('2026-12-04T02:00:00Z')
    const late = await eventually(() => theirs(decider, '&state=late'))
    assert.deepEqual([late.late, late.may], [true, ['answer']])
  })
})
