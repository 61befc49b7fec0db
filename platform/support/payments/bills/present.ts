import type { Actor } from '#kernel/actor.ts'
import { leftOf } from './bill.ts'
import type { BillView } from './contract.ts'
import { isOwn, type Reach, verbsFor } from './policy.ts'
import { billOf, type Whole } from './store.ts'

/** A bill as this person sees it. The payer deals with the office, not with the people in it. */
export function presentBill(actor: Actor, whole: Whole, reach: Reach, now: Date): BillView {
  const { row, items, orders, refunds, kept } = whole
  const bill = billOf(whole)
  const owed = { partyId: row.party_id, departmentId: row.department_id }
  const own = isOwn(actor, owed, reach)
  const settled = orders.find(({ state, surplus }) => state === 'paid' && !surplus)
  return {
    id: row.id,
    no: row.no,
    caseId: row.case_id,
    caseNo: row.case_no,
    itemName: row.item_name,
    title: row.title,
    titleEn: row.title_en,
    payer: row.party_name,
    department: row.department_name,
    state: row.state,
    totalFen: row.total_fen,
    items: items.map((item) => ({
      code: item.code,
      name: item.name,
      nameEn: item.name_en,
      kind: item.kind,
      basis: item.basis,
      standard: item.standard,
      fen: item.fen,
      leftFen: leftOf(bill, item.code),
    })),
    due: row.due.toISOString(),
    late: row.due < now && row.state !== 'paid',
    madeAt: row.made_at.toISOString(),
    ...(row.paid_at ? { paidAt: row.paid_at.toISOString() } : {}),
    ...(settled ? { channel: settled.channel } : {}),
    ...(row.closed_for ? { closedFor: row.closed_for } : {}),
    ...(row.receipt_id && row.receipt_no ? { receipt: { id: row.receipt_id, number: row.receipt_no } } : {}),
    orders: orders.map((order) => ({
      no: order.no,
      channel: order.channel,
      state: order.state,
      fen: order.fen,
      askedAt: order.asked_at.toISOString(),
      expires: order.expires.toISOString(),
      ...(order.paid_at ? { paidAt: order.paid_at.toISOString() } : {}),
      ...(order.transaction ? { transaction: order.transaction } : {}),
      surplus: order.surplus,
    })),
    refunds: refunds.map((refund) => ({
      no: refund.no,
      ...(refund.item ? { item: refund.item } : {}),
      fen: refund.fen,
      state: refund.state,
      reason: refund.reason,
      ...(refund.proposed_name ? { by: own ? row.department_name : refund.proposed_name } : {}),
      ...(refund.decided_name ? { decidedBy: own ? row.department_name : refund.decided_name } : {}),
      at: refund.at.toISOString(),
      ...(refund.done_at ? { doneAt: refund.done_at.toISOString() } : {}),
    })),
    kept: kept.map(({ item, fen, reason, at }) => ({ item, fen, reason, at: at.toISOString() })),
    may: verbsFor(actor, owed, bill, reach),
    rowVersion: row.row_version,
  }
}
