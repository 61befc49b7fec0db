import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type City, startCity } from './city.ts'
import type { Person } from './client.ts'
import { applyAs, type Cast, liveThrough, openCast, readExample, type Told } from './examples.ts'
import { eventually } from './people.ts'
import { startPolice } from './systems.ts'

/** One usual way and one refusal of each real service, as its pack tells it. */
const stories = [
  ['self-employed-registration', '9-whole'],
  ['self-employed-registration', '10-denied'],
  ['talent-settlement', '1-bachelor'],
  ['talent-settlement', '10-denied'],
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
  ['outdoor-advertising', '2-led-large'],
  ['outdoor-advertising', '10-police-disagree'],
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
