import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Account, advance, type Bill, type Happening, issued, type Order, type Transfer, totalOf } from './bill.ts'

/**
 * 100,000 payment histories at random: a payer, a cashier's second thoughts, and channels that take money and tell of it late,
 * twice, out of order, or not at all. The channel's own purse is the truth; our books must end up saying the same.
 */
const histories = 100_000

/** A small generator of numbers (mulberry32), so that a failing history can be told again by its seed. */
function randomOf(seed: number): (below: number) => number {
  let a = seed
  return (below) => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

/** What a channel knows: who really paid which order, what it gave back, what it has closed. */
type Purse = { captured: Map<string, number>; returned: Map<string, number>; closed: Set<string> }

function live(seed: number) {
  const random = randomOf(seed)
  const items = Array.from({ length: 1 + random(3) }, (_, i) => ({
    code: `F${i}`,
    kind: random(3) === 0 ? ('deposit' as const) : ('fee' as const),
    fen: 1 + random(1_000_000),
  }))
  let bill: Bill = { no: `B${seed}`, state: 'open', items, orders: [], refunds: [], kept: [] }
  const books = new Map<string, Transfer>()
  const purse: Purse = { captured: new Map(), returned: new Map(), closed: new Set() }
  /** What channels have said and we have not heard yet. */
  const underway: Happening[] = []
  const told = { paid: 0, closed: 0 }

  function post(transfers: readonly Transfer[]): void {
    for (const transfer of transfers) {
      assert.ok(Number.isSafeInteger(transfer.fen) && transfer.fen > 0 && transfer.debit !== transfer.credit)
      assert.ok(!books.has(transfer.key), `seed ${seed}: ${transfer.key} is booked twice`)
      books.set(transfer.key, transfer)
    }
  }
  const say = (happening: Happening) => {
    for (let copies = 1 + (random(4) === 0 ? random(3) : 0); copies > 0; copies--) underway.push(happening)
  }
  const capture = (order: Order) => {
    if (purse.closed.has(order.no) || purse.captured.has(order.no)) return
    purse.captured.set(order.no, order.fen)
    // One in five notifications never comes; the look that follows silence finds the payment.
    if (random(5) > 0) say(paidOf(order))
  }
  const paidOf = ({ no, fen }: Order): Happening => ({ kind: 'paid', order: no, transaction: `T${no}`, fen, at: 'now' })

  function hear(happening: Happening): void {
    const step = advance(bill, happening)
    // A crash between the answer and the commit: nothing is kept, and the channel tells again.
    if (happening.kind === 'paid' && random(20) === 0) {
      underway.push(happening)
      return
    }
    bill = step.bill
    post(step.transfers)
    for (const want of step.wants) {
      if (want.kind === 'tell-paid') told.paid++
      if (want.kind === 'tell-closed') told.closed++
      if (want.kind === 'close-order') closeAt(want.order)
      if (want.kind === 'send-refund') refundAt(want.refund)
    }
  }
  /** A channel closes what is not paid, and says so when it is. */
  function closeAt(no: string): void {
    const order = bill.orders.find((each) => each.no === no)!
    if (random(3) === 0) capture(order)
    const paid = purse.captured.has(no)
    if (!paid) purse.closed.add(no)
    say(paid ? paidOf(order) : { kind: 'order-closed', order: no })
  }
  function refundAt(no: string): void {
    const refund = bill.refunds.find((each) => each.no === no)!
    // The job may run twice: a channel knows a refund by its number, and gives the money back once.
    for (let times = 1 + random(2); times > 0; times--) {
      if (random(6) === 0 && !purse.returned.has(no)) {
        say({ kind: 'refund-failed', refund: no, sent: refund.sent })
        return
      }
      purse.returned.set(no, refund.fen)
    }
    say({ kind: 'refund-done', refund: no, sent: refund.sent })
  }

  post(issued(bill))
  for (let moves = 4 + random(16); moves > 0; moves--) {
    const choice = random(10)
    const order = bill.orders[random(Math.max(1, bill.orders.length))]
    const refund = bill.refunds[random(Math.max(1, bill.refunds.length))]
    if (choice < 2) hear({ kind: 'order', no: `${bill.no}-${bill.orders.length}`, channel: `c${random(3)}` })
    else if (choice < 5) order && capture(order)
    else if (choice === 5) random(3) === 0 && hear({ kind: 'close' })
    else if (choice === 6) {
      const item = bill.items[random(bill.items.length)]!
      hear({
        kind: 'propose-refund',
        no: `${bill.no}R${bill.refunds.length}`,
        item: item.code,
        fen: 1 + random(item.fen),
      })
      if (item.kind === 'deposit' && random(2) === 0)
        hear({ kind: 'keep', no: `${bill.no}K${bill.kept.length}`, item: item.code, fen: 1 + random(item.fen) })
    } else if (choice === 7)
      refund &&
        hear({ kind: (['approve-refund', 'refuse-refund', 'ask-again'] as const)[random(3)]!, refund: refund.no })
    else if (underway.length > 0) hear(underway.splice(random(underway.length), 1)[0]!)
    // Money of an order nobody made, and of another amount, must never reach the books.
    if (random(15) === 0) {
      const before = books.size
      hear({ kind: 'paid', order: 'forged', transaction: 'T', fen: 1, at: 'now' })
      if (order) hear({ kind: 'paid', order: order.no, transaction: 'other', fen: order.fen + 1, at: 'now' })
      assert.equal(books.size, before)
    }
  }
  settle()
  return { bill, books, purse, told }

  /** The day ends: every message still under way arrives, and what is silent is asked after. */
  function settle(): void {
    for (let rounds = 0; rounds < 50; rounds++) {
      while (underway.length > 0) hear(underway.shift()!)
      for (const order of bill.orders)
        if (purse.captured.has(order.no) && order.state !== 'paid') say(paidOf(order))
        else if (purse.closed.has(order.no) && order.state === 'waiting') say({ kind: 'order-closed', order: order.no })
      for (const { no, item, state } of bill.refunds)
        if (!item && state === 'failed') hear({ kind: 'ask-again', refund: no })
      if (underway.length === 0) return
    }
    assert.fail(`seed ${seed}: never comes to rest`)
  }
}

const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, each) => total + each, 0)

function balance(books: Map<string, Transfer>, of: (account: Account) => boolean): number {
  let total = 0
  for (const { debit, credit, fen } of books.values()) total += (of(debit) ? fen : 0) - (of(credit) ? fen : 0)
  return total
}

test(`${histories} random payment histories: nothing is paid twice or lost, and the books balance`, () => {
  const seen = { paid: 0, surplus: 0, refunded: 0, failed: 0, kept: 0, closed: 0 }
  for (let seed = 1; seed <= histories; seed++) {
    const { bill, books, purse, told } = live(seed)
    const about = `seed ${seed}`
    // All accounts together are nought, and what channels hold for us is what they really hold.
    assert.equal(
      balance(books, () => true),
      0,
      about,
    )
    const held = sum(purse.captured.values()) - sum(purse.returned.values())
    assert.equal(
      balance(books, (account) => account.startsWith('channel:')),
      held,
      about,
    )
    // What was taken settles the bill once; all beyond it went back.
    const settling = bill.orders.filter(({ state, surplus }) => state === 'paid' && !surplus)
    const surplus = bill.orders.filter((order) => order.surplus)
    assert.equal(settling.length, bill.state === 'paid' ? 1 : 0, about)
    assert.equal(
      balance(books, (account) => account === 'surplus'),
      0,
      about,
    )
    for (const order of surplus) assert.equal(purse.returned.get(`${order.no}S`), order.fen, about)
    // Nothing taken is unknown to us, and the case hears of it once.
    for (const no of purse.captured.keys())
      assert.equal(bill.orders.find((each) => each.no === no)?.state, 'paid', about)
    assert.equal(told.paid, bill.state === 'paid' ? 1 : 0, about)
    assert.equal(told.closed, bill.state === 'closed' ? 1 : 0, about)
    // Nobody gets back more of an item than was paid for it; who paid owes nothing.
    for (const item of bill.items) {
      const back = sum(
        bill.refunds.filter((each) => each.item === item.code).map(({ no }) => purse.returned.get(no) ?? 0),
      )
      const kept = sum(bill.kept.filter((each) => each.item === item.code).map(({ fen }) => fen))
      assert.ok(back + kept <= item.fen, about)
    }
    const owed = bill.state === 'open' || bill.state === 'closing' ? totalOf(bill) : 0
    assert.equal(
      balance(books, (account) => account === 'receivable'),
      owed,
      about,
    )
    seen.paid += settling.length
    seen.surplus += surplus.length
    seen.refunded += bill.refunds.filter(({ state, item }) => state === 'done' && item).length
    seen.failed += bill.refunds.filter(({ sent }) => sent > 1).length
    seen.kept += bill.kept.length
    seen.closed += bill.state === 'closed' ? 1 : 0
  }
  // The histories do reach what they are meant to try.
  for (const [what, times] of Object.entries(seen))
    assert.ok(times > histories / 200, `${what} happened ${times} times`)
})
