import assert from 'node:assert/strict'
import { signIn } from './client.ts'
import { act, findItem, foodAnswers, layoutPdf, partyOf, siteCheck } from './people.ts'

type Licence = { id: string; number: string; verifyCode: string; type: { kind: string } }

/** A food-business licence of the demo restaurant for one address, applied for and granted through the API. */
export async function grantedFood(url: string, siteAddress: string) {
  const as = (username: string) => signIn(url, username)
  const agent = await as('shen.yangli')
  const itemId = await findItem(agent, '食品经营许可', '食品经营许可（新办）')
  const { body } = await agent.post('/applications', { itemId, onBehalfOf: await partyOf(agent, '测试餐饮店') })
  const path = `/applications/${body.id}`
  await agent.patch(path, { answers: { ...foodAnswers, siteAddress }, confirm: ['rules'] })
  await agent.upload('PUT', `${path}/materials/layout`, '平面图.pdf', layoutPdf)
  const caseId: string = (await agent.post(`${path}/submit`, { consent: true })).body.caseId
  await act(await as('slg'), caseId, 'accept')
  const reviewer = await as('shg')
  await act(reviewer, caseId, 'propose', { reason: '请现场核查' })
  await act(await as('hcg1'), caseId, 'inspect', { data: siteCheck })
  if ((await reviewer.get(`/cases/${caseId}`)).body.may.some(({ verb }: { verb: string }) => verb === 'propose'))
    await act(reviewer, caseId, 'propose', { reason: '核查符合' })
  const decided = await act(await as('jdg'), caseId, 'approve', { reason: '符合' })
  assert.equal(decided.body.outcome, 'granted', JSON.stringify(decided.body))
  const items = (await agent.get(`/credentials?caseId=${caseId}`)).body.items as Licence[]
  const licence = items.find(({ type }) => type.kind === 'licence')
  assert.ok(licence, 'no licence')
  return { caseId, agent, licence }
}
