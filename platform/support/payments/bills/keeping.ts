import type { Tx } from '#ground/database/index.ts'
import { advance, type Bill, type Happening, type Order, type Refund, type Step, type Want } from './bill.ts'
import { billAdjusted, billPaid } from './events.ts'
import type { BillNeeds } from './needs.ts'
import { noticeOf } from './notice.ts'
import {
  billOf,
  book,
  insertKept,
  type OrderRow,
  type RefundRow,
  saveOrder,
  saveRefund,
  updateBill,
  type Whole,
} from './store.ts'

/** What a happening does not say itself: who did it, and why. */
export type About = {
  reason?: string
  by?: { accountId: string; name: string }
  expires?: Date
}

export type Apply = ReturnType<typeof createKeeping>

/** Silence of a channel for this long is asked after; then after twice as long, and so on. */
const firstLook = 60_000
const longestPause = 600_000
export const nextLook = (now: Date, looked: number): Date =>
  new Date(now.getTime() + Math.min(longestPause, firstLook * 2 ** Math.min(looked, 10)))

/** The number a refund has at its channel: each asking has its own, since a channel never tries a failed one again. */
export const channelRefundNo = ({ no, sent }: Pick<Refund, 'no' | 'sent'>): string => `${no}A${sent}`
export function readChannelRefundNo(text: string): { no: string; sent: number } | undefined {
  const [, no, sent] = /^(.+)A(\d{1,3})$/.exec(text) ?? []
  return no ? { no, sent: Number(sent) } : undefined
}

/**
 * Lets a happening move a locked bill, in the caller's transaction: rows, books, event, leaf, notice, and jobs for what must be
 * done outside. An oddity changes nothing and comes back in the step.
 */
export function createKeeping(needs: BillNeeds) {
  return async function apply(tx: Tx, whole: Whole, happening: Happening, about: About = {}): Promise<Step> {
    const now = needs.clock()
    const before = billOf(whole)
    const step = advance(before, happening)
    if (step.oddity || step.bill === before) return step
    await keepParts(tx, whole, step.bill, now, about)
    const { row } = whole
    const turned = step.bill.state !== before.state ? step.bill.state : undefined
    const paid = step.bill.orders.find(({ state, surplus }) => state === 'paid' && !surplus)
    await updateBill(tx, row, {
      state: step.bill.state,
      ...(turned === 'paid' && paid?.paidAt ? { paid_at: new Date(paid.paidAt) } : {}),
      ...(turned === 'closing' || (turned === 'closed' && !row.closed_for) ? { closed_for: about.reason ?? '' } : {}),
    })
    await book(tx, row.realm, row.no, now, step.transfers)
    if (step.transfers.length > 0)
      await needs.appendLeaf(tx, {
        realm: row.realm,
        kind: 'payments.booked',
        subject: row.id,
        said: { format: 'zhengtong-transfers/1', bill: row.no, at: now.toISOString(), transfers: step.transfers },
      })
    for (const want of step.wants) await leave(tx, row.realm, row.id, want)
    const notice = noticeOf(whole, happening, step, now)
    if (notice) await needs.notify(tx, { realm: row.realm, accountId: row.account_id, caseId: row.case_id, ...notice })
    if (turned === 'paid' && paid)
      await needs.publish(tx, billPaid, {
        realm: row.realm,
        subject: row.id,
        data: {
          billId: row.id,
          billNo: row.no,
          caseId: row.case_id,
          partyId: row.party_id,
          totalFen: row.total_fen,
          channel: paid.channel,
        },
      })
    if (changesWhatIsReceived(before, step.bill))
      await needs.publish(tx, billAdjusted, {
        realm: row.realm,
        subject: row.id,
        data: { billId: row.id, billNo: row.no, caseId: row.case_id },
      })
    return step
  }

  async function leave(tx: Tx, realm: string, billId: string, want: Want): Promise<void> {
    switch (want.kind) {
      case 'tell-paid':
        await needs.jobs.add(tx, 'payments.tell-paid', { realm, billId }, { key: `payments:paid:${billId}` })
        await needs.jobs.add(tx, 'payments.receipt', { realm, billId }, { key: `payments:receipt:${billId}` })
        return
      case 'tell-closed':
        return needs.jobs.add(tx, 'payments.tell-closed', { realm, billId }, { key: `payments:closed:${billId}` })
      case 'close-order':
        return needs.jobs.add(
          tx,
          'payments.close-order',
          { realm, no: want.order },
          { key: `payments:close:${want.order}` },
        )
      case 'send-refund':
        return needs.jobs.add(
          tx,
          'payments.send-refund',
          { realm, no: want.refund },
          { key: `payments:refund:${want.refund}` },
        )
    }
  }
}

/** Whether money of an item went back for good, or a deposit became income. A surplus was never receipted. */
function changesWhatIsReceived(before: Bill, after: Bill): boolean {
  const gone = (bill: Bill) => bill.refunds.filter(({ item, state }) => item !== undefined && state === 'done').length
  return gone(before) !== gone(after) || before.kept.length !== after.kept.length
}

async function keepParts(tx: Tx, whole: Whole, bill: Bill, now: Date, about: About): Promise<void> {
  const { realm, id: bill_id } = whole.row
  for (const [seq, order] of bill.orders.entries()) {
    const known = whole.orders.find(({ no }) => no === order.no)
    if (known?.state !== order.state) await saveOrder(tx, orderRow(order, known, { realm, bill_id, seq }, now, about))
  }
  for (const [seq, refund] of bill.refunds.entries()) {
    const known = whole.refunds.find(({ no }) => no === refund.no)
    if (known?.state !== refund.state || known.sent !== refund.sent)
      await saveRefund(tx, refundRow(refund, known, { realm, bill_id, seq }, now, about))
  }
  for (const [seq, kept] of bill.kept.entries())
    if (!whole.kept.some(({ no }) => no === kept.no)) {
      const { accountId: decided_by, name: decided_name } = about.by ?? { accountId: 'system', name: '' }
      const said = { reason: about.reason ?? '', decided_by, decided_name, at: now }
      await insertKept(tx, { realm, bill_id, seq, ...kept, ...said })
    }
}

type Place = { realm: string; bill_id: string; seq: number }

function orderRow(order: Order, known: OrderRow | undefined, place: Place, now: Date, { expires }: About): OrderRow {
  return {
    ...place,
    no: order.no,
    channel: order.channel,
    fen: order.fen,
    state: order.state,
    transaction: order.transaction ?? null,
    asked_at: known?.asked_at ?? now,
    expires: known?.expires ?? expires ?? now,
    paid_at: order.paidAt ? new Date(order.paidAt) : null,
    surplus: order.surplus === true,
    looked: known?.looked ?? 0,
    look_at: order.state === 'waiting' ? nextLook(now, 0) : null,
  }
}

function refundRow(refund: Refund, known: RefundRow | undefined, place: Place, now: Date, about: About): RefundRow {
  const decided = known?.state === 'proposed' && about.by
  return {
    ...place,
    no: refund.no,
    order_no: refund.order,
    item: refund.item ?? null,
    fen: refund.fen,
    state: refund.state,
    sent: refund.sent,
    reason: known?.reason ?? about.reason ?? '重复缴款，原路退回',
    proposed_by: known ? known.proposed_by : (about.by?.accountId ?? null),
    proposed_name: known ? known.proposed_name : (about.by?.name ?? null),
    decided_by: decided ? decided.accountId : (known?.decided_by ?? null),
    decided_name: decided ? decided.name : (known?.decided_name ?? null),
    at: known?.at ?? now,
    sent_at: refund.state === 'asked' ? now : (known?.sent_at ?? null),
    done_at: refund.state === 'done' ? now : null,
    look_at: refund.state === 'asked' ? nextLook(now, 0) : null,
  }
}
