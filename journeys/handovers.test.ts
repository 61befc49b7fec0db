import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type CityInTime, startCityInTime } from './city-in-time.ts'
import { type Person, signIn } from './client.ts'
import { eventually, findItem, talentAnswers } from './people.ts'

// D11, D52: results wait at one window, the person is told, identified and signs; both clerks sign the day. A Monday, ten o'clock.
describe('the result desk', () => {
  let city: CityInTime
  let clerk: Person
  let other: Person
  let wang: Person
  let itemId: string
  const at = '/service-points/city-hall'
  const documents = [{ name: '人才入户核准书', no: '演示-0001' }, { name: '户口簿' }]
  const card = { name: '王测试', idNumber: '99990019950808002X', identifiedBy: 'id-card' }
  const strokes = [
    [10, 20, 60, 80, 120, 30],
    [200, 40, 240, 160],
  ]

  before(async () => {
    city = await startCityInTime(new Date('2026-11-23T02:00:00Z'))
    clerk = await signIn(city.url, 'slg')
    other = await signIn(city.url, 'zs.slg')
    wang = await signIn(city.url, 'wang.ceshi')
    itemId = await findItem(wang, '人才入户')
    assert.equal((await clerk.post('/window-duty', { point: 'city-hall', window: '05' })).status, 201)
  })
  after(() => city?.stop())

  async function applied(person: Person) {
    const started = await person.post('/applications', { itemId, answers: talentAnswers, confirm: ['promise'] })
    return (await person.post(`/applications/${started.body.id}/submit`, { consent: true })).body
  }
  async function decided(): Promise<string> {
    const { outcome, caseNo } = await applied(wang)
    assert.equal(outcome, 'granted')
    return caseNo
  }
  async function received() {
    const answer = await clerk.post(`${at}/handovers`, { caseNo: await decided(), documents, shelf: 'A-3' })
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return answer.body
  }
  const codeFor = (caseNo: string) =>
    eventually(async () => {
      const { items } = (await wang.get('/me/notices?limit=100')).body
      const told = items.find(
        ({ kind, body }: { kind: string; body: string }) => kind === 'handover.here' && body.includes(caseNo),
      )
      return told && (/取件码 (\d{6})/.exec(told.body)![1] as string)
    })
  const handOver = (id: string, taking: object) =>
    clerk.post(`/handovers/${id}/acts`, { verb: 'hand-over', taking: { ...card, checked: [0, 1], ...taking } })

  test('a result is received at an open window, the person is told, identified, checks every paper and signs on the screen', async () => {
    const row = await received()
    assert.deepEqual(
      [row.state, row.person, row.shelf, row.told, row.keepUntil],
      ['waiting', '王*试', 'A-3', true, '2026-12-23'],
    )
    const again = await clerk.post(`${at}/handovers`, { caseNo: row.caseNo, documents })
    assert.equal(again.body.code, 'handovers.waiting-already')
    const mine = (await wang.get('/handovers')).body.items
    assert.deepEqual([mine.length, mine[0].caseNo, mine[0].documents.length], [1, row.caseNo, 2])

    const opened = (await clerk.get(`/handovers/${row.id}`)).body
    assert.deepEqual([opened.person, opened.may], ['王测试', ['hand-over', 'return']])
    const reads = (await wang.get('/me/read-log?limit=20')).body
    assert.match(JSON.stringify(reads), /窗口出件/)

    assert.equal((await handOver(row.id, { strokes, checked: [0] })).body.code, 'handovers.not-checked')
    assert.equal((await handOver(row.id, {})).body.code, 'handovers.not-signed')
    assert.equal((await handOver(row.id, { strokes, name: '汪测试' })).body.code, 'handovers.not-the-person')
    assert.equal(
      (await handOver(row.id, { strokes, idNumber: '999900199508080021' })).body.code,
      'handovers.bad-number',
    )
    const { status, body } = await handOver(row.id, { strokes })
    assert.equal(status, 200, JSON.stringify(body))
    assert.deepEqual([body.state, body.signedBy, body.taker.as, body.strokes], ['handed', 'drawn', 'self', strokes])
    assert.doesNotMatch(JSON.stringify(body), /99990019950808002X/)
    assert.equal((await handOver(row.id, { strokes })).body.code, 'handovers.not-now')
    assert.equal((await wang.get('/handovers')).body.items.length, 0)
  })

  test('who comes for another needs the code the person was sent, or leaves a mandate; five wrong codes are enough', async () => {
    const row = await received()
    const code = await codeFor(row.caseNo)
    const qin = { name: '秦测试', idNumber: '999900193803053019' }
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
    assert.equal((await handOver(row.id, { ...qin, strokes })).body.code, 'handovers.not-the-person')
    assert.equal((await handOver(row.id, { ...qin, code: wrong })).body.code, 'handovers.wrong-code')
    const taken = await handOver(row.id, { ...qin, code })
    assert.deepEqual([taken.body.taker.as, taken.body.signedBy], ['by-code', 'code'])

    const next = await received()
    const right = await codeFor(next.caseNo)
    const bad = String((Number(right) + 1) % 1_000_000).padStart(6, '0')
    for (let tries = 0; tries < 5; tries++) await handOver(next.id, { ...qin, code: bad })
    assert.equal((await handOver(next.id, { ...qin, code: right })).body.code, 'handovers.wrong-code')
    const byPaper = await handOver(next.id, { ...qin, strokes, proxyPaper: true })
    assert.equal(byPaper.body.taker.as, 'by-paper')
  })

  test('nothing is received without a window, before a decision, at another town’s hall, or by another post', async () => {
    const body = { caseNo: 'no-such-case', documents }
    assert.equal((await clerk.post(`${at}/handovers`, body)).body.code, 'handovers.no-case')
    const { outcome, caseNo } = await applied(await signIn(city.url, 'shen.yangli'))
    assert.equal(outcome, undefined)
    assert.equal((await clerk.post(`${at}/handovers`, { caseNo, documents })).body.code, 'handovers.not-decided')
    assert.equal((await other.post(`${at}/handovers`, body)).body.code, 'handovers.no-window')
    assert.equal((await (await signIn(city.url, 'jdg')).post(`${at}/handovers`, body)).status, 403)
    const branch = await signIn(city.url, 'nc.slg')
    assert.equal((await branch.get('/service-points/humen-centre/handovers')).status, 403)
    assert.equal((await wang.get(`${at}/handovers`)).status, 403)
  })

  test('both clerks sign the day’s sheet of the window, which then stands and closes it for the day', async () => {
    const left = await received()
    const sheet = `${at}/handover-sheets/2026-11-23/05`
    const open = (await clerk.get(sheet)).body
    assert.deepEqual([open.received.length, open.handed.length, open.left.length, open.may], [4, 3, 1, ['sign']])
    assert.equal((await other.post(`${sheet}/take-over`)).body.code, 'handovers.sheet-not-now')
    const signed = await clerk.post(`${sheet}/signature`)
    assert.equal(signed.status, 200, JSON.stringify(signed.body))
    assert.match(signed.body.signed.digest, /^[0-9a-f]{64}$/)
    assert.equal((await clerk.post(`${sheet}/take-over`)).body.code, 'handovers.sheet-not-now')
    assert.equal((await handOver(left.id, { strokes })).body.code, 'handovers.sheet-signed')
    const both = (await other.post(`${sheet}/take-over`)).body
    assert.deepEqual([both.signed.by, both.left[0].caseNo], ['何谷雨演示', left.caseNo])
    assert.notEqual(both.takenOver.by, both.signed.by)
    const manager = await signIn(city.url, 'supervisor')
    assert.deepEqual((await manager.get(sheet)).body.may, [])
    assert.equal((await manager.post(`${sheet}/signature`)).status, 403)
    assert.equal(
      (await clerk.post(`${at}/handover-sheets/2026-11-24/05/signature`)).body.code,
      'handovers.sheet-not-now',
    )
  })

  test('what is not collected stands as overdue and goes back with a reason', async () => {
    await city.goTo(new Date('2026-12-24T02:00:00Z'))
    clerk = await signIn(city.url, 'slg')
    wang = await signIn(city.url, 'wang.ceshi')
    const { items } = (await clerk.get(`${at}/handovers?state=overdue`)).body
    assert.equal(items.length, 1)
    assert.equal(items[0].overdue, true)
    const { body } = await clerk.post(`/handovers/${items[0].id}/acts`, { verb: 'return' })
    assert.equal(body.code, 'handovers.no-reason')
    const back = await clerk.post(`/handovers/${items[0].id}/acts`, { verb: 'return', reason: '保管期满无人领取' })
    assert.deepEqual([back.status, back.body.state, back.body.reason], [200, 'returned', '保管期满无人领取'])
    assert.equal((await clerk.get(`${at}/handovers?state=returned`)).body.items[0].id, items[0].id)
  })
})
