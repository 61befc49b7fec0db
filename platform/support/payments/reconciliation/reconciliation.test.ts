import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openPayments } from '#testing/payments/stage.ts'

const stage = await openPayments()
const { bills, reconciling, simulators, citizen } = stage
after(stage.close)

const [cashier, supervisor] = [stage.official('cashier'), stage.official('supervisor')]
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
const purse = simulators.channels['wechat-pay']!.purse

async function paid(mute = false, areaM2 = 20) {
  const { billId, billNo } = await stage.bill({ areaM2 })
  const { order } = await bills.pay(citizen, billId!, { channel: 'wechat-pay', way: 'qr' }, '127.0.0.1')
  simulators.moods['wechat-pay']!.mute = mute
  simulators.pay('wechat-pay', order)
  await simulators.quiet()
  simulators.moods['wechat-pay']!.mute = false
  await stage.work()
  return { id: billId!, no: billNo!, order }
}
const open = async () => (await reconciling.differences(cashier, { limit: 50, state: 'open' })).items

test('a day that fits has no differences; a payment nobody told us of is booked from the bill', async () => {
  await paid()
  const silent = await paid(true)
  assert.equal((await bills.get(citizen, silent.id)).state, 'open')
  const day = await reconciling.run(cashier, { channel: 'wechat-pay', day: today })
  assert.deepEqual([day.ours, day.theirs, day.oursFen, day.mended, day.differences], [2, 2, day.theirsFen, 1, 0])
  assert.equal((await bills.get(citizen, silent.id)).state, 'paid')
  assert.equal((await reconciling.run(cashier, { channel: 'wechat-pay', day: today })).mended, 0)
})

test('what the channel does not have, has otherwise, or nobody owes, becomes a task until a person settles it', async () => {
  const [lost, less] = [await paid(), await paid()]
  const [kept, other] = [purse.orders.get(lost.order)!, purse.orders.get(less.order)!]
  purse.orders.delete(lost.order)
  other.fen -= 1
  purse.orders.set('STRANGE', { ...kept, no: 'STRANGE', transaction: 'T-STRANGE' })
  const day = await reconciling.run(cashier, { channel: 'wechat-pay', day: today })
  assert.equal(day.differences, 3)
  const found = await open()
  assert.deepEqual(found.map(({ kind, no, oursFen, theirsFen }) => [kind, no, oursFen, theirsFen]).sort(), [
    ['amount-differs', less.order, 202_000, 201_999],
    ['missing-there', lost.order, 202_000, 0],
    ['not-owed', 'STRANGE', 0, 202_000],
  ])
  // Again it finds the same, and makes no second task of it.
  await reconciling.run(cashier, { channel: 'wechat-pay', day: today })
  assert.equal((await open()).length, 3)
  const missing = found.find(({ kind }) => kind === 'missing-there')!
  const settled = await reconciling.settle(cashier, missing.id, {
    expectedVersion: 1,
    how: '渠道延迟入账，次日账单已列',
  })
  assert.deepEqual([settled.state, settled.settledBy, settled.maySettle], ['settled', cashier.name, false])
  await assert.rejects(reconciling.settle(cashier, missing.id, { expectedVersion: 1, how: '再处理一次' }), {
    code: 'payments.conflict',
  })
  purse.orders.set(lost.order, kept)
  purse.orders.delete('STRANGE')
  other.fen += 1
})

test('who may not reconcile learns nothing, and another office does not settle', async () => {
  const decider = stage.official('decider')
  await assert.rejects(reconciling.list(decider, { limit: 5 }), { code: 'payments.forbidden' })
  await assert.rejects(reconciling.differences(decider, { limit: 5 }), { code: 'payments.forbidden' })
  const [own] = (await open()).filter(({ billId }) => billId)
  const water = stage.official('cashier', 'water')
  assert.equal(
    (await reconciling.differences(water, { limit: 50 })).items.some(({ id }) => id === own!.id),
    false,
  )
  await assert.rejects(reconciling.settle(water, own!.id, { expectedVersion: 1, how: '不是我们的' }), {
    code: 'payments.difference-missing',
  })
})

const voucher = (no: string, lines: [bill: string, yuan: string][], sum?: string) => {
  const details = lines.map(
    ([bill, yuan], i) =>
      `<Detail><Id>${i + 1}</Id><IncomeSortCode>103044550</IncomeSortCode><Amt>${yuan}</Amt><Hold1>${bill}</Hold1></Detail>`,
  )
  const total = sum ?? lines.reduce((all, [, yuan]) => all + Number(yuan), 0).toFixed(2)
  return `<?xml version="1.0" encoding="UTF-8"?><MOF><VoucherCount>1</VoucherCount><VoucherBody AdmDivCode="441900" StYear="2026"
    VtCode="5408" VoucherNo="${no}"><Voucher><Id>1</Id><TreCode>1927000000</TreCode><VouDate>${today.replaceAll('-', '')}</VouDate>
    <XAcctDate>${today.replaceAll('-', '')}</XAcctDate><SumAmt>${total}</SumAmt><DetailList>${details.join('')}</DetailList></Voucher></VoucherBody></MOF>`
}

test('what the treasury took in leaves its channel in our books, once; deposits never do', async () => {
  const { no } = await paid()
  const held = async (of: string) => (await bills.books(cashier)).find(({ account }) => account === of)?.fen ?? 0
  const before = await held('channel:wechat-pay')
  for (let times = 2; times > 0; times--) {
    const [day] = await reconciling.takeVouchers(supervisor, voucher('V1', [[no, '20.00']]))
    assert.deepEqual([day?.channel, day?.differences], ['treasury', 0])
  }
  assert.deepEqual([await held('treasury'), await held('channel:wechat-pay')], [2_000, before - 2_000])
})

test('a voucher of another amount, or for nothing of ours, books nothing and is a task', async () => {
  const { no } = await paid()
  await reconciling.takeVouchers(
    supervisor,
    voucher('V2', [
      [no, '19.99'],
      ['44190026000000000000', '5.00'],
    ]),
  )
  const found = (await open()).filter(({ channel }) => channel === 'treasury')
  assert.deepEqual(found.map(({ kind }) => kind).sort(), ['amount-differs', 'not-owed'])
  await assert.rejects(reconciling.takeVouchers(supervisor, voucher('V3', [[no, '20.00']], '21.00')), {
    code: 'payments.bad-voucher',
  })
  await assert.rejects(reconciling.takeVouchers(supervisor, '<MOF/>'), { code: 'payments.bad-voucher' })
})

test('after half past ten, yesterday is reconciled with every channel by itself, once', async () => {
  const at = (time: string) => stage.goTo(new Date(`${today}T${time}+08:00`))
  const tomorrow = (time: string) => stage.goTo(new Date(Date.parse(`${today}T${time}+08:00`) + 86_400_000))
  tomorrow('10:29:00')
  await reconciling.sweep()
  const before = (await reconciling.list(cashier, { limit: 50 })).items.length
  tomorrow('10:31:00')
  await reconciling.sweep()
  await reconciling.sweep()
  const { items } = await reconciling.list(cashier, { limit: 50 })
  assert.deepEqual(
    items
      .filter(({ day }) => day === today)
      .map(({ channel }) => channel)
      .sort(),
    ['alipay', 'treasury', 'unionpay', 'wechat-pay'],
  )
  assert.ok(items.length >= before)
  at('12:00:00')
})
