import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type City, startCity } from './city.ts'
import { type Person, signIn } from './client.ts'
import { act, findItem, foodAnswers, layoutPdf, partyOf, siteCheck } from './people.ts'

/** 唯一准予: the food licence declares it in its pack, over the firm and its premises. */
describe('two applications for the same premises open at once', () => {
  let city: City
  let agent: Person
  let people: Record<'slg' | 'shg' | 'hcg1' | 'jdg' | 'nc.jdg', Person>
  let cases: [string, string]

  before(async () => {
    city = await startCity()
    agent = await signIn(city.url, 'shen.yangli')
    const names = ['slg', 'shg', 'hcg1', 'jdg', 'nc.jdg'] as const
    people = Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, await signIn(city.url, name)])),
    ) as typeof people
    // The same place, written in two ways.
    cases = [await submit(foodAnswers.siteAddress), await submit('南城街道示例路２６号 103铺')]
    for (const caseId of cases) {
      await act(people.slg, caseId, 'accept')
      await act(people.shg, caseId, 'propose', { reason: '材料齐全，请现场核查' })
      await act(people.hcg1, caseId, 'inspect', { data: siteCheck })
      await act(people.shg, caseId, 'propose', { reason: '核查符合，建议准予' })
    }
  })
  after(() => city?.stop())

  async function submit(siteAddress: string): Promise<string> {
    const itemId = await findItem(agent, '食品经营许可', '食品经营许可（新办）')
    const onBehalfOf = await partyOf(agent, '测试餐饮店')
    const { body } = await agent.post('/applications', { itemId, onBehalfOf })
    await agent.patch(`/applications/${body.id}`, { answers: { ...foodAnswers, siteAddress }, confirm: ['rules'] })
    await agent.upload('PUT', `/applications/${body.id}/materials/layout`, '平面图.pdf', layoutPdf)
    const submitted = await agent.post(`/applications/${body.id}/submit`, { consent: true })
    assert.equal(submitted.status, 201, JSON.stringify(submitted.body))
    return submitted.body.caseId
  }

  test('two officers grant them at the same moment: one is granted, the other officer is told why', async () => {
    const answers = await Promise.all([
      act(people.jdg, cases[0], 'approve', { reason: '符合条件' }),
      act(people['nc.jdg'], cases[1], 'approve', { reason: '符合条件' }),
    ])
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409], JSON.stringify(answers.map((a) => a.body)))
    const refused = answers.find(({ status }) => status === 409)!
    assert.equal(refused.body.code, 'cases.granted-to-another')
    assert.match(JSON.stringify(refused.body), /同一经营场所的另一件申请/)
  })

  test('nothing of the other was changed; it can be denied with reasons', async () => {
    const views = await Promise.all(cases.map(async (id) => (await people.jdg.get(`/cases/${id}`)).body))
    const open = views.find(({ status }) => status !== 'closed')
    assert.equal(open.outcome, undefined)
    const licences = await agent.get(`/credentials?caseId=${open.id}&limit=50`)
    assert.ok(!licences.body.items.some((each: { type: { key: string } }) => each.type.key === 'food-business-licence'))
    const denied = await act(people.jdg, open.id, 'deny', { reason: '同一经营场所已经准予另一件申请' })
    assert.equal(denied.body.outcome, 'denied', JSON.stringify(denied.body))
  })
})
