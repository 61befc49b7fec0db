import type { Tx } from '#ground/database/index.ts'
import { Refusal } from '#kernel/errors.ts'
import { yuan } from '../channels/channel.ts'
import { type Happening, leftOf } from './bill.ts'
import type { About, Apply } from './keeping.ts'
import { billOf, loadBill, type Whole } from './store.ts'

/** Whose deposit a case asks about: the number alone opens nobody else's bill. */
export type DepositOf = { realm: string; billNo: string; partyId: string; departmentId: string }

/** What is still held. `found` is false when this party has no paid bill with a deposit of this number at this office. */
export type Held = { found: boolean; heldFen: number; forCase: string | null; text: string }

export type Settled = { returnedFen: number; keptFen: number; text: string }

export type Deposits = ReturnType<typeof createDeposits>

/** Deposits (保证金), asked about and settled by a flow: the bill that took one may be of another, older case of the same party. */
export function createDeposits(apply: Apply) {
  async function held(tx: Tx, of: DepositOf): Promise<Held> {
    const found = await load(tx, of)
    if (!found) return { found: false, heldFen: 0, forCase: null, text: '没有查到这笔保证金' }
    const heldFen = heldOf(found).reduce((sum, { fen }) => sum + fen, 0)
    return { found: true, heldFen, forCase: found.row.case_no, text: `保证金${yuan(heldFen)}元` }
  }

  /**
   * Gives back all that is held but `keepFen`, in the caller's transaction. The two people are the flow's own: who found, and who
   * decided. Refuses to keep more than is held.
   */
  async function settle(
    tx: Tx,
    of: DepositOf,
    { keepFen, reason, by, from }: { keepFen: number; reason: string; by: NonNullable<About['by']>; from: string },
  ): Promise<Settled> {
    let whole = await load(tx, of, { lock: true })
    if (!whole) throw new Refusal('missing', 'payments.missing', `No deposit under ${of.billNo}`)
    const held = heldOf(whole)
    const heldFen = held.reduce((sum, { fen }) => sum + fen, 0)
    if (!Number.isSafeInteger(keepFen) || keepFen < 0 || keepFen > heldFen)
      throw new Refusal('invalid', 'payments.too-much', `${keepFen} of ${heldFen} fen cannot be kept`)
    let keep = keepFen
    for (const { code, fen } of held) {
      const kept = Math.min(keep, fen)
      keep -= kept
      if (kept > 0)
        whole = await step(tx, whole, { kind: 'keep', no: nextNo(whole), item: code, fen: kept }, { reason, by })
      if (fen === kept) continue
      const no = nextNo(whole)
      // The case asks, the official decides: the refund says both.
      const asked = { accountId: `case:${from}`, name: from }
      const proposal: Happening = { kind: 'propose-refund', no, item: code, fen: fen - kept }
      whole = await step(tx, whole, proposal, { reason, by: asked })
      whole = await step(tx, whole, { kind: 'approve-refund', refund: no }, { by })
    }
    const returnedFen = heldFen - keepFen
    const parts = [
      ...(returnedFen > 0 ? [`退还${yuan(returnedFen)}元，按原支付渠道退回`] : []),
      ...(keepFen > 0 ? [`扣留${yuan(keepFen)}元`] : []),
    ]
    return { returnedFen, keptFen: keepFen, text: parts.join('；') }
  }

  async function step(tx: Tx, whole: Whole, happening: Happening, about: About): Promise<Whole> {
    const { oddity } = await apply(tx, whole, happening, about)
    if (oddity) throw new Refusal('conflict', 'payments.conflict', `Not now: ${oddity}`)
    const { realm, id } = whole.row
    const again = await loadBill(tx, realm, { id }, { lock: true })
    if (!again) throw new Error(`Bill ${whole.row.no} went away`)
    return again
  }

  return { held, settle }
}

async function load(
  tx: Tx,
  { realm, billNo, partyId, departmentId }: DepositOf,
  options = {},
): Promise<Whole | undefined> {
  const whole = await loadBill(tx, realm, { no: billNo.replace(/\s/g, '') }, options)
  if (!whole || whole.row.party_id !== partyId || whole.row.department_id !== departmentId) return undefined
  return whole.row.state === 'paid' && whole.items.some(({ kind }) => kind === 'deposit') ? whole : undefined
}

function heldOf(whole: Whole): { code: string; fen: number }[] {
  const bill = billOf(whole)
  return bill.items
    .filter(({ kind }) => kind === 'deposit')
    .map(({ code }) => ({ code, fen: leftOf(bill, code) }))
    .filter(({ fen }) => fen > 0)
}

/** Refunds and keepings of a bill count together. */
const nextNo = ({ row, refunds, kept }: Whole): string =>
  `${row.no}R${String(refunds.length + kept.length + 1).padStart(2, '0')}`
