import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type City, startCity } from './city.ts'
import { type Person, signIn } from './client.ts'
import { act, eventually, findItem, foodAnswers, layoutPdf, partyOf } from './people.ts'

type File = { id: string; fileName: string; may: string[]; uses: { caseNo: string }[]; expired: boolean; file: string }

/** 我的材料: everything a firm has handed in or keeps for later, used again in applications and corrections. */
describe('the materials of a party', () => {
  let city: City
  let agent: Person
  let officer: Person
  let stranger: Person
  let firm: string
  const keptPdf = new TextEncoder().encode(`${new TextDecoder().decode(layoutPdf)}\n% 洗手池\n`)

  before(async () => {
    city = await startCity()
    ;[agent, officer, stranger] = (await Promise.all(
      ['shen.yangli', 'slg', 'qian.yangli'].map((name) => signIn(city.url, name)),
    )) as [Person, Person, Person]
    firm = await partyOf(agent, '测试餐饮店')
  })
  after(() => city?.stop())

  const mine = async (): Promise<File[]> => (await agent.get(`/me/materials?onBehalfOf=${firm}`)).body.items
  const named = async (fileName: string) => (await mine()).find((each) => each.fileName === fileName)!
  async function begin(): Promise<string> {
    const itemId = await findItem(agent, '食品经营许可', '食品经营许可（新办）')
    const { body } = await agent.post('/applications', { itemId, onBehalfOf: firm })
    await agent.patch(`/applications/${body.id}`, { answers: foodAnswers, confirm: ['rules'] })
    return `/applications/${body.id}`
  }

  test('a file kept for later is offered to the next application, and deleted where no case holds it', async () => {
    const path = `/me/materials?onBehalfOf=${firm}&name=${encodeURIComponent('平面图')}`
    const kept = await agent.upload('POST', path, '存着的.pdf', keptPdf)
    assert.equal(kept.status, 201, JSON.stringify(kept.body))
    assert.deepEqual([kept.body.uses, kept.body.may], [[], ['reuse', 'set-expiry', 'delete']])
    const bytes = await agent.get(`${kept.body.file}?onBehalfOf=${firm}`)
    assert.deepEqual(new Uint8Array(bytes.body), keptPdf)

    const application = await begin()
    const { body: offered } = await agent.get(`${application}/earlier-materials`)
    assert.deepEqual(
      offered.items.map((each: File) => each.fileName),
      ['存着的.pdf'],
    )
    const used = await agent.post(`${application}/materials/layout/reuse`, { materialId: kept.body.id })
    assert.equal(used.body.materials.find((each: { key: string }) => each.key === 'layout').state, 'here')

    const other = await agent.upload('POST', `/me/materials?onBehalfOf=${firm}`, '别的.pdf', layoutPdf)
    assert.equal((await agent.delete(`/me/materials/${other.body.id}?onBehalfOf=${firm}`)).status, 204)
    assert.equal((await agent.get(`/me/materials/${other.body.id}/file?onBehalfOf=${firm}`)).status, 404)
    assert.equal((await agent.post(`${application}/submit`, { consent: true })).status, 201)
  })

  test('once a case holds it, it shows where, and stays with the case', async () => {
    const file = await named('存着的.pdf')
    assert.equal(file.uses.length, 1)
    assert.ok(!file.may.includes('delete'))
    const refused = await agent.delete(`/me/materials/${file.id}?onBehalfOf=${firm}`)
    assert.deepEqual([refused.status, refused.body.code], [409, 'materials.held'])
  })

  test('in a correction a file of one’s own is used again; past its day it is not', async () => {
    const path = await begin()
    await agent.upload('PUT', `${path}/materials/layout`, '旧图.pdf', layoutPdf)
    const { body: opened } = await agent.post(`${path}/submit`, { consent: true })
    const items = [{ kind: 'material', key: 'layout', message: '请补画洗手池' }]
    await act(officer, opened.caseId, 'request-correction', { items })
    const { id } = await named('存着的.pdf')

    const expire = (expiresOn: string | null) =>
      agent.put(`/me/materials/${id}/expiry?onBehalfOf=${firm}`, { expiresOn })
    assert.equal((await expire('2020-01-01')).body.expired, true)
    const late = await agent.post(`/cases/${opened.caseId}/materials/layout/reuse`, { materialId: id })
    assert.deepEqual([late.status, late.body.code], [409, 'materials.expired'])
    await expire(null)
    const used = await agent.post(`/cases/${opened.caseId}/materials/layout/reuse`, { materialId: id })
    assert.equal(used.status, 201, JSON.stringify(used.body))
    assert.deepEqual([used.body.version, used.body.from.caseNo.length > 0], [2, true])
    assert.equal((await act(agent, opened.caseId, 'correct', { data: { answers: {} } })).status, 200)
    const { body: view } = await officer.get(`/cases/${opened.caseId}`)
    const current = view.materials.find((each: { current: boolean }) => each.current)
    const bytes = await officer.get(`/cases/${opened.caseId}/materials/${current.id}/file`)
    assert.deepEqual(new Uint8Array(bytes.body), keptPdf)
    await eventually(async () => ((await named('存着的.pdf')).uses.length === 2 ? true : undefined))
  })

  test('nobody sees or uses what belongs to another', async () => {
    const { id } = await named('存着的.pdf')
    assert.deepEqual((await stranger.get('/me/materials')).body.items, [])
    assert.equal((await stranger.get(`/me/materials?onBehalfOf=${firm}`)).body.code, 'applications.not-your-party')
    assert.equal((await stranger.get(`/me/materials/${id}/file`)).body.code, 'materials.missing')
    assert.equal((await officer.get('/me/materials')).status, 403)
  })
})
