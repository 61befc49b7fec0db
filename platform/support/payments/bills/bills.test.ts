import assert from 'node:assert/strict'
import { after, afterEach, test } from 'node:test'
import { inTransaction, type Tx } from '#ground/database/index.ts'
import { newId } from '#ground/ids.ts'
import { openPayments } from '#testing/payments/stage.ts'
import { createByNumber } from './by-number.ts'

const stage = await openPayments()
const { bills, outside, simulators, said, citizen } = stage
after(stage.close)

/** After every test: the books balance, and what channels hold for us is what they hold. */
afterEach(async () => {
  for (const mood of Object.values(simulators.moods))
    for (const name of Object.keys(mood)) delete mood[name as keyof typeof mood]
  stage.goTo(new Date())
  const books = await bills.books(cashier)
  assert.equal(
    books.reduce((sum, { fen }) => sum + fen, 0),
    0,
  )
  for (const [key, { purse }] of Object.entries(simulators.channels)) {
    const kept = [...purse.orders.values()].filter(({ state }) => state === 'paid')
    const held = kept.reduce(
      (sum, { fen, refunds }) =>
        sum + fen - refunds.reduce((all, each) => all + (each.state === 'done' ? each.fen : 0), 0),
      0,
    )
    assert.equal(books.find(({ account }) => account === `channel:${key}`)?.fen ?? 0, held, key)
  }
})

const [cashier, decider] = [stage.official('cashier'), stage.official('decider')]
const begin = async (channel = 'wechat-pay') => {
  const { billId, billNo } = await stage.bill()
  const { order } = await bills.pay(citizen, billId!, { channel, way: 'qr' }, '127.0.0.1')
  return { id: billId!, no: billNo!, order }
}
const settle = async () => {
  await simulators.quiet()
  await stage.work()
  await simulators.quiet()
  await stage.work()
}
const act = async (actor: typeof cashier, id: string, input: object) => {
  const { rowVersion } = await bills.get(actor, id)
  return bills.act(actor, id, { expectedVersion: rowVersion, reason: '测试理由', ...input } as never)
}

for (const channel of ['wechat-pay', 'alipay', 'unionpay'])
  test(`${channel}: a bill is paid, its case told once, a receipt issued`, async () => {
    const { id, no, order } = await begin(channel)
    simulators.moods[channel]!.copies = 3
    assert.equal(simulators.pay(channel, order), true)
    await settle()
    const bill = await bills.get(citizen, id)
    assert.deepEqual([bill.state, bill.totalFen, bill.channel, bill.may], ['paid', 202_000, channel, []])
    assert.ok(bill.receipt)
    assert.equal(said.cases.filter(({ key }) => key === no).length, 1)
    assert.equal(simulators.told.filter((each) => each.order === order && each.status < 300).length, 3)
  })

test('a bill says what is owed and on what basis; nothing due makes no bill; fractions of a fen are refused', async () => {
  const { billId } = await stage.bill()
  const { items, no } = await bills.get(citizen, billId!)
  assert.deepEqual(
    items.map(({ code, kind, fen }) => [code, kind, fen]),
    [
      ['road', 'fee', 2_000],
      ['bond', 'deposit', 200_000],
    ],
  )
  assert.match(no, /^44190026\d{12}$/)
  assert.deepEqual(await stage.bill({ areaM2: 0 }), { billNo: null, billId: null, totalFen: 0, text: '不用缴费' })
  await assert.rejects(stage.bill({ fees: ['broken'], areaM2: 20 }), /not whole fen/)
})

test('a channel that takes the money and never tells is asked, and the bill is paid', async () => {
  const { id, order } = await begin()
  simulators.moods['wechat-pay']!.mute = true
  simulators.pay('wechat-pay', order)
  stage.goTo(new Date(Date.now() + 61_000))
  await outside.sweep()
  assert.equal((await bills.get(citizen, id)).state, 'paid')
})

test('a payer who says "I have paid" is believed once the channel says so', async () => {
  const { id, order } = await begin('alipay')
  assert.equal((await outside.lookNow(citizen, id)).state, 'open')
  simulators.moods.alipay!.mute = true
  simulators.pay('alipay', order)
  assert.equal((await outside.lookNow(citizen, id)).state, 'paid')
})

test('paid at two channels: the second goes back by itself', async () => {
  const { id, order } = await begin('unionpay')
  // UnionPay cannot close an order, so its code stays good when the payer goes to another channel.
  const other = await bills.pay(citizen, id, { channel: 'wechat-pay', way: 'qr' }, '127.0.0.1')
  simulators.pay('wechat-pay', other.order)
  simulators.pay('unionpay', order)
  await settle()
  const bill = await bills.get(citizen, id)
  const [surplus] = bill.refunds
  assert.deepEqual([bill.state, surplus?.state, surplus?.fen, surplus?.item], ['paid', 'done', 202_000, undefined])
  assert.ok(said.notices.includes('重复缴款，正在退回'))
})

test('who goes to another channel leaves the first, which is closed there', async () => {
  const { id, order } = await begin('wechat-pay')
  await bills.pay(citizen, id, { channel: 'alipay', way: 'qr' }, '127.0.0.1')
  await settle()
  assert.equal(simulators.pay('wechat-pay', order), false)
  assert.deepEqual(
    (await bills.get(citizen, id)).orders.map(({ state }) => state),
    ['closed', 'waiting'],
  )
})

test('inside the app a bill is paid by whom the app knows; without that, or elsewhere with it, nothing is asked', async () => {
  const { billId } = await stage.bill()
  const inside = { channel: 'wechat-pay', way: 'app' } as const
  for (const wrong of [inside, { channel: 'wechat-pay', way: 'qr', payer: 'oSimulated' } as const])
    await assert.rejects(bills.pay(citizen, billId!, wrong, '127.0.0.1'), { code: 'payments.payer-needed' })
  const { order, app } = await bills.pay(citizen, billId!, { ...inside, payer: 'oSimulated' }, '127.0.0.1')
  assert.deepEqual(Object.keys(app ?? {}), ['appId', 'timeStamp', 'nonceStr', 'package', 'signType', 'paySign'])
  simulators.pay('wechat-pay', order)
  await settle()
  assert.equal((await bills.get(citizen, billId!)).state, 'paid')
})

test('a bill past its last day is closed, also at the channel; money that comes at that very moment pays it', async () => {
  const [lapsed, late] = [await begin('alipay'), await begin('wechat-pay')]
  simulators.moods['wechat-pay']!.mute = true
  simulators.pay('wechat-pay', late.order)
  stage.goTo(new Date(Date.now() + 16 * 86_400_000))
  await outside.sweep()
  await stage.work()
  assert.equal((await bills.get(citizen, lapsed.id)).state, 'closed')
  assert.equal((await bills.get(citizen, late.id)).state, 'paid')
  assert.deepEqual(
    said.cases
      .filter(({ key }) => [lapsed.no, late.no].includes(key))
      .map(({ name }) => name)
      .sort(),
    ['bill-closed', 'bill-paid'],
  )
  await assert.rejects(bills.pay(citizen, lapsed.id, { channel: 'alipay', way: 'qr' }, '127.0.0.1'), {
    code: 'payments.not-payable',
  })
})

test('forged and changed notifications are refused with a reason, and book nothing', async () => {
  const { id, order } = await begin()
  simulators.moods['wechat-pay']!.forged = true
  simulators.pay('wechat-pay', order)
  await simulators.quiet()
  const told = simulators.told.filter((each) => each.order === order)
  assert.deepEqual(
    told.map(({ status, forged }) => [status, forged]),
    [
      [400, true],
      [204, false],
    ],
  )
  assert.match(told[0]!.answer, /签名|signature/)
  assert.equal((await bills.get(citizen, id)).orders[0]?.state, 'paid')
})

test('a notification sent again a day later is a replay', async () => {
  const { id, order } = await begin()
  const kept = simulators.channels['wechat-pay']!.purse.pay(order)!
  const message = simulators.channels['wechat-pay']!.tells(kept, false)
  stage.goTo(new Date(Date.now() + 86_400_000))
  const reply = await outside.hear('wechat-pay', message)
  assert.deepEqual([reply.status, JSON.parse(reply.body).message], [400, 'It was signed 86400 seconds ago'])
  stage.goTo(new Date())
  assert.equal((await bills.get(citizen, id)).state, 'open')
  assert.equal((await outside.hear('wechat-pay', message)).status, 204)
  assert.equal((await bills.get(citizen, id)).state, 'paid')
})

test('an amount other than the order’s is not booked, and the channel hears why', async () => {
  const { id, order } = await begin('alipay')
  const kept = simulators.channels.alipay!.purse.pay(order)!
  const reply = await outside.hear('alipay', simulators.channels.alipay!.tells({ ...kept, fen: 1 }, false))
  assert.deepEqual([reply.body, (await bills.get(citizen, id)).state], ['failure', 'open'])
  await outside.hear('alipay', simulators.channels.alipay!.tells(kept, false))
})

test('cash at the counter pays; a deposit goes back by two persons, in parts, never beyond what was paid', async () => {
  const { id } = await begin('wechat-pay')
  const paid = await act(cashier, id, { verb: 'take-cash' })
  await settle()
  assert.deepEqual([paid.state, paid.channel], ['paid', 'cash'])
  await assert.rejects(act(cashier, id, { verb: 'propose-refund', item: 'bond', fen: 200_001 }), {
    code: 'payments.too-much',
  })
  const asked = await act(cashier, id, { verb: 'propose-refund', item: 'bond', fen: 150_000 })
  const refund = asked.refunds[0]!.no
  await assert.rejects(act(cashier, id, { verb: 'approve-refund', refund }), { code: 'payments.forbidden' })
  await act(decider, id, { verb: 'approve-refund', refund })
  await settle()
  await assert.rejects(act(cashier, id, { verb: 'propose-refund', item: 'bond', fen: 50_001 }), {
    code: 'payments.too-much',
  })
  const after = await bills.get(citizen, id)
  assert.deepEqual(
    after.refunds.map(({ state, fen, by }) => [state, fen, by]),
    [['done', 150_000, '城市管理局']],
  )
  assert.equal(after.items[1]?.leftFen, 50_000)
})

test('a person with both posts may not approve the refund they asked for', async () => {
  const { id } = await begin()
  const both = { ...cashier, accountId: decider.accountId, posts: [...cashier.posts, ...decider.posts] }
  await act(both, id, { verb: 'take-cash' })
  const { refunds } = await act(both, id, { verb: 'propose-refund', item: 'road', fen: 1 })
  await assert.rejects(act(both, id, { verb: 'approve-refund', refund: refunds[0]!.no }), {
    code: 'payments.same-person',
  })
})

test('a refund that the channel fails is asked again under a number of its own', async () => {
  const { id, order } = await begin('wechat-pay')
  simulators.pay('wechat-pay', order)
  await settle()
  const { refunds } = await act(cashier, id, { verb: 'propose-refund', item: 'bond', fen: 200_000 })
  const refund = refunds[0]!.no
  simulators.moods['wechat-pay']!.refusesRefunds = true
  await act(decider, id, { verb: 'approve-refund', refund })
  await settle()
  assert.equal((await bills.get(cashier, id)).refunds[0]?.state, 'failed')
  simulators.moods['wechat-pay']!.refusesRefunds = false
  await act(cashier, id, { verb: 'ask-again', refund })
  await settle()
  assert.equal((await bills.get(cashier, id)).refunds[0]?.state, 'done')
})

test('a stranger does not learn of a bill, another office neither, and a citizen cannot act on it', async () => {
  const { id } = await begin()
  const stranger = { ...citizen, partyId: '00000000-0000-7000-8000-000000000000' }
  for (const actor of [stranger, stage.official('cashier', 'water'), stage.official('intake')])
    await assert.rejects(bills.get(actor, id), { code: 'payments.missing' })
  await assert.rejects(act(decider, id, { verb: 'take-cash' }), { code: 'payments.forbidden' })
  await assert.rejects(bills.pay(cashier, id, { channel: 'alipay', way: 'qr' }, '127.0.0.1'), {
    code: 'payments.forbidden',
  })
  await assert.rejects(bills.books(stage.official('intake')), { code: 'payments.forbidden' })
})

test('the database itself keeps the books: nothing changes, nothing is booked twice, one order settles a bill', async () => {
  const { pool } = stage.database
  await assert.rejects(pool.query('update payments.transfer set fen = fen + 1'), /append-only/)
  await assert.rejects(pool.query('delete from payments.transfer'), /append-only/)
  await assert.rejects(
    pool.query('insert into payments.transfer select * from payments.transfer limit 1'),
    /duplicate key/,
  )
  await assert.rejects(
    pool.query("update payments.bill_order set state = 'paid', transaction = no, paid_at = now(), surplus = false"),
    /duplicate key/,
  )
})

test('by number and name anybody pays, as if the payer had; a number alone opens nothing', async () => {
  const byNumber = createByNumber(stage.needs, bills)
  const { billNo, billId } = await stage.bill()
  const named = { no: billNo!.replace(/(.{4})/g, '$1 '), payer: '付测试' }
  const found = await byNumber.look(named)
  assert.deepEqual([found.totalFen, found.payer, found.mayPay], [202_000, '付*试', true])
  for (const wrong of [
    { ...named, payer: '别的人' },
    { ...named, no: '44190026999999999999' },
  ])
    await assert.rejects(byNumber.look(wrong), { code: 'payments.missing' })
  await assert.rejects(byNumber.pay({ ...named, payer: '别的人', channel: 'wechat-pay' }, '127.0.0.1'), {
    code: 'payments.missing',
  })
  const { order, qr } = await byNumber.pay({ ...named, channel: 'wechat-pay' }, '127.0.0.1')
  assert.ok(qr?.content)
  simulators.pay('wechat-pay', order)
  await simulators.quiet()
  assert.equal((await byNumber.look(named)).state, 'paid')
  assert.equal((await bills.get(citizen, billId!)).state, 'paid')
  await assert.rejects(byNumber.pay({ ...named, channel: 'wechat-pay' }, '127.0.0.1'), { code: 'payments.not-payable' })
})

test('a deposit is settled by a flow: a part kept with reasons, the rest back the way it came; never more than is held', async () => {
  const { id, no, order } = await begin()
  simulators.pay('wechat-pay', order)
  await settle()
  const { deposits } = bills
  const of = { realm: stage.realm, billNo: no, partyId: citizen.partyId, departmentId: 'roads' }
  const inTx = <Got>(work: (tx: Tx) => Promise<Got>) => inTransaction(stage.db, work)
  assert.equal((await inTx((tx) => deposits.held(tx, of))).heldFen, 200_000)
  // The number of a bill opens nothing of another party's, or at another office.
  assert.equal((await inTx((tx) => deposits.held(tx, { ...of, partyId: newId() }))).found, false)
  assert.equal((await inTx((tx) => deposits.held(tx, { ...of, departmentId: 'parks' }))).found, false)
  const by = { accountId: decider.accountId, name: decider.name }
  const how = { reason: '两处沉陷', by, from: 'CASE-2' }
  await assert.rejects(
    inTx((tx) => deposits.settle(tx, of, { ...how, keepFen: 200_001 })),
    { code: 'payments.too-much' },
  )
  const before = await fenOf('income:bond')
  const settled = await inTx((tx) => deposits.settle(tx, of, { ...how, keepFen: 80_000 }))
  assert.deepEqual([settled.returnedFen, settled.keptFen], [120_000, 80_000])
  await settle()
  const bill = await bills.get(citizen, id)
  assert.deepEqual(
    [bill.kept.map(({ fen, reason }) => [fen, reason]), bill.refunds.map(({ fen, state }) => [fen, state])],
    [[[80_000, '两处沉陷']], [[120_000, 'done']]],
  )
  assert.equal(bill.items.find(({ kind }) => kind === 'deposit')?.leftFen, 0)
  assert.equal((await fenOf('income:bond')) - before, -80_000)
  assert.ok(said.notices.includes('保证金扣留'))
  // Settled again, nothing is left to give or keep.
  assert.deepEqual(await inTx((tx) => deposits.settle(tx, of, { ...how, keepFen: 0 })), {
    returnedFen: 0,
    keptFen: 0,
    text: '',
  })
})

const fenOf = async (account: string) => (await bills.books(cashier)).find((each) => each.account === account)?.fen ?? 0

test('whoever has number and name of a paid bill prints its receipt, and nobody else', async () => {
  const { no, order } = await begin()
  const byNumber = createByNumber(stage.needs, bills)
  const named = { no, payer: '付测试' }
  await assert.rejects(byNumber.receipt(named), { code: 'payments.no-receipt' })
  simulators.pay('wechat-pay', order)
  await settle()
  assert.equal((await byNumber.look(named)).mayPrint, true)
  assert.match(String(await (await byNumber.receipt(named)).toArray()), /^%PDF-/)
  await assert.rejects(byNumber.receipt({ ...named, payer: '别人' }), { code: 'payments.missing' })
})
