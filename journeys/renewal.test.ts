import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import { cityDate } from '../platform/kernel/working-days.ts'
import { type CityInTime, startCityInTime } from './city-in-time.ts'
import { type Person, signIn } from './client.ts'
import { applyAs, liveThrough, openCast, readExample, type Told } from './examples.ts'
import { eventually, layoutPdf } from './people.ts'

const flow = await readFile(new URL('../packs/licence-renewal/flows/licence-renewal.bpmn', import.meta.url), 'utf8')
const told = (...acts: Record<string, string>[]): Told => ({ example: { acts }, itemName: '', flow })
const accepting = told({ task: 'intake', verb: 'accept' })
const deciding = told(
  { task: 'review', verb: 'propose', reason: '情况没有变化，建议准予延续' },
  { task: 'decision', verb: 'approve' },
)

type Offer = { id: string; itemId: string; state: string; askBy: string; opensOn?: string; lastDay: string }

// 行政许可法第50条, lived through: an item says that its licence is renewed, and no pack has an item or a flow of its own for it.
describe('a licence is renewed by the data of its item', () => {
  let city: CityInTime
  /** The legal representative of the firm of the example: no mandate of theirs ends. */
  const owner = 'zhao.ceshi'
  before(async () => {
    city = await startCityInTime()
  })
  after(() => city.stop())

  const today = () => cityDate(city.now())
  const noonOn = (day: string, days = 0) => new Date(Date.parse(`${day}T12:00:00+08:00`) + days * 86_400_000)
  const me = (): Promise<Person> => signIn(city.url, owner)
  const offers = async (): Promise<Offer[]> => (await (await me()).get('/renewals')).body.items
  const offerOf = async (id: string) => {
    const found = (await offers()).find((each) => each.id === id)
    assert.ok(found, `no renewal is offered for ${id}`)
    return found
  }
  const begin = async ({ id, itemId }: Offer) => (await me()).post('/applications', { itemId, renews: id })
  const licenceOf = async (caseId: string) => {
    const { body } = await (await me()).get(`/credentials?caseId=${caseId}`)
    const line = body.items.find((each: { type: { kind: string } }) => each.type.kind === 'licence')
    return (await (await me()).get(`/credentials/${line.id}`)).body.credential
  }

  /** The first licence, as the example tells; answers whose it is. */
  async function getLicence(): Promise<Person> {
    const told = await readExample('drainage-licence', '1-restaurant')
    const cast = await openCast(city.url)
    const { person, opened } = await applyAs(cast, told)
    await liveThrough(cast, told, person, opened.caseId)
    licence = await eventually(() => licenceOf(opened.caseId).catch(() => undefined))
    return person
  }

  /** Submits the renewal with what it asks for again. */
  async function renew(offer: Offer): Promise<string> {
    const person = await me()
    const started = await begin(offer)
    assert.equal(started.status, 201, JSON.stringify(started.body))
    const path = `/applications/${started.body.id}`
    for (const { key, state } of started.body.materials)
      if (state === 'missing') await person.upload('PUT', `${path}/materials/${key}`, `${key}.pdf`, layoutPdf)
    const submitted = await person.post(`${path}/submit`, { consent: true })
    assert.equal(submitted.status, 201, JSON.stringify(submitted.body))
    return submitted.body.caseId
  }

  let licence: { id: string; record: { number: string; validTo: string; elements: Record<string, string> } }

  test('the guide says when to ask, and a new licence is not renewed yet', async () => {
    const person = await getLicence()
    const offer = await offerOf(licence.id)
    assert.equal(offer.state, 'early')
    assert.equal(offer.lastDay, licence.record.validTo)
    const guide = (await person.get(`/items/${offer.itemId}`)).body
    assert.deepEqual(guide.item.renewal.ask, { unit: 'calendar', days: 30 })
    const refused = await begin(offer)
    assert.deepEqual([refused.status, refused.body.code], [409, 'applications.renewal-early'])
    const stranger = await signIn(city.url, 'wang.ceshi')
    assert.equal((await stranger.post('/applications', { itemId: offer.itemId, renews: licence.id })).status, 404)
    assert.deepEqual((await stranger.get('/renewals')).body.items, [])
  })

  test('in its time it carries the old licence over, and only what changed is asked again', async () => {
    await city.goTo(noonOn(licence.record.validTo, -60))
    const offer = await offerOf(licence.id)
    assert.equal(offer.state, 'open')
    const { body } = await begin(offer)
    assert.match(body.item.name, /（延续）$/)
    assert.equal(body.answers.outletNode, 'DEMO-WS-0001')
    assert.equal(body.renews.number, licence.record.number)
    const asked = body.materials.filter((each: { submission: string }) => each.submission === 'upload')
    assert.deepEqual(
      asked.map((each: { key: string }) => each.key),
      ['quality-report'],
    )
  })

  test('asked too late it is handled all the same, but only a person renews it', async () => {
    await city.goTo(noonOn(licence.record.validTo, -5))
    const offer = await offerOf(licence.id)
    assert.equal(offer.state, 'late')
    const caseId = await renew(offer)
    await liveThrough(await openCast(city.url), accepting, await me(), caseId)
    await city.goTo(noonOn(licence.record.validTo, 1))
    assert.equal((await (await me()).get(`/cases/${caseId}`)).body.outcome, undefined)
    assert.deepEqual(await offers(), [])
    const refused = await begin(offer)
    assert.deepEqual([refused.status, refused.body.code], [409, 'applications.renewal-over'])

    await liveThrough(await openCast(city.url), deciding, await me(), caseId)
    const renewed = await eventually(() => licenceOf(caseId).catch(() => undefined))
    assert.equal(renewed.record.number, licence.record.number)
    assert.equal(renewed.record.elements.outlet, licence.record.elements.outlet)
    assert.equal(renewed.record.validTo.slice(0, 4), String(Number(licence.record.validTo.slice(0, 4)) + 5))
    const old = (await (await me()).get(`/credentials/${licence.id}`)).body.credential
    assert.equal(old.status, 'superseded')
    const again = await begin({ ...offer, id: licence.id })
    assert.deepEqual([again.status, again.body.code], [409, 'applications.licence-not-in-force'])
    licence = renewed
  })

  test('asked in time and not decided by its last day, it is renewed by silence', async () => {
    // In a city of its own: the seals of the first one end after ten years, before a licence that was renewed once.
    await city.stop()
    city = await startCityInTime()
    await getLicence()
    await city.goTo(noonOn(licence.record.validTo, -31))
    const offer = await offerOf(licence.id)
    assert.ok(offer.askBy >= today())
    const caseId = await renew(offer)
    await liveThrough(await openCast(city.url), accepting, await me(), caseId)
    await city.goTo(new Date(`${licence.record.validTo}T23:00:00+08:00`))
    assert.equal((await (await me()).get(`/cases/${caseId}`)).body.outcome, undefined)
    await city.goTo(new Date(Date.parse(`${licence.record.validTo}T23:00:00+08:00`) + 7_200_000))
    const seen = await eventually(async () => {
      const { body } = await (await me()).get(`/cases/${caseId}`)
      return body.outcome ? body : undefined
    })
    assert.deepEqual([seen.status, seen.outcome], ['closed', 'granted'])
    const renewed = await licenceOf(caseId)
    assert.equal(renewed.record.validFrom, today())
    const { body: papers } = await (await me()).get(`/credentials?caseId=${caseId}`)
    const keys = papers.items.map((each: { type: { key: string } }) => each.type.key)
    assert.ok(keys.includes('renewal-deemed-notice'), keys.join())
  })
})
