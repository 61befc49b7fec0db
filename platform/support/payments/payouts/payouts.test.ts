import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { newId } from '#ground/ids.ts'
import type { Actor } from '#kernel/actor.ts'
import { openPayoutStage, reportsUrl } from '#testing/payments/payouts.ts'
import { startSimulators } from '#testing/payments/simulator.ts'

let ahead = 0
const clock = () => new Date(Date.now() + ahead)
const folder = await mkdtemp(join(tmpdir(), 'payouts-'))
const simulators = await startSimulators({ folder, clock })
const stage = await openPayoutStage(simulators.settingsFile, clock)
const { paying, payouts, grant, left, official } = stage
const { bank, bankMood } = simulators
const month = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(clock()).slice(0, 7)
after(async () => {
  await stage.database.close()
  await simulators.stop()
  await rm(folder, { recursive: true })
})

describe('payouts with a bank beyond ISO 20022', () => {
  beforeEach(() => {
    for (const key of Object.keys(bankMood)) delete bankMood[key as keyof typeof bankMood]
  })
  const later = (seconds: number) => {
    ahead += seconds * 1000
  }
  const mine = (partyId: string): Actor => ({
    kind: 'citizen',
    realm: '441900',
    accountId: newId(),
    partyId,
    name: '付测试',
    level: 'L2',
    posts: [],
  })
  async function statesOf(partyId: string) {
    const { items } = await payouts.list(mine(partyId), { limit: 20 })
    return items.map(({ state }) => state)
  }

  test('granted, verified and paid at once; the books and the bank say the same', async () => {
    const partyId = newId()
    const before = bank.paidFen()
    const { fen } = await grant('秦一', { partyId })
    assert.deepEqual([fen, await statesOf(partyId), await left('payout-due')], [15_000, ['due'], -15_000])
    await paying.sweep()
    assert.deepEqual([await statesOf(partyId), bank.paidFen() - before], [['paid'], 15_000])
    assert.deepEqual(
      [await left('payout-due'), await left('channel:bank'), await left('subsidy:one-off')],
      [0, -15_000, 15_000],
    )
  })

  test('a bank that is silent has done it all the same: asked again under the number, it is paid once', async () => {
    const partyId = newId()
    await grant('秦二', { partyId })
    bankMood.silent = true
    await paying.sweep()
    later(20)
    await paying.sweep()
    assert.deepEqual(await statesOf(partyId), ['due'])
    bankMood.silent = false
    later(100)
    const before = bank.kept.size
    await paying.sweep()
    later(100)
    await paying.sweep()
    assert.deepEqual([await statesOf(partyId), bank.kept.size - before], [['paid'], 1])
  })

  test('late is waited for; an answer that the bank has not signed moves nothing', async () => {
    const partyId = newId()
    await grant('秦三', { partyId })
    Object.assign(bankMood, { late: 1 })
    await paying.sweep()
    assert.deepEqual(await statesOf(partyId), ['sent'])
    Object.assign(bankMood, { forged: true })
    later(400)
    await paying.sweep()
    assert.deepEqual(await statesOf(partyId), ['sent'])
    Object.assign(bankMood, { forged: false })
    later(1000)
    await paying.sweep()
    assert.deepEqual(await statesOf(partyId), ['paid'])
  })

  test('a report that the bank sends by itself settles what it names, once, and one that it has not signed is refused and noted', async () => {
    const partyId = newId()
    bankMood.late = 9
    await grant('秦七', { partyId })
    await paying.sweep()
    assert.deepEqual(await statesOf(partyId), ['sent'])
    const batch = [...bank.kept.values()].find(({ name }) => name === '秦七')!.batch
    bankMood.forged = true
    assert.equal((await stage.hearBank(bank.report(reportsUrl, batch))).status, 400)
    assert.deepEqual(await statesOf(partyId), ['sent'])
    bankMood.forged = false
    const report = bank.report(reportsUrl, batch)
    const elsewhere = bank.report('http://127.0.0.1/other', batch)
    assert.equal((await stage.hearBank(elsewhere)).status, 400)
    assert.equal((await stage.hearBank({ ...report, body: report.body.replace('ACSC', 'RJCT') })).status, 400)
    const paidBefore = await left('channel:bank')
    for (let times = 0; times < 3; times++) assert.equal((await stage.hearBank(report)).status, 204)
    assert.deepEqual([await statesOf(partyId), paidBefore - (await left('channel:bank'))], [['paid'], 15_000])
    assert.equal((await stage.hearBank(bank.report(reportsUrl, 'PL0'))).status, 404)
    const { rows } = await stage.database.pool.query(
      "select verdict, count(*)::int as n from payments.notification where channel = 'bank' group by verdict order by verdict",
    )
    assert.deepEqual(rows, [
      { verdict: 'odd', n: 1 },
      { verdict: 'refused', n: 3 },
      { verdict: 'taken', n: 1 },
    ])
  })

  test('an account that is not the person’s is not paid to: a task, put right by the cashier, paid under a new number', async () => {
    const partyId = newId()
    bankMood.strangers = ['秦四']
    await grant('秦四', { partyId })
    await paying.sweep()
    const cashier = official('cashier')
    const { items } = await payouts.list(cashier, { limit: 20, state: 'returned' })
    const [task] = items
    assert.deepEqual([task?.reason, task?.may, task?.payee], ['户名与账户不符', ['correct', 'cancel'], '秦*'])
    assert.ok(
      [...bank.kept.values()].every(({ name }) => name !== '秦四'),
      'it never went to the bank',
    )
    const fix = {
      verb: 'correct',
      reason: '本人到窗口换了账户',
      account: '440100000000000031',
      expectedVersion: task!.rowVersion,
    } as const
    await assert.rejects(payouts.act(official('decider'), task!.no, fix), { code: 'payments.payout-missing' })
    bankMood.strangers = []
    await payouts.act(cashier, task!.no, fix)
    await paying.sweep()
    assert.deepEqual(await statesOf(partyId), ['paid'])
    const line = [...bank.kept.values()].find(({ name }) => name === '秦四')
    assert.deepEqual([line?.id, line?.account], [`${task!.no}A2`, '440100000000000031'])
  })

  test('money that comes back days later is owed again, and may be owed no more', async () => {
    const partyId = newId()
    await grant('秦五', { partyId })
    await paying.sweep()
    const [due, out] = [await left('payout-due'), await left('channel:bank')]
    bankMood.comesBack = ['秦五']
    later(90_000)
    await paying.sweep()
    assert.deepEqual(
      [await statesOf(partyId), await left('payout-due'), await left('channel:bank')],
      [['returned'], due - 15_000, out + 15_000],
    )
    const { items } = await payouts.list(official('cashier'), { limit: 20, state: 'returned' })
    const back = items.find(({ payee }) => payee === '秦*')!
    const spent = await left('subsidy:one-off')
    await payouts.act(official('cashier'), back.no, {
      verb: 'cancel',
      reason: '本人已故，不再发放',
      expectedVersion: back.rowVersion,
    })
    assert.deepEqual([await statesOf(partyId), await left('subsidy:one-off')], [['cancelled'], spent - 15_000])
  })

  test('a month is prepared by one and approved by another, and nobody is paid twice for it', async () => {
    const parties = [newId(), newId(), newId()]
    // One is entitled from this month and is paid at once, two from before the platform.
    await grant('陆一', { kind: 'monthly', partyId: parties[0]! })
    for (const partyId of parties.slice(1)) await grant('陆二', { kind: 'monthly', partyId, fromMonth: '2020-01' })
    await paying.sweep()
    for (const partyId of parties) assert.deepEqual(await statesOf(partyId), ['paid'])
    const lastMonth = new Date(`${month}-01T00:00:00Z`)
    lastMonth.setUTCMonth(lastMonth.getUTCMonth() - 1)
    const wanted = { kind: 'monthly', month: lastMonth.toISOString().slice(0, 7) }
    const both = official('cashier', 'both')
    const run = await payouts.propose(both, wanted)
    assert.deepEqual([run.count, run.fen], [2, 30_000])
    await assert.rejects(payouts.propose(official('cashier'), wanted), { code: 'payments.run-open' })
    await assert.rejects(payouts.decide(official('decider', 'both'), run.id, true), { code: 'payments.same-person' })
    await assert.rejects(payouts.decide(official('reviewer'), run.id, true), { code: 'payments.payout-missing' })
    await payouts.decide(official('decider'), run.id, true)
    await assert.rejects(payouts.decide(official('decider'), run.id, true), { code: 'payments.conflict' })
    await paying.sweep()
    assert.deepEqual(await Promise.all(parties.map(statesOf)), [['paid'], ['paid', 'paid'], ['paid', 'paid']])
    const again = await payouts.propose(official('cashier'), wanted)
    assert.deepEqual([again.count, again.fen], [0, 0])
    await assert.rejects(payouts.propose(official('cashier'), { kind: 'monthly', month: '2099-01' }), {
      code: 'payments.no-run',
    })
  })

  test('whose work it is not neither lists nor prepares nor approves', async () => {
    for (const role of ['intake', 'reviewer', 'administrator'] as const)
      await assert.rejects(payouts.list(official(role), { limit: 5 }), { code: 'payments.forbidden' })
    await assert.rejects(payouts.propose(official('decider'), { kind: 'monthly', month }), {
      code: 'payments.forbidden',
    })
    assert.deepEqual((await payouts.list(mine(newId()), { limit: 5 })).items, [])
  })

  test('under kill -9 while it pays: every payout reaches the bank once, and the books balance', async () => {
    const before = { bank: bank.paidFen(), kept: bank.kept.size, out: await left('channel:bank') }
    bankMood.late = 2
    const program = fileURLToPath(import.meta.resolve('#testing/payments/payer-victim.ts'))
    const args = [
      '--database',
      stage.database.url,
      '--settings',
      simulators.settingsFile,
      '--key',
      stage.masterKey.toString('hex'),
    ]
    const start = async () => {
      const victim = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
      await once(victim.stdout, 'data')
      return victim
    }
    for (let round = 0; round < 4; round++) {
      for (let i = 0; i < 5; i++) await grant(`杀${round}${i}`)
      const victim = await start()
      await sleep(30 + round * 40)
      victim.kill('SIGKILL')
      await once(victim, 'exit')
    }
    for (let rounds = 0; rounds < 8; rounds++) {
      later(20_000)
      await paying.sweep()
    }
    assert.deepEqual(
      [bank.kept.size - before.kept, bank.paidFen() - before.bank, before.out - (await left('channel:bank'))],
      [20, 20 * 15_000, 20 * 15_000],
    )
    assert.equal(await left('payout-due'), 0)
  })
})
