import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type City, startCity } from './city.ts'
import { type Person, personAt, signIn } from './client.ts'
import { beginHoney, findHoney, hand, submitHoney } from './honey.ts'
import { act, eventually } from './people.ts'

// D6 告知承诺: a promise signed in place of a proof, checked after the grant; a false one is annulled and told to credit.
describe('a promise in place of a proof, from the signature to the annulment', () => {
  let city: City
  let keeper: Person
  const officials: Record<string, Person> = {}
  let caseId: string
  let promiseId: string

  before(async () => {
    city = await startCity()
    keeper = await signIn(city.url, 'yang.feng')
    for (const name of ['nf.slg', 'nf.shg', 'nf.jdg', 'rs.shg']) officials[name] = await signIn(city.url, name)
  })
  after(() => city.stop())

  const promised = async (person: Person) => (await person.get(`/promises/${promiseId}`)).body
  const doTo = async (person: Person, verb: string, reason: string, more: Record<string, unknown> = {}) =>
    person.post(`/promises/${promiseId}/acts`, {
      verb,
      reason,
      expectedVersion: (await promised(person)).rowVersion ?? 0,
      ...more,
    })

  test('the applicant reads notice and promise, and signs the version that was read', async () => {
    const id = await beginHoney(keeper)
    const { body } = await keeper.get(`/applications/${id}`)
    const [offered] = body.promises
    assert.match(offered.notice, /撤销登记/)
    assert.equal(body.materials.find((each: { key: string }) => each.key === 'water-report').promise, 'water')

    const old = await keeper.patch(`/applications/${id}`, { answers: {}, promises: [{ key: 'water', version: 7 }] })
    assert.deepEqual([old.status, old.body.code], [409, 'applications.promise-changed'])
    await hand(keeper, id, 'label')
    const signed = await keeper.patch(`/applications/${id}`, { answers: {}, promises: [{ key: 'water', version: 1 }] })
    assert.deepEqual(signed.body.faults, [])
    assert.ok(signed.body.promises[0].signedAt)
    caseId = await submitHoney(keeper, id)
  })

  test('the document is numbered, sealed and kept, and anybody can verify it', async () => {
    const { body } = await keeper.get(`/credentials?caseId=${caseId}`)
    const document = body.items.find((each: { type: { key: string } }) => each.type.key === 'promise-document')
    assert.match(document.number, /^诺〔\d{4}〕第\d{6}号$/)
    const pdf = await keeper.get(`/credentials/${document.id}/pdf`)
    assert.equal(pdf.body.subarray(0, 5).toString(), '%PDF-')
    const seen = await personAt(city.url).get(`/verifications/${document.verifyCode}`)
    assert.equal(seen.body.status, 'valid')
    const mine = await keeper.get('/promises')
    promiseId = mine.body.items[0].id
    assert.deepEqual([mine.body.items[0].state, mine.body.items[0].document.number], ['signed', document.number])
  })

  test('the grant opens a check for the office, with its last day', async () => {
    await act(officials['nf.slg']!, caseId, 'accept')
    const seen = await officials['nf.shg']!.get(`/cases/${caseId}`)
    assert.equal(seen.body.terms.promises[0].materials[0].key, 'water-report')
    await act(officials['nf.shg']!, caseId, 'propose', { reason: '符合条件，以承诺代替检测报告' })
    assert.equal((await act(officials['nf.jdg']!, caseId, 'approve')).body.outcome, 'granted')
    const work = await eventually(async () => {
      const { body } = await officials['nf.shg']!.get('/promises?state=to-check')
      return body.items.find((each: { id: string }) => each.id === promiseId)
    })
    assert.equal(work.left, 60)
    assert.deepEqual(work.may, ['confirm', 'rectify', 'find-false'])
  })

  test('other offices and other citizens do not learn that it is there', async () => {
    assert.equal((await officials['rs.shg']!.get(`/promises/${promiseId}`)).status, 404)
    assert.equal((await (await signIn(city.url, 'wang.ceshi')).get(`/promises/${promiseId}`)).status, 404)
    assert.equal((await doTo(keeper, 'confirm', '我觉得属实')).status, 403)
  })

  test('putting right gets a day; then it is found false, and the holder is told and heard', async () => {
    const noDay = await doTo(officials['nf.shg']!, 'rectify', '检测报告缺一项，请补测')
    assert.equal(noDay.body.code, 'promises.due-needed')
    assert.equal(
      (await doTo(officials['nf.shg']!, 'rectify', '检测报告缺一项，请补测', { due: '2099-01-01' })).body.state,
      'rectifying',
    )
    const found = await doTo(officials['nf.shg']!, 'find-false', '查验：没有检测报告，取水口检测大肠菌群超标')
    assert.equal(found.body.state, 'false', JSON.stringify(found.body))
    const told = await keeper.get(`/credentials?caseId=${caseId}`)
    assert.ok(told.body.items.some((each: { type: { key: string } }) => each.type.key === 'promise-finding'))
    assert.equal((await doTo(keeper, 'state', '报告在整理中，请再给时间')).status, 200)
  })

  test('another person annuls what was granted, with reasons and remedies', async () => {
    assert.equal((await doTo(officials['nf.shg']!, 'annul', '承诺不实，撤销登记')).status, 403)
    const annulled = await doTo(officials['nf.jdg']!, 'annul', '承诺不实，依照行政许可法第六十九条第二款撤销登记')
    assert.equal(annulled.body.state, 'annulled', JSON.stringify(annulled.body))
    const { body } = await keeper.get(`/credentials?caseId=${caseId}`)
    const permit = body.items.find((each: { type: { key: string } }) => each.type.key === 'honey-workshop-permit')
    assert.equal(permit.status, 'annulled')
    assert.ok(body.items.some((each: { type: { key: string } }) => each.type.key === 'annulment-decision'))
    assert.deepEqual(
      (await promised(keeper)).steps.map(({ verb }: { verb: string }) => verb),
      ['rectify', 'find-false', 'state', 'annul'],
    )
  })

  test('the breach stands in the credit file of whoever promised, with what was found', async () => {
    const fact = await eventually(async () => {
      const { body } = await keeper.get('/me/credit')
      return body.facts.find(({ kind }: { kind: string }) => kind === 'promise-broken')
    })
    assert.deepEqual([fact.source, fact.state, fact.public], ['promise', 'valid', false])
    assert.match(fact.department, /养蜂|农业/)
  })

  test('whoever promised falsely promises no more until it is repaired', async () => {
    const id = await beginHoney(keeper)
    const sign = () => keeper.patch(`/applications/${id}`, { answers: {}, promises: [{ key: 'water', version: 1 }] })
    assert.deepEqual([(await sign()).status, (await sign()).body.code], [403, 'applications.promise-barred'])
    const repaired = await doTo(officials['nf.jdg']!, 'repair', '已整改并提交检测报告，准予信用修复')
    assert.equal(repaired.body.repaired, true, JSON.stringify(repaired.body))
    assert.equal((await sign()).status, 200)
  })

  test('a promise of a case that is not granted asks nothing of anybody', async () => {
    const id = await beginHoney(keeper, { more: { promises: [{ key: 'water', version: 1 }], follow: ['label'] } })
    const other = await submitHoney(keeper, id)
    assert.equal((await act(keeper, other, 'withdraw')).status, 200)
    const state = await eventually(async () => {
      const { body } = await keeper.get(`/promises?caseId=${other}`)
      return body.items[0].state === 'signed' ? undefined : body.items[0].state
    })
    assert.equal(state, 'void')
    assert.ok(await findHoney(keeper))
  })
})
