import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { startSimulators } from '../platform/testing/payments/simulator.ts'
import { type City, startCity } from './city.ts'
import { signIn } from './client.ts'
import { applyAs, openCast, readExample } from './examples.ts'
import { eventually } from './people.ts'

/** 秒批秒发 (C28): the rule grants an old man's allowance at once, and the bank pays it; the next month by two people. */
describe('an allowance granted and paid out', () => {
  let city: City
  let folder: string
  let simulators: Awaited<ReturnType<typeof startSimulators>>

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'payouts-'))
    simulators = await startSimulators({ folder })
    city = await startCity({ env: { ZT_PAYMENTS: simulators.settingsFile } })
  })
  after(async () => {
    await city?.stop()
    await simulators.stop()
    await rm(folder, { recursive: true, force: true })
  })

  test('decided by the rule, paid to the verified card within the minute, and seen by the payee', async () => {
    const cast = await openCast(city.url)
    const { person, opened } = await applyAs(cast, await readExample('old-age-allowance', '1-eighty-eight'))
    assert.equal(opened.outcome, 'granted', JSON.stringify(opened))
    const paid = await eventually(async () => {
      const { body } = await person.get('/payouts')
      return body.items.find(({ state }: { state: string }) => state === 'paid')
    })
    assert.deepEqual([paid.fen, paid.caseId, paid.payee], [15_000, opened.caseId, '秦测试'])
    const [line] = [...simulators.bank.kept.values()]
    assert.deepEqual([line?.fen, line?.idNumber, line?.status], [15_000, '999900193803053019', 'ACSC'])
    const { body: notices } = await person.get('/me/notices?limit=20')
    assert.ok(notices.items.some(({ title }: { title: string }) => title === '高龄津贴已发放'))
    const [cashier, decider, stranger] = await Promise.all(
      ['mz.skg', 'mz.jdg', 'li.xugou'].map((name) => signIn(city.url, name)),
    )
    const { body: books } = await cashier!.get('/payment-books')
    assert.equal(
      books.items.reduce((sum: number, { fen }: { fen: number }) => sum + fen, 0),
      0,
    )
    assert.deepEqual((await stranger!.get('/payouts')).body.items, [])

    // This month is paid: a run for it finds nobody left.
    const month = paid.month
    const prepared = await cashier!.post('/payout-runs', { kind: 'old-age-allowance', month })
    assert.deepEqual(
      [prepared.status, prepared.body.count, prepared.body.mayDecide],
      [201, 0, false],
      JSON.stringify(prepared.body),
    )
    const id = prepared.body.id
    assert.equal((await cashier!.post(`/payout-runs/${id}/decision`, { approve: true })).status, 404)
    const { body: runs } = await decider!.get('/payout-runs')
    assert.equal(runs.items[0].mayDecide, true)
    assert.equal((await decider!.post(`/payout-runs/${id}/decision`, { approve: true })).body.state, 'approved')
    assert.equal(simulators.bank.kept.size, 1)
  })
})
