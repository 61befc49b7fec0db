import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import { type City, startCity } from './city.ts'
import { type Person, signIn } from './client.ts'
import { applyAs, type Cast, liveThrough, openCast, readExample, type Told } from './examples.ts'
import { eventually, findItem } from './people.ts'

const flow = await readFile(new URL('../packs/licence-change/flows/licence-change.bpmn', import.meta.url), 'utf8')
const told = (...acts: Record<string, string>[]): Told => ({ example: { acts }, itemName: '', flow })
const accepting = { task: 'intake', verb: 'accept' }
const proposing = { task: 'review', verb: 'propose', reason: '材料齐全，建议变更' }

type Offer = { id: string; itemId: string; key: string; kind: string; partyId: string }
type Licence = {
  id: string
  status: string
  record: { number: string; validFrom: string; validTo: string; identifier: string; elements: Record<string, string> }
}

// 行政许可法第49条, lived through: what stands on a licence is altered, a lost one issued again, by the data of its item.
describe('a licence is changed and issued again from the wallet', () => {
  let city: City
  let cast: Cast
  let owner: Person
  let licence: Licence
  before(async () => {
    city = await startCity()
    cast = await openCast(city.url)
    const whole = await readExample('food-business-licence', '12-whole')
    const { person, opened } = await applyAs(cast, whole)
    await liveThrough(cast, whole, person, opened.caseId)
    owner = person
    licence = await eventually(() => licenceOf(opened.caseId).catch(() => undefined))
  })
  after(() => city.stop())

  const read = async (id: string): Promise<Licence> => (await owner.get(`/credentials/${id}`)).body.credential
  const licenceOf = async (caseId: string): Promise<Licence> => {
    const { body } = await owner.get(`/credentials?caseId=${caseId}`)
    return read(body.items.find((each: { type: { kind: string } }) => each.type.kind === 'licence').id)
  }
  const offers = async (person: Person): Promise<Offer[]> => (await person.get('/licence-changes')).body.items
  const begin = async (key: string, person = owner) => {
    const itemId = await findItem(person, '食品经营许可（新办）')
    return person.post('/applications', { itemId, renews: licence.id, change: key })
  }
  const submit = async (id: string): Promise<string> => {
    const submitted = await owner.post(`/applications/${id}/submit`, { consent: true })
    assert.equal(submitted.status, 201, JSON.stringify(submitted.body))
    return submitted.body.caseId
  }
  const closed = (caseId: string) =>
    eventually(async () => {
      const { body } = await owner.get(`/cases/${caseId}`)
      return body.status === 'closed' ? body : undefined
    })
  const kept = ({ record: { number, validFrom, validTo } }: Licence) => ({ number, validFrom, validTo })

  test('its holder is offered what the item lets change, and nobody else is', async () => {
    const mine = (await offers(owner)).filter(({ id }) => id === licence.id)
    assert.deepEqual(
      mine.map(({ key, kind }) => [key, kind]),
      [
        ['details', 'change'],
        ['items', 'change'],
        ['reissue', 'reissue'],
      ],
    )
    const stranger = await signIn(city.url, 'wang.ceshi')
    assert.deepEqual(await offers(stranger), [])
    assert.equal((await begin('details', stranger)).status, 404)
    const unknown = await begin('colour')
    assert.deepEqual([unknown.status, unknown.body.code], [409, 'applications.not-changeable'])
  })

  test('a change asks only what changes, and is none when nothing does', async () => {
    const { status, body } = await begin('details')
    assert.equal(status, 201, JSON.stringify(body))
    assert.match(body.item.name, /（变更）$/)
    assert.equal(body.answers.areaM2, 86.5)
    assert.deepEqual(
      body.form.pages.flatMap((page: { fields: string[] }) => page.fields),
      ['mobile', 'complaintPhone'],
    )
    assert.ok(!body.materials.some((each: { submission: string }) => each.submission === 'upload'))
    const beyond = await owner.patch(`/applications/${body.id}`, { answers: { siteAddress: '别的地方' } })
    assert.deepEqual([beyond.status, beyond.body.code], [422, 'applications.unknown-field'])
    const same = await owner.post(`/applications/${body.id}/submit`, { consent: true })
    assert.deepEqual([same.status, same.body.code], [422, 'applications.nothing-changed'])
    assert.equal((await owner.delete(`/applications/${body.id}`)).status, 204)
  })

  test('denied, the licence stays as it was', async () => {
    const { body } = await begin('details')
    await owner.patch(`/applications/${body.id}`, { answers: { complaintPhone: '076900000009' } })
    const caseId = await submit(body.id)
    const deny = { task: 'decision', verb: 'deny', reason: '投诉电话不是经营者的' }
    await liveThrough(cast, told(accepting, proposing, deny), owner, caseId)
    assert.equal((await closed(caseId)).outcome, 'denied')
    assert.equal((await read(licence.id)).status, 'valid')
  })

  test('granted, the new one takes its place with the same number and days', async () => {
    const { body } = await begin('details')
    await owner.patch(`/applications/${body.id}`, { answers: { complaintPhone: '076900000001' } })
    const caseId = await submit(body.id)
    const seen = (await owner.get(`/cases/${caseId}`)).body
    assert.deepEqual([seen.terms.renews.change.key, seen.terms.renews.number], ['details', licence.record.number])
    await liveThrough(cast, told(accepting, proposing, { task: 'decision', verb: 'approve' }), owner, caseId)
    assert.equal((await closed(caseId)).outcome, 'granted')
    const changed = await licenceOf(caseId)
    assert.deepEqual(kept(changed), kept(licence))
    assert.deepEqual(changed.record.elements, { ...licence.record.elements, complaintPhone: '076900000001' })
    assert.equal((await read(licence.id)).status, 'superseded')
    const again = await begin('details')
    assert.deepEqual([again.status, again.body.code], [409, 'applications.licence-not-in-force'])
    licence = changed
  })

  test('other items of business want the drawing again, and stand on the licence', async () => {
    const { body } = await begin('items')
    const asked = body.materials.filter((each: { state: string }) => each.state === 'missing')
    assert.deepEqual(
      asked.map((each: { key: string }) => each.key),
      ['layout'],
    )
  })

  test('a lost one is issued again as it was, without a second look at what does not change', async () => {
    const { body } = await begin('reissue')
    const path = `/applications/${body.id}`
    const early = await owner.post(`${path}/submit`, { consent: true })
    assert.deepEqual([early.status, early.body.code], [422, 'applications.incomplete'])
    await owner.patch(path, { answers: {}, confirm: ['loss-statement'] })
    const caseId = await submit(body.id)
    await liveThrough(cast, told(accepting, { task: 'decision', verb: 'approve' }), owner, caseId)
    assert.equal((await closed(caseId)).outcome, 'granted')
    const copy = await licenceOf(caseId)
    assert.deepEqual(kept(copy), kept(licence))
    assert.deepEqual(copy.record.elements, licence.record.elements)
    assert.notEqual(copy.record.identifier, licence.record.identifier)
    assert.equal((await read(licence.id)).status, 'superseded')
  })
})
