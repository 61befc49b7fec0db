import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type CityInTime, startCityInTime } from './city-in-time.ts'
import { type Person, signIn } from './client.ts'
import { act, findItem, foodAnswers, layoutPdf, partyOf, siteCheck, talentAnswers } from './people.ts'

// The demo city of another year: what would have grown old, mandates, licences, months insured, has moved on with it.
describe('a demo city made on 1 June 2030', () => {
  let city: CityInTime
  before(async () => {
    city = await startCityInTime(new Date('2030-06-01T02:00:00Z'))
  })
  after(() => city?.stop())
  const as = (username: string): Promise<Person> => signIn(city.url, username)

  test('an agent applies for a firm, and the licence is granted and valid for five years', async () => {
    const agent = await as('shen.yangli')
    const itemId = await findItem(agent, '食品经营许可', '食品经营许可（新办）')
    const { body } = await agent.post('/applications', { itemId, onBehalfOf: await partyOf(agent, '测试餐饮店') })
    await agent.patch(`/applications/${body.id}`, { answers: foodAnswers, confirm: ['rules'] })
    await agent.upload('PUT', `/applications/${body.id}/materials/layout`, '平面图.pdf', layoutPdf)
    const { body: submitted } = await agent.post(`/applications/${body.id}/submit`, { consent: true })
    const { caseId } = submitted
    assert.ok(caseId, JSON.stringify(submitted))
    assert.equal((await act(await as('slg'), caseId, 'accept')).status, 200)
    const seen = (await agent.get(`/cases/${caseId}`)).body
    const legal = seen.clocks.find(({ key }: { key: string }) => key === 'legal')
    assert.deepEqual([legal.due.slice(0, 7), legal.provisional], ['2030-06', true], 'no notice of 2030 is published')
    assert.equal((await act(await as('shg'), caseId, 'propose', { reason: '请现场核查' })).status, 200)
    const checked = { ...siteCheck, checkedOn: '2030-06-01' }
    assert.equal((await act(await as('hcg1'), caseId, 'inspect', { data: checked })).status, 200)
    if (
      (await (await as('shg')).get(`/cases/${caseId}`)).body.may.some((may: { verb: string }) => may.verb === 'propose')
    )
      await act(await as('shg'), caseId, 'propose', { reason: '核查符合' })
    const done = await act(await as('jdg'), caseId, 'approve', { reason: '符合规定条件' })
    assert.equal(done.body.outcome, 'granted', JSON.stringify(done.body))
    const { items } = (await agent.get(`/credentials?caseId=${caseId}`)).body
    const licence = items.find((each: { type: { kind: string } }) => each.type.kind === 'licence')
    assert.deepEqual([licence.status, licence.validTo.slice(0, 4)], ['valid', '2035'])
  })

  test('a licence of the archive still runs, and its renewal is in time', async () => {
    const owner = await as('qian.yangli')
    const itemId = await findItem(owner, '食品经营许可', '食品经营许可（延续）')
    const { body } = await owner.post('/applications', { itemId, onBehalfOf: await partyOf(owner, '样例便利店') })
    const answers = { formatCode: '1', items: '预包装食品销售', complaintPhone: '076900000000', changed: false }
    await owner.patch(`/applications/${body.id}`, { answers })
    const { body: submitted } = await owner.post(`/applications/${body.id}/submit`, { consent: true })
    const { body: seen } = await (await as('slg')).get(`/cases/${submitted.caseId}`)
    assert.equal(seen.decisions[0].outcome, 'propose-grant', JSON.stringify(seen.decisions[0]))
    const left = seen.decisions[0].inputs.find(({ name }: { name: string }) => name === 'workingDaysLeft')
    assert.ok(left.value >= 15, 'counted by the calendar, not by days written into the rule')
  })

  test('a person whose months insured reach up to now is approved on submission', async () => {
    const person = await as('wang.ceshi')
    const itemId = await findItem(person, '人才入户')
    const { body } = await person.post('/applications', { itemId, answers: talentAnswers, confirm: ['promise'] })
    const submitted = await person.post(`/applications/${body.id}/submit`, { consent: true })
    assert.deepEqual(
      [submitted.body.outcome, submitted.body.automatic],
      ['granted', true],
      JSON.stringify(submitted.body),
    )
    const certificate = await findItem(person, '参保证明', '个人参保证明')
    const begun = await person.post('/applications', { itemId: certificate })
    assert.equal(begun.status, 201, JSON.stringify(begun.body))
  })
})
