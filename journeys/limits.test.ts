import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type City, startCity } from './city.ts'
import { signIn } from './client.ts'
import { applyAs, openCast, readExample } from './examples.ts'
import { act, eventually } from './people.ts'

// An item promises to be quicker: whoever waits under the older version is promised it too, and told.
describe('a shorter limit reaches the cases under way', () => {
  let city: City
  before(async () => {
    city = await startCity()
  })
  after(() => city.stop())

  test('the clock, the to-do and the history of a case follow the new version of its item', async () => {
    const told = await readExample('drainage-licence', '1-restaurant')
    const { person, opened } = await applyAs(await openCast(city.url), told)
    const { caseId } = opened
    assert.equal((await act(await signIn(city.url, 'sw.slg'), caseId, 'accept')).status, 200)
    const { item: of, clocks } = (await person.get(`/cases/${caseId}`)).body
    const promised = (all: { key: string; days: number; due?: string }[]) => all.find(({ key }) => key === 'promise')
    const manager = await signIn(city.url, 'item')
    const { body: draft } = await manager.post(`/items/${of.id}/drafts`)
    const item = { ...draft.item, limits: { ...draft.item.limits, promised: { unit: 'working', days: 7 } } }
    const saved = await manager.put(`/items/${of.id}/draft`, { item, expectedVersion: draft.rowVersion })
    assert.equal(saved.status, 200, JSON.stringify(saved.body))
    const published = await manager.post(`/items/${of.id}/publish`, { expectedVersion: saved.body.rowVersion })
    assert.equal(published.status, 201)

    const seen = await eventually(async () => {
      const { body } = await person.get(`/cases/${caseId}`)
      return promised(body.clocks)?.days === 7 ? body : undefined
    })
    assert.equal(promised(clocks)?.days, 8)
    assert.ok((promised(seen.clocks)?.due ?? '') < (promised(clocks)?.due ?? ''))
    assert.equal(seen.timeline.at(-1).name, '事项的办理时限缩短，按新的时限计算')
    const run = `${of.id}@${published.body.version}`
    const { body: lines } = await (await signIn(city.url, 'supervisor')).get(`/recalculations/${run}/cases`)
    assert.equal(lines.items[0].caseId, caseId)
    await eventually(async () => {
      const { body } = await person.get('/me/notices?limit=20')
      return body.items.some((each: { title: string }) => each.title === '办理期限有变化') || undefined
    })
  })
})
