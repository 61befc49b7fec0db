import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '#testing/database.ts'
import { gatewayModule } from './index.ts'
import { createQuota } from './quota.ts'
import { insertNonces, takeQuota } from './store.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase([gatewayModule])
})
after(() => database.close())

/** As a process that serves. */
const process = () => createQuota((asked) => takeQuota(database.db, asked))

for (const perDay of [1, 7, 250])
  test(`of ${perDay} calls granted three processes together let exactly ${perDay} through, however many come at once`, async () => {
    const all = [process(), process(), process()]
    const asked = Array.from({ length: perDay + 60 }, (_, at) => all[at % 3]!(`demand-${perDay}`, '2026-11-23', perDay))
    const passed = (await Promise.all(asked)).filter(Boolean).length
    // What a process still holds in hand is for its own next callers.
    let later = 0
    for (const each of all) while (await each(`demand-${perDay}`, '2026-11-23', perDay)) later++
    assert.equal(passed + later, perDay)
  })

test('another day begins anew', async () => {
  const one = process()
  assert.equal(await one('daily', '2026-11-23', 1), true)
  assert.equal(await one('daily', '2026-11-23', 1), false)
  assert.equal(await one('daily', '2026-11-24', 1), true)
})

test('of one nonce brought twice at once only one is fresh', async () => {
  const nonce = { key_id: 'k', nonce: 'n', until: new Date('2026-11-23T02:00:00Z') }
  const fresh = await Promise.all([insertNonces(database.db, [nonce]), insertNonces(database.db, [nonce])])
  assert.equal(
    fresh.reduce((sum, each) => sum + each.size, 0),
    1,
  )
})
