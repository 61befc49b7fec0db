/** Accounts of the books. `channel:` money a channel holds for us, `income:` by the fee's code, the rest one each. */
export type Account =
  | 'receivable'
  | 'deposit'
  | 'surplus'
  | 'refund-due'
  | 'treasury'
  | 'payout-due'
  | `channel:${string}`
  | `income:${string}`
  | `subsidy:${string}`

/**
 * One entry of the books: `fen` goes from the credit to the debit account. It names both sides with one amount, so no entry can
 * fail to balance; `key` is unique in the books, so none is made twice.
 */
export type Transfer = { key: string; debit: Account; credit: Account; fen: number }

/** `fee` is income of the treasury, `deposit` stays the payer's and is given back. */
export type BillItem = { code: string; kind: 'fee' | 'deposit'; fen: number }

/** A try to pay a bill at one channel. `transaction` is the channel's own number of the payment. */
export type Order = {
  no: string
  channel: string
  fen: number
  state: 'waiting' | 'paid' | 'closed'
  transaction?: string
  paidAt?: string
  /** The bill was settled already: this money goes back. */
  surplus?: boolean
}

/** `proposed` waits for a decider, `asked` is on its way to the channel. */
export type Refund = {
  no: string
  order: string
  /** Of which item money goes back; none for a surplus. */
  item?: string
  fen: number
  state: 'proposed' | 'refused' | 'asked' | 'done' | 'failed'
  /** How often the channel was asked: a refund that failed is asked again under a number of its own. */
  sent: number
}

/** What of a deposit is not given back, on a decision with reasons: from then on it is income. */
export type Kept = { no: string; item: string; fen: number }

/** `closing`: its orders are being closed at their channels, and until the last has answered money may still come. */
export type Bill = {
  no: string
  state: 'open' | 'closing' | 'paid' | 'closed'
  items: readonly BillItem[]
  orders: readonly Order[]
  refunds: readonly Refund[]
  kept: readonly Kept[]
}

export type Happening =
  | { kind: 'order'; no: string; channel: string }
  | { kind: 'paid'; order: string; transaction: string; fen: number; at: string }
  | { kind: 'order-closed'; order: string }
  | { kind: 'close' }
  | { kind: 'propose-refund'; no: string; item: string; fen: number }
  | { kind: 'keep'; no: string; item: string; fen: number }
  | { kind: 'approve-refund' | 'refuse-refund' | 'ask-again'; refund: string }
  | { kind: 'refund-done' | 'refund-failed'; refund: string; sent: number }

/** What must be done outside, after the change is kept. Doing it twice equals doing it once. */
export type Want =
  | { kind: 'tell-paid' }
  | { kind: 'tell-closed' }
  | { kind: 'close-order'; order: string }
  | { kind: 'send-refund'; refund: string }

/** Why a happening changes nothing, and a person must look. */
export type Oddity =
  | 'unknown-order'
  | 'amount-differs'
  | 'other-transaction'
  | 'unknown-refund'
  | 'not-now'
  | 'too-much'

export type Step = { bill: Bill; transfers: Transfer[]; wants: Want[]; oddity?: Oddity }

export const totalOf = (bill: Pick<Bill, 'items'>): number => bill.items.reduce((sum, { fen }) => sum + fen, 0)

const earned = ({ code, kind }: BillItem): Account => (kind === 'deposit' ? 'deposit' : `income:${code}`)

/** What the books say when a bill is made: somebody owes us, by item. */
export function issued(bill: Bill): Transfer[] {
  return bill.items.map((item, i) => ({
    key: `${bill.no}:issued:${i}`,
    debit: 'receivable',
    credit: earned(item),
    fen: item.fen,
  }))
}

/** What of an item may still go back: paid, and neither given back, nor asked for, nor kept. */
export function leftOf(bill: Bill, code: string): number {
  const item = bill.items.find((each) => each.code === code)
  if (bill.state !== 'paid' || !item) return 0
  const live = bill.refunds.filter(({ item: of, state }) => of === code && state !== 'refused' && state !== 'failed')
  const kept = bill.kept.filter((each) => each.item === code)
  return item.fen - [...live, ...kept].reduce((sum, { fen }) => sum + fen, 0)
}

/**
 * What a happening makes of a bill, its books, and the world. Pure, and the same happening again changes nothing: whatever a
 * channel says twice, late or out of order, a bill is paid by one order, and every fen beyond it is on its way back.
 */
export function advance(bill: Bill, happening: Happening): Step {
  switch (happening.kind) {
    case 'order':
      return begin(bill, happening)
    case 'paid':
      return receive(bill, happening)
    case 'order-closed':
      return orderClosed(bill, happening.order)
    case 'close':
      return close(bill)
    case 'propose-refund':
      return propose(bill, happening)
    case 'keep':
      return keep(bill, happening)
    default:
      return moveRefund(bill, happening)
  }
}

const nothing = (bill: Bill): Step => ({ bill, transfers: [], wants: [] })
const odd = (bill: Bill, oddity: Oddity): Step => ({ ...nothing(bill), oddity })

function begin(bill: Bill, { no, channel }: Extract<Happening, { kind: 'order' }>): Step {
  if (bill.orders.some((order) => order.no === no)) return nothing(bill)
  if (bill.state !== 'open') return odd(bill, 'not-now')
  const order: Order = { no, channel, fen: totalOf(bill), state: 'waiting' }
  // Whoever begins anew has left the other channel: two open orders could both be paid.
  const left = bill.orders.filter(({ state }) => state === 'waiting')
  const wants = left.map((each): Want => ({ kind: 'close-order', order: each.no }))
  return { bill: { ...bill, orders: [...bill.orders, order] }, transfers: [], wants }
}

function receive(bill: Bill, paid: Extract<Happening, { kind: 'paid' }>): Step {
  const order = bill.orders.find(({ no }) => no === paid.order)
  if (!order) return odd(bill, 'unknown-order')
  if (order.state === 'paid')
    return order.transaction === paid.transaction ? nothing(bill) : odd(bill, 'other-transaction')
  if (order.fen !== paid.fen) return odd(bill, 'amount-differs')
  const settles = bill.state === 'open' || bill.state === 'closing'
  const received: Order = {
    ...order,
    state: 'paid',
    transaction: paid.transaction,
    paidAt: paid.at,
    ...(settles ? {} : { surplus: true }),
  }
  const orders = bill.orders.map((each) => (each.no === order.no ? received : each))
  const channel: Account = `channel:${order.channel}`
  if (settles) {
    const others = orders.filter(({ state }) => state === 'waiting')
    return {
      bill: { ...bill, state: 'paid', orders },
      transfers: [{ key: `${order.no}:paid`, debit: channel, credit: 'receivable', fen: order.fen }],
      wants: [{ kind: 'tell-paid' }, ...others.map(({ no }): Want => ({ kind: 'close-order', order: no }))],
    }
  }
  const refund: Refund = { no: `${order.no}S`, order: order.no, fen: order.fen, state: 'asked', sent: 1 }
  return {
    bill: { ...bill, orders, refunds: [...bill.refunds, refund] },
    transfers: [
      { key: `${order.no}:paid`, debit: channel, credit: 'surplus', fen: order.fen },
      { key: `${refund.no}:asked:1`, debit: 'surplus', credit: 'refund-due', fen: order.fen },
    ],
    wants: [{ kind: 'send-refund', refund: refund.no }],
  }
}

function orderClosed(bill: Bill, no: string): Step {
  const order = bill.orders.find((each) => each.no === no)
  if (!order) return odd(bill, 'unknown-order')
  if (order.state !== 'waiting') return nothing(bill)
  const orders = bill.orders.map((each): Order => (each.no === no ? { ...each, state: 'closed' } : each))
  return finishClosing({ ...bill, orders })
}

function close(bill: Bill): Step {
  if (bill.state !== 'open') return bill.state === 'paid' ? odd(bill, 'not-now') : nothing(bill)
  const waiting = bill.orders.filter(({ state }) => state === 'waiting')
  const step = finishClosing({ ...bill, state: 'closing' })
  return { ...step, wants: [...waiting.map(({ no }): Want => ({ kind: 'close-order', order: no })), ...step.wants] }
}

/** Nobody owes a bill any more when no channel can bring money for it. */
function finishClosing(bill: Bill): Step {
  if (bill.state !== 'closing' || bill.orders.some(({ state }) => state === 'waiting')) return nothing(bill)
  return {
    bill: { ...bill, state: 'closed' },
    transfers: issued(bill).map(({ key, debit, credit, fen }) => ({
      key: key.replace(':issued:', ':closed:'),
      debit: credit,
      credit: debit,
      fen,
    })),
    wants: [{ kind: 'tell-closed' }],
  }
}

function propose(bill: Bill, { no, item, fen }: Extract<Happening, { kind: 'propose-refund' }>): Step {
  if (bill.refunds.some((refund) => refund.no === no)) return nothing(bill)
  const order = bill.orders.find(({ state, surplus }) => state === 'paid' && !surplus)
  if (bill.state !== 'paid' || !order) return odd(bill, 'not-now')
  if (fen <= 0 || fen > leftOf(bill, item)) return odd(bill, 'too-much')
  const refund: Refund = { no, order: order.no, item, fen, state: 'proposed', sent: 0 }
  return nothing({ ...bill, refunds: [...bill.refunds, refund] })
}

/** Only a deposit is somebody's to keep: a fee is income from the day it is billed. */
function keep(bill: Bill, { no, item, fen }: Extract<Happening, { kind: 'keep' }>): Step {
  if (bill.kept.some((each) => each.no === no)) return nothing(bill)
  if (bill.state !== 'paid' || bill.items.find(({ code }) => code === item)?.kind !== 'deposit')
    return odd(bill, 'not-now')
  if (fen <= 0 || fen > leftOf(bill, item)) return odd(bill, 'too-much')
  return {
    bill: { ...bill, kept: [...bill.kept, { no, item, fen }] },
    transfers: [{ key: `${no}:kept`, debit: 'deposit', credit: `income:${item}`, fen }],
    wants: [],
  }
}

/** From which state each act takes a refund, and to which. */
const moves = {
  'approve-refund': { from: 'proposed', to: 'asked' },
  'refuse-refund': { from: 'proposed', to: 'refused' },
  'refund-done': { from: 'asked', to: 'done' },
  'refund-failed': { from: 'asked', to: 'failed' },
  'ask-again': { from: 'failed', to: 'asked' },
} as const

function moveRefund(bill: Bill, happening: Extract<Happening, { refund: string }>): Step {
  const refund = bill.refunds.find(({ no }) => no === happening.refund)
  if (!refund) return odd(bill, 'unknown-refund')
  const { from, to } = moves[happening.kind]
  if (refund.state === to && !isOfEarlier(happening, refund)) return nothing(bill)
  if (refund.state !== from || isOfEarlier(happening, refund)) return odd(bill, 'not-now')
  // What failed and is asked again must still be there to give.
  if (happening.kind === 'ask-again' && refund.item && refund.fen > leftOf(bill, refund.item))
    return odd(bill, 'too-much')
  const moved: Refund = { ...refund, state: to, sent: refund.sent + (to === 'asked' ? 1 : 0) }
  const refunds = bill.refunds.map((each) => (each.no === refund.no ? moved : each))
  const wants: Want[] = to === 'asked' ? [{ kind: 'send-refund', refund: refund.no }] : []
  return { bill: { ...bill, refunds }, transfers: refundBooked(bill, moved), wants }
}

/** An answer to an asking that failed long ago says nothing about the one under way. */
function isOfEarlier(happening: Extract<Happening, { refund: string }>, refund: Refund): boolean {
  return 'sent' in happening && happening.sent !== refund.sent
}

function refundBooked(bill: Bill, { no, item: code, order: of, fen, state, sent }: Refund): Transfer[] {
  const item = bill.items.find((each) => each.code === code)
  const source: Account = item ? earned(item) : 'surplus'
  const channel: Account = `channel:${bill.orders.find((order) => order.no === of)?.channel ?? ''}`
  switch (state) {
    case 'asked':
      return [{ key: `${no}:asked:${sent}`, debit: source, credit: 'refund-due', fen }]
    case 'done':
      return [{ key: `${no}:done`, debit: 'refund-due', credit: channel, fen }]
    case 'failed':
      return [{ key: `${no}:failed:${sent}`, debit: 'refund-due', credit: source, fen }]
    case 'proposed':
    case 'refused':
      return []
  }
}
