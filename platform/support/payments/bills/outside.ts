import { createHash } from 'node:crypto'
import { inTransaction } from '#ground/database/index.ts'
import { type Reaction, when } from '#ground/events.ts'
import type { JobHandler } from '#ground/jobs.ts'
import type { Log } from '#ground/telemetry/log.ts'
import { Refusal } from '#kernel/errors.ts'
import { CaseMoved } from '../../cases/index.ts'
import {
  forged,
  type Heard,
  type Notification,
  type OrderSeen,
  type RefundSeen,
  type Reply,
} from '../channels/channel.ts'
import type { Happening, Oddity } from './bill.ts'
import { closedMessage, paidMessage } from './contract.ts'
import { channelRefundNo, nextLook, readChannelRefundNo } from './keeping.ts'
import type { BillNeeds } from './needs.ts'
import type { BillService } from './service.ts'
import {
  billOf,
  listBills,
  listPastDue,
  listToLook,
  loadBill,
  noteNotification,
  type OrderRow,
  type RefundRow,
  saveOrder,
  saveRefund,
  updateBill,
} from './store.ts'

/** What comes from channels and goes to them: notifications, looks into silence, closings and refunds. */
export function createOutside(needs: BillNeeds & { log: Log }, bills: BillService) {
  const { db, clock, realm } = needs

  /** Takes a channel's notification: verified, noted once, booked at most once. Answers what the channel wants to be told. */
  async function hear(key: string, notification: Notification): Promise<Reply> {
    const channel = bills.channels.get(key)
    if (!channel) throw new Refusal('missing', 'payments.unknown-channel', `No channel ${key}`)
    let heard: Heard
    try {
      heard = await channel.hear(notification).catch((error: unknown) => {
        // Whatever cannot even be read is nobody's message.
        throw error instanceof Refusal ? error : forged(`It cannot be read: ${(error as Error).message}`)
      })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const id = `refused-${createHash('sha256').update(notification.body).digest('hex')}`
      const verdict = { verdict: 'refused', reason: `${error.code}: ${error.message}`, order_no: null }
      await inTransaction(db, (tx) => noteNotification(tx, { realm, channel: key, id, at: clock(), ...verdict }))
      needs.log.warn({ channel: key, reason: error.message }, 'a payment notification was refused')
      return channel.reply({ code: error.code, message: error.message })
    }
    const oddity = await take(key, heard)
    return channel.reply(oddity ? { code: 'payments.odd', message: oddity } : undefined)
  }

  async function take(channel: string, heard: Heard): Promise<Oddity | undefined> {
    if (heard.kind === 'other') return undefined
    const said = happeningOf(heard)
    return inTransaction(db, async (tx) => {
      const whole = said && (await loadBill(tx, realm, said.by, { lock: true }))
      const step = whole && (await bills.apply(tx, whole, said.happening))
      const oddity: Oddity | undefined = step ? step.oddity : 'unknown-order'
      const changed = step && !step.oddity && step.transfers.length > 0
      const verdict = oddity ? 'odd' : changed ? 'taken' : 'nothing-new'
      const order_no = heard.kind === 'paid' ? heard.order : heard.refund
      await noteNotification(tx, {
        realm,
        channel,
        id: heard.id,
        at: clock(),
        verdict,
        reason: oddity ?? null,
        order_no,
      })
      return oddity
    })
  }

  /** The payer says they have paid: asks now, instead of when silence has lasted. */
  async function lookNow(actor: Parameters<BillService['get']>[0], id: string) {
    const view = await bills.get(actor, id)
    for (const { no, state, channel } of view.orders)
      if (state === 'waiting' && bills.channels.has(channel)) await lookAtOrder(no)
    return bills.get(actor, id)
  }

  /** Asks a channel what became of an order, and closes it there when its time is over. */
  async function lookAtOrder(no: string, closing = false): Promise<void> {
    const whole = await loadBill(db, realm, { orderNo: no })
    const order = whole?.orders.find((each) => each.no === no)
    const channel = order && bills.channels.get(order.channel)
    if (!whole || !order || !channel || order.state !== 'waiting') return
    const expired = order.expires < clock()
    const asked = { no, at: order.asked_at }
    const seen = await (closing || expired ? channel.close(asked) : channel.find(asked))
    const happening = orderHappening(no, seen, expired)
    if (happening) await bills.happen(realm, { orderNo: no }, happening)
    else await put(order)
  }

  async function lookAtRefund({ no, order_no }: Pick<RefundRow, 'no' | 'order_no'>): Promise<void> {
    const whole = await loadBill(db, realm, { refundNo: no })
    const [refund, order] = [
      whole?.refunds.find((each) => each.no === no),
      whole?.orders.find((each) => each.no === order_no),
    ]
    const channel = order && bills.channels.get(order.channel)
    if (refund?.state !== 'asked' || !order || !channel) return
    const asked = { no: channelRefundNo(refund), order: order.no, at: refund.sent_at ?? refund.at }
    const seen = await channel.findRefund(asked)
    // It never arrived: ask for it again, under the same number.
    if (seen.state === 'missing') return sendRefund(no)
    await refundSeen(refund, seen)
  }

  async function sendRefund(no: string): Promise<void> {
    const whole = await loadBill(db, realm, { refundNo: no })
    const refund = whole?.refunds.find((each) => each.no === no)
    const order = whole?.orders.find((each) => each.no === refund?.order_no)
    if (!whole || refund?.state !== 'asked' || !order?.transaction) return
    // Cash goes back over the counter: the decider's act is the payment.
    if (order.channel === 'cash') return refundSeen(refund, { state: 'done' })
    const channel = bills.channels.get(order.channel)
    if (!channel) throw new Error(`The channel ${order.channel} of refund ${no} is not connected`)
    const asked = {
      ...{ no: channelRefundNo(refund), order: order.no, orderAt: order.asked_at, transaction: order.transaction },
      ...{ totalFen: order.fen, fen: refund.fen, reason: refund.reason },
    }
    const seen = await channel.refund(asked).catch((error: unknown): RefundSeen => {
      if (error instanceof Refusal && error.code === 'payments.channel-refused') return { state: 'failed' }
      throw error
    })
    await refundSeen(refund, seen)
  }

  async function refundSeen(refund: RefundRow, { state }: RefundSeen): Promise<void> {
    if (state === 'done' || state === 'failed')
      await bills.happen(
        realm,
        { refundNo: refund.no },
        { kind: `refund-${state}`, refund: refund.no, sent: refund.sent },
      )
    else await inTransaction(db, (tx) => saveRefund(tx, { ...refund, look_at: nextLook(clock(), 1) }))
  }

  /** Not yet: ask again later, each time after a longer pause. */
  async function put(order: OrderRow): Promise<void> {
    await inTransaction(db, (tx) =>
      saveOrder(tx, { ...order, looked: order.looked + 1, look_at: nextLook(clock(), order.looked + 1) }),
    )
  }

  /** One round of the clock: silent channels are asked, and bills past their last day closed. */
  async function sweep(): Promise<void> {
    const { orders, refunds } = await listToLook(db, clock(), 20)
    const each = async (what: string, look: () => Promise<void>) => {
      await look().catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error
        needs.log.warn({ what, reason: error.message }, 'a payment channel could not be asked')
      })
    }
    for (const order of orders) {
      await put(order)
      await each(order.no, () => lookAtOrder(order.no))
    }
    for (const refund of refunds) await each(refund.no, () => lookAtRefund(refund))
    for (const { realm: of, id } of await listPastDue(db, clock(), 100))
      await bills.happen(of, { id }, { kind: 'close' }, { reason: '过了缴款期限' })
  }

  async function tell(billId: string, name: string): Promise<void> {
    const whole = await loadBill(db, realm, { id: billId })
    if (!whole) return
    const { row, items } = whole
    const paid = whole.orders.find(({ state, surplus }) => state === 'paid' && !surplus)
    const data = {
      billNo: row.no,
      totalFen: row.total_fen,
      ...(paid ? { channel: paid.channel, transaction: paid.transaction, paidAt: row.paid_at?.toISOString() } : {}),
      items: items.map(({ code, kind, fen }) => ({ code, kind, fen })),
    }
    const heard = await needs.tellCase(realm, { name, key: row.no, data })
    // The case may have ended meanwhile; then a cashier gives the money back.
    if (!heard) needs.log.info({ bill: row.no, name }, 'no case waits for this bill')
  }

  async function giveReceipt(billId: string): Promise<void> {
    await inTransaction(db, async (tx) => {
      const whole = await loadBill(tx, realm, { id: billId }, { lock: true })
      if (whole?.row.state !== 'paid' || whole.row.receipt_id) return
      const receipt = await needs.issueReceipt(tx, whole)
      await updateBill(tx, whole.row, { receipt_id: receipt.id, receipt_no: receipt.number })
    })
  }

  const jobHandlers: Record<string, JobHandler> = {
    'payments.tell-paid': ({ billId }) => tell(String(billId), paidMessage),
    'payments.tell-closed': ({ billId }) => tell(String(billId), closedMessage),
    'payments.receipt': ({ billId }) => giveReceipt(String(billId)),
    'payments.close-order': ({ no }) => lookAtOrder(String(no), true),
    'payments.send-refund': ({ no }) => sendRefund(String(no)),
  }

  const reactions: Reaction[] = [
    // A case that ended without a grant owes nothing any more.
    when(CaseMoved, 'close-bills', async (tx, { realm: of, data }) => {
      if (data.status !== 'closed' || data.outcome === 'granted') return
      for (const row of await listBills(tx, of, { caseId: data.caseId, states: ['open'], limit: 100 })) {
        const whole = await loadBill(tx, of, { id: row.id }, { lock: true })
        if (whole && billOf(whole).state === 'open')
          await bills.apply(tx, whole, { kind: 'close' }, { reason: '办件已结束' })
      }
    }),
  ]

  return { hear, lookNow, sweep, jobHandlers, reactions }
}

export type Outside = ReturnType<typeof createOutside>

function happeningOf(
  heard: Exclude<Heard, { kind: 'other' }>,
): { by: Parameters<typeof loadBill>[2]; happening: Happening } | undefined {
  if (heard.kind === 'paid') {
    const { order, transaction, fen, at } = heard
    return { by: { orderNo: order }, happening: { kind: 'paid', order, transaction, fen, at } }
  }
  const refund = readChannelRefundNo(heard.refund)
  if (!refund) return undefined
  return {
    by: { refundNo: refund.no },
    happening: { kind: `refund-${heard.state}`, refund: refund.no, sent: refund.sent },
  }
}

function orderHappening(no: string, seen: OrderSeen, expired: boolean): Happening | undefined {
  if (seen.state === 'paid')
    return { kind: 'paid', order: no, transaction: seen.transaction, fen: seen.fen, at: seen.at }
  // A channel that does not know an order may still learn of it, until its time is over.
  if (seen.state === 'closed' || (seen.state === 'missing' && expired)) return { kind: 'order-closed', order: no }
  return undefined
}
