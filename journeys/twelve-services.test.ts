import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type City, startCity } from './city.ts'
import type { Person } from './client.ts'
import { applyAs, type Cast, liveThrough, openCast, readExample, type Told } from './examples.ts'
import { eventually } from './people.ts'
import { startPolice } from './systems.ts'

/** One usual way and one refusal of each real service, as its pack tells it. */
const stories = [
  ['self-employed-registration', '1-rented-restaurant'],
  ['self-employed-registration', '9-whole'],
  ['self-employed-registration', '10-denied'],
  ['talent-settlement', '1-bachelor'],
  ['talent-settlement', '9-own-home'],
  ['talent-settlement', '10-denied'],
  ['food-business-licence', '13-unfit'],
  ['food-business-licence', '12-whole'],
  ['food-business-licence', '11-already-held'],
  ['old-age-allowance', '1-eighty-eight'],
  ['old-age-allowance', '13-already-paid'],
  ['insurance-certificate', '1-twelve-of-twelve'],
  ['insurance-certificate', '5-share-instead'],
  ['disability-subsidy', '1-both'],
  ['disability-subsidy', '13-already-paid'],
  ['disability-subsidy', '2-care-only'],
  ['residence-permit', '1-leased-home'],
  ['public-place-hygiene', '1-promise'],
  ['public-place-hygiene', '6b-general-hair'],
  ['drainage-licence', '1-restaurant'],
  ['drainage-licence', '4-storm-pipe'],
  ['drainage-licence', '5-building-site'],
  ['drainage-licence', '20-yearly-passes'],
  ['outdoor-advertising', '3-fire-sign'],
  ['outdoor-advertising', '2-led-large'],
  ['outdoor-advertising', '10-police-disagree'],
  ['road-occupation', '10-highway'],
  ['road-occupation', '1-scaffold'],
  ['road-occupation', '7-police-disagree'],
  ['road-occupation', '8-settled'],
  ['marriage-registration', '9-related'],
] as const

// Every real service from the application to its end, by the right people, with no word about any of them in this code.
describe('twelve services, whole', () => {
  let city: City
  let police: Awaited<ReturnType<typeof startPolice>>
  let cast: Cast

  before(async () => {
    police = await startPolice()
    city = await startCity({ env: { ZT_SYSTEMS: police.systemsFile } })
    cast = await openCast(city.url)
  })
  after(async () => {
    await city.stop()
    await police.stop()
  })

  async function endsAsTold({ example: { expect } }: Told, person: Person, caseId: string): Promise<void> {
    const body = await eventually(async () => {
      const seen = (await person.get(`/cases/${caseId}`)).body
      return seen.status === 'closed' ? seen : undefined
    })
    assert.equal(body.outcome, expect.ended, JSON.stringify(body.timeline))
    const issued = (await person.get(`/credentials?caseId=${caseId}&limit=50`)).body.items
    const types = issued.map((each: { type: { key: string } }) => each.type.key)
    for (const type of expect.issued ?? []) assert.ok(types.includes(type), `${type} is not among ${types}`)
  }

  for (const [pack, name] of stories) {
    test(`${pack}: ${name}`, async () => {
      const told = await readExample(pack, name)
      const { person, opened } = await applyAs(cast, told)
      await liveThrough(cast, told, person, opened.caseId)
      await endsAsTold(told, person, opened.caseId)
    })
  }

  test('public-place-hygiene: a promise still not kept when its day is over is annulled by another person', async () => {
    const told = await readExample('public-place-hygiene', '1-promise')
    const { person, opened } = await applyAs(cast, told)
    await endsAsTold(told, person, opened.caseId)
    const promiseFor = async (who: Person) => (await who.get(`/promises?caseId=${opened.caseId}`)).body.items?.[0]
    async function anyDoes(role: string, verb: string, reason: string, more: Record<string, unknown> = {}) {
      for (const who of await cast.holders(role)) {
        const seen = await promiseFor(who)
        if (!seen?.may.includes(verb)) continue
        const act = { verb, reason, expectedVersion: seen.rowVersion, ...more }
        const done = await who.post(`/promises/${seen.id}/acts`, act)
        assert.equal(done.status, 200, JSON.stringify(done.body))
        return
      }
      assert.fail(`no ${role} may ${verb}`)
    }
    await eventually(async () => ((await promiseFor(person))?.state === 'to-check' ? true : undefined))
    await anyDoes('inspector', 'rectify', '没有消毒间，限期整改', { due: '2099-01-01' })
    await anyDoes('inspector', 'find-false', '整改期满，仍然没有消毒间')
    await anyDoes('decider', 'annul', '承诺不实，依照行政许可法第六十九条撤销许可')
    const papers = (await person.get(`/credentials?caseId=${opened.caseId}&limit=50`)).body.items
    const licence = papers.find((each: { type: { key: string } }) => each.type.key === 'public-place-hygiene')
    assert.equal(licence.status, 'annulled')
    assert.ok(papers.some((each: { type: { key: string } }) => each.type.key === 'annulment-decision'))
  })

  test('marriage-registration: one books, the other confirms in their own account, both hold the certificate', async () => {
    const [booked, confirmed] = await Promise.all(
      ['1-registered', '1b-other-side'].map((name) => readExample('marriage-registration', name)),
    )
    const one = await applyAs(cast, booked!)
    assert.equal(one.opened.status, 'submitted')
    const other = await applyAs(cast, confirmed!)
    await liveThrough(cast, booked!, one.person, one.opened.caseId)
    await endsAsTold(booked!, one.person, one.opened.caseId)
    await endsAsTold(confirmed!, other.person, other.opened.caseId)
    assert.equal((await other.person.get(`/cases/${one.opened.caseId}`)).status, 404, 'the case is the booker’s alone')
  })
})
