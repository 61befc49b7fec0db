import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type City, startCity } from './city.ts'
import { type Person, signIn } from './client.ts'
import { findItem, foodAnswers, layoutPdf, partyOf } from './people.ts'

/** 一次提交、多次复用: a file handed in once is used again, and the official sees where it came from. */
describe('a file of an earlier case', () => {
  let city: City
  let agent: Person
  let officer: Person
  let itemId: string
  let onBehalfOf: string
  let first: { caseId: string; caseNo: string }

  before(async () => {
    city = await startCity()
    ;[agent, officer] = (await Promise.all(['shen.yangli', 'slg'].map((name) => signIn(city.url, name)))) as [
      Person,
      Person,
    ]
    itemId = await findItem(agent, '食品经营许可', '食品经营许可（新办）')
    onBehalfOf = await partyOf(agent, '测试餐饮店')
    const id = await begin(agent, { itemId, onBehalfOf })
    await agent.upload('PUT', `/applications/${id}/materials/layout`, '平面图.pdf', layoutPdf)
    first = (await agent.post(`/applications/${id}/submit`, { consent: true })).body
  })
  after(() => city?.stop())

  async function begin(person: Person, input: object): Promise<string> {
    const { status, body } = await person.post('/applications', input)
    assert.equal(status, 201, JSON.stringify(body))
    await person.patch(`/applications/${body.id}`, { answers: foodAnswers, confirm: ['rules'] })
    return body.id
  }

  test('it is offered to the same party, with its date, its case and its trust, and used again', async () => {
    const id = await begin(agent, { itemId, onBehalfOf })
    const { body: offered } = await agent.get(`/applications/${id}/earlier-materials`)
    const [file] = offered.items
    assert.deepEqual([file.fileName, file.caseNo, file.trust], ['平面图.pdf', first.caseNo, 'C'])
    assert.match(file.at, /^\d{4}-/)
    const { body: reused } = await agent.post(`/applications/${id}/materials/layout/reuse`, { materialId: file.id })
    const need = reused.materials.find((each: { key: string }) => each.key === 'layout')
    assert.deepEqual([need.state, need.file.from.caseNo], ['here', first.caseNo])

    const submitted = await agent.post(`/applications/${id}/submit`, { consent: true })
    assert.equal(submitted.status, 201, JSON.stringify(submitted.body))
    const { body: view } = await officer.get(`/cases/${submitted.body.caseId}`)
    assert.deepEqual(
      view.materials.map((each: { from: { caseNo: string; at: string }; trust: string }) => [each.from, each.trust]),
      [[{ caseNo: first.caseNo, at: file.at }, 'C']],
    )
    const bytes = await officer.get(`/cases/${submitted.body.caseId}/materials/${view.materials[0].id}/file`)
    assert.deepEqual(new Uint8Array(bytes.body), layoutPdf)
  })

  test('used a third time it still says where it first came from, and is offered once', async () => {
    const id = await begin(agent, { itemId, onBehalfOf })
    const { body: offered } = await agent.get(`/applications/${id}/earlier-materials`)
    assert.deepEqual(
      offered.items.map((each: { caseNo: string }) => each.caseNo),
      [first.caseNo],
    )
  })

  test('nobody uses a file of somebody else, and no material that the item does not ask for', async () => {
    const { body: mine } = await officer.get(`/cases/${first.caseId}`)
    const stranger = await signIn(city.url, 'qian.yangli')
    const theirs = await begin(stranger, { itemId, onBehalfOf: await partyOf(stranger, '样例便利店') })
    assert.deepEqual((await stranger.get(`/applications/${theirs}/earlier-materials`)).body.items, [])
    const materialId = mine.materials[0].id
    const taken = await stranger.post(`/applications/${theirs}/materials/layout/reuse`, { materialId })
    assert.equal(taken.body.code, 'applications.unknown-earlier')
    const own = await begin(agent, { itemId, onBehalfOf })
    const wrong = await agent.post(`/applications/${own}/materials/nonsense/reuse`, { materialId })
    assert.equal(wrong.body.code, 'applications.unknown-material')
    assert.equal((await stranger.get(`/applications/${own}/earlier-materials`)).status, 404)
  })
})
