import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type City, startCity } from './city.ts'
import { type Person, signIn } from './client.ts'
import { act, eventually, siteCheck } from './people.ts'
import { fillRestaurant, submitRestaurant } from './restaurant.ts'

type Part = { key: string; caseId: string; department: string; status: string; outcome?: string; due?: string }
const officials = ['slg', 'shg', 'hcg1', 'jdg', 'sw.slg', 'sw.shg', 'sw.jdg'] as const

/** 一件事: opening a restaurant, one form for several departments, as its pack declares it. */
describe('a joint matter', () => {
  let city: City
  let agent: Person
  let office: Record<(typeof officials)[number], Person>

  before(async () => {
    city = await startCity()
    agent = await signIn(city.url, 'shen.yangli')
    const signed = await Promise.all(officials.map(async (name) => [name, await signIn(city.url, name)] as const))
    office = Object.fromEntries(signed) as typeof office
  })
  after(() => city?.stop())

  const see = async (caseId: string, person = agent) => (await person.get(`/cases/${caseId}`)).body
  const partsOf = async (caseId: string) =>
    Object.fromEntries(((await see(caseId)).parts as Part[]).map((part) => [part.key, part])) as Record<string, Part>
  const closed = (caseId: string) =>
    eventually(async () => {
      const body = await see(caseId)
      return body.status === 'closed' ? body : undefined
    })

  async function grantFood(caseId: string): Promise<void> {
    await act(office.slg, caseId, 'accept')
    await act(office.shg, caseId, 'propose', { reason: '材料齐全，请现场核查' })
    await act(office.hcg1, caseId, 'inspect', { data: siteCheck })
    await act(office.shg, caseId, 'propose', { reason: '核查符合，建议准予' })
    assert.equal((await act(office.jdg, caseId, 'approve')).body.outcome, 'granted')
  }
  async function grantDrainage(caseId: string): Promise<void> {
    await act(office['sw.slg'], caseId, 'accept')
    await act(office['sw.shg'], caseId, 'propose', { reason: '材料齐全，建议准予' })
    assert.equal((await act(office['sw.jdg'], caseId, 'approve')).body.outcome, 'granted')
  }

  test('what stands in the way of a part is told before anything is opened', async () => {
    const path = await fillRestaurant(agent, { signKind: 'brand', signWidthM: 3, signHeightM: 1 })
    const { body: seen } = await agent.get(path)
    assert.deepEqual(
      seen.parts.map((part: Part) => part.key),
      ['food', 'drainage', 'sign'],
    )
    const refused = await agent.post(`${path}/submit`, { consent: true })
    assert.equal(refused.body.code, 'applications.incomplete')
    assert.match(JSON.stringify(refused.body), /\/parts\/sign\/.*招牌审批：/)
    assert.deepEqual((await agent.get('/cases?limit=50')).body.items, [])
  })

  test('one form opens a case with each department, and all granted there is one result and one file of all of it', async () => {
    const whole = await submitRestaurant(agent)
    const parts = await partsOf(whole)
    assert.deepEqual(Object.keys(parts), ['food', 'drainage'])
    const toCome = (await see(whole)).ahead.map(({ name }: { name: string }) => name)
    assert.ok(!toCome.includes('受理，转各部门'), 'what is done is not still to come')
    assert.ok(toCome.includes('联合结果') || toCome.includes('全部办成'), toCome.join())
    assert.match(parts.food!.department, /市场监督管理/)
    assert.match(parts.drainage!.department, /水务/)

    // Each office sees its own part, that it belongs to a joint matter, and nothing of what is in the other.
    const ofWater = await see(parts.drainage!.caseId, office['sw.slg'])
    assert.equal(ofWater.partOf.caseId, whole)
    assert.deepEqual(ofWater.materials.map(({ key }: { key: string }) => key).sort(), [
      'drawing',
      'hidden-works',
      'pretreatment',
      'quality-report',
    ])
    assert.equal((await office['sw.slg'].get(`/cases/${parts.food!.caseId}`)).status, 404)
    // The one drawing serves both offices.
    const files = await Promise.all(
      [
        [office.slg, parts.food!.caseId, 'layout'],
        [office['sw.slg'], parts.drainage!.caseId, 'drawing'],
      ].map(async ([officer, caseId, key]) => {
        const { materials } = await see(caseId as string, officer as Person)
        const { id } = materials.find((each: { key: string }) => each.key === key)
        return (await (officer as Person).get(`/cases/${caseId}/materials/${id}/file`)).body as Buffer
      }),
    )
    assert.ok(files[0]!.equals(files[1]!) && files[0]!.length > 0)
    // The name of the business is a fact of the register in each part, with its source.
    assert.ok(ofWater.facts.some((fact: { source: string }) => fact.source.startsWith('register/legal-entity')))

    await grantFood(parts.food!.caseId)
    const half = await eventually(async () => {
      const body = await see(whole)
      return body.timeline.some(({ verb }: { verb: string }) => verb === 'part-ended') ? body : undefined
    })
    assert.equal(half.status, 'accepted')
    await grantDrainage(parts.drainage!.caseId)
    const done = await closed(whole)
    assert.equal(done.outcome, 'granted', JSON.stringify(done.timeline))
    assert.deepEqual(
      done.parts.map((part: Part) => part.outcome),
      ['granted', 'granted'],
    )
    const { body: papers } = await agent.get(`/credentials?caseId=${whole}&limit=50`)
    assert.ok(papers.items.some((each: { type: { key: string } }) => each.type.key === 'joint-result'))

    const asked = await agent.post(`/cases/${whole}/files`, { purpose: '自己留存' })
    const file = await eventually(async () => {
      const { body } = await agent.get(`/case-files/${asked.body.id}`)
      return body.state === 'ready' ? body : undefined
    })
    const { body: archive } = await agent.get(`/case-files/${file.id}/archive`)
    const names = archive.toString('latin1')
    for (const path of ['parts/food/data/case.json', 'parts/drainage/data/history.json'])
      assert.ok(names.includes(path), `${path} is not in the file`)
  })

  test('the food licence is refused: what is still open goes back, as the item says, and the result tells it', async () => {
    const whole = await submitRestaurant(agent, { siteAddress: '南城街道示例路28号' })
    const parts = await partsOf(whole)
    const refused = await act(office.slg, parts.food!.caseId, 'refuse', { reason: '地址与营业执照不一致' })
    assert.equal(refused.body.outcome, 'refused', JSON.stringify(refused.body))
    const done = await closed(whole)
    assert.equal(done.outcome, 'terminated')
    assert.deepEqual(
      done.parts.map((part: Part) => part.outcome),
      ['refused', 'withdrawn'],
    )
    const water = await see(parts.drainage!.caseId)
    assert.match(water.timeline.at(-1).reason ?? JSON.stringify(water.timeline), /“食品经营许可”不予受理/)
  })

  test('the applicant takes the whole back: what is open goes with it, what is decided stays', async () => {
    const whole = await submitRestaurant(agent, { siteAddress: '南城街道示例路30号' })
    const parts = await partsOf(whole)
    await grantDrainage(parts.drainage!.caseId)
    await act(agent, whole, 'withdraw')
    const food = await closed(parts.food!.caseId)
    assert.equal(food.outcome, 'withdrawn')
    assert.equal((await see(parts.drainage!.caseId)).outcome, 'granted')
    assert.equal((await see(whole)).outcome, 'withdrawn')
  })
})
