import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type City, startCity } from './city.ts'
import { type Person, signIn } from './client.ts'
import { beginHoney, hand, submitHoney } from './honey.ts'
import { act, eventually, layoutPdf } from './people.ts'

// D8 容缺受理: accepted with a secondary material missing, by a signed day; nobody grants before it is there.
describe('a case accepted with a material still to come', () => {
  let city: City
  let keeper: Person
  const officials: Record<string, Person> = {}
  let application: string
  let caseId: string

  before(async () => {
    city = await startCity()
    keeper = await signIn(city.url, 'yang.feng')
    for (const name of ['nf.slg', 'nf.shg', 'nf.jdg']) officials[name] = await signIn(city.url, name)
  })
  after(() => city.stop())

  test('what may follow must be handed in or signed for', async () => {
    application = await beginHoney(keeper)
    await hand(keeper, application, 'water-report')
    const before = (await keeper.get(`/applications/${application}`)).body
    const fault = before.faults.find((each: { pointer: string }) => each.pointer === '/materials/label')
    assert.match(fault.detail, /承诺以后补交/)

    const { body } = await keeper.patch(`/applications/${application}`, {
      answers: {},
      follow: ['label', 'water-report'],
    })
    const state = (key: string) => body.materials.find((each: { key: string }) => each.key === key).state
    assert.deepEqual([state('label'), body.faults], ['follows', []])
  })

  test('the clerk sees what is missing, and accepts with a day no later than the item allows', async () => {
    caseId = await submitHoney(keeper, application)
    const seen = await officials['nf.slg']!.get(`/cases/${caseId}`)
    const [owed] = seen.body.terms.owed
    assert.deepEqual([owed.key, owed.state, owed.days, owed.promisedBy], ['label', 'promised', 10, '南瓜灯演示'])

    const late = await act(officials['nf.slg']!, caseId, 'accept', { owed: [{ key: 'label', due: '2099-01-01' }] })
    assert.deepEqual([late.status, late.body.code], [422, 'cases.owed-day'])
    const accepted = await act(officials['nf.slg']!, caseId, 'accept')
    assert.equal(accepted.body.status, 'reviewing', JSON.stringify(accepted.body))
    const after = await keeper.get(`/cases/${caseId}`)
    assert.equal(after.body.terms.owed[0].state, 'owed')
    assert.match(after.body.terms.owed[0].due, /^\d{4}-\d{2}-\d{2}$/)
  })

  test('nobody grants while it is missing, and the refusal names it', async () => {
    assert.equal((await act(officials['nf.shg']!, caseId, 'propose', { reason: '其他材料齐全' })).status, 200)
    const seen = await officials['nf.jdg']!.get(`/cases/${caseId}`)
    const verbs = seen.body.may.map(({ verb }: { verb: string }) => verb)
    assert.equal(verbs.includes('approve'), false)
    assert.ok(verbs.includes('deny'))
    const { taskId } = seen.body.may[0]
    const refused = await officials['nf.jdg']!.post(`/cases/${caseId}/acts`, {
      verb: 'approve',
      taskId,
      expectedVersion: seen.body.version,
    })
    assert.deepEqual([refused.status, refused.body.code], [409, 'cases.materials-owed'])
    assert.match(JSON.stringify(refused.body), /标签样张/)
  })

  test('the applicant hands it in on the case page; nobody else can', async () => {
    const stranger = await signIn(city.url, 'wang.ceshi')
    assert.equal((await stranger.upload('POST', `/cases/${caseId}/materials/label`, 'x.pdf', layoutPdf)).status, 404)
    assert.equal((await keeper.upload('POST', `/cases/${caseId}/materials/plan`, 'x.pdf', layoutPdf)).status, 409)
    const sent = await keeper.upload('POST', `/cases/${caseId}/materials/label`, '标签.pdf', layoutPdf)
    assert.equal(sent.status, 201, JSON.stringify(sent.body))
    const { body } = await keeper.get(`/cases/${caseId}`)
    assert.equal(body.terms.owed[0].state, 'received')
    assert.ok(body.timeline.some((step: { verb: string }) => step.verb === 'hand-in'))
  })

  test('then it is granted', async () => {
    const decided = await act(officials['nf.jdg']!, caseId, 'approve', { reason: '符合条件' })
    assert.deepEqual([decided.status, decided.body.outcome], [200, 'granted'], JSON.stringify(decided.body))
    const licence = await eventually(async () => {
      const { body } = await keeper.get(`/credentials?caseId=${caseId}`)
      return body.items.find((each: { type: { kind: string } }) => each.type.kind === 'licence')
    })
    assert.equal(licence.type.key, 'honey-workshop-permit')
  })
})
