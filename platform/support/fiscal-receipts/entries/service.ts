import { inTransaction } from '#ground/database/index.ts'
import type { Claim } from '#ground/http/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import type { EntryView, NewEntry } from '../contract.ts'
import type { ReceiptNeeds } from '../needs.ts'
import { mayEnterFor } from '../policy.ts'
import type { Receipts } from '../service.ts'
import * as store from './store.ts'

/** 入账: a unit marks a receipt as booked, once in the city, so that nobody is paid back twice for it. */
export function createEntries(needs: ReceiptNeeds, receipts: Receipts) {
  const { db, clock, realm } = needs

  async function mustActFor(actor: Actor, unitId: string): Promise<void> {
    if (!mayEnterFor(actor, unitId, await needs.partiesOf(actor)))
      throw new Refusal('forbidden', 'fiscal-receipts.unit-only', `${actor.accountId} does not act for unit ${unitId}`)
  }
  async function own(units: readonly string[], id: string): Promise<EntryView> {
    const [row] = await store.listEntries(db, realm, { units, id, limit: 1 })
    if (!row) throw new Refusal('missing', 'fiscal-receipts.missing', `No entry ${id}`)
    return viewOf(row)
  }

  return {
    async enter(actor: Actor, { voucher, unitId, ...key }: NewEntry, claim?: Claim): Promise<EntryView> {
      await mustActFor(actor, unitId)
      const unit = await needs.nameOf(realm, unitId)
      const receipt = await receipts.byKey(key)
      if (receipt.red || receipt.reversed_by)
        throw new Refusal('conflict', 'fiscal-receipts.reversed', 'Taken back, or a red one')
      const [id, at] = [needs.newId(), clock()]
      const { code, number, total_fen: totalFen } = receipt
      const enteredAt = at.toISOString()
      const view: EntryView = { id, code, number, totalFen, unit, voucher, enteredAt, toCorrect: false }
      await inTransaction(db, async (tx) => {
        const row = {
          ...{ id, receipt_id: receipt.id, unit_id: unitId, unit, voucher },
          ...{ entered_by: actor.accountId, entered_at: at },
        }
        if (!(await store.insertEntry(tx, realm, row)))
          throw new Refusal('conflict', 'fiscal-receipts.entered', 'Booked already')
        await needs.recordAudit(tx, actor, {
          ...{ action: 'fiscal-receipts.enter', objectType: 'fiscal-receipt', objectId: receipt.id },
          after: { unitId, voucher },
        })
        await claim?.answer(tx, 201, view)
      })
      return view
    },

    async list(
      actor: Actor,
      { unitId, limit, cursor }: { unitId: string; limit: number; cursor?: string },
    ): Promise<Page<EntryView>> {
      await mustActFor(actor, unitId)
      const before = cursor ? String(decodeCursor(cursor, 1)[0]) : undefined
      const rows = await store.listEntries(db, realm, {
        units: [unitId],
        ...(before ? { before } : {}),
        limit: limit + 1,
      })
      const page = pageOf(rows, limit, ({ id }) => [id])
      return { ...page, items: page.items.map(viewOf) }
    },

    /** Booked by mistake, or corrected after the receipt was taken back: by the unit that booked it. */
    async withdraw(actor: Actor, id: string, reason: string): Promise<EntryView> {
      const parties = await needs.partiesOf(actor)
      await own(parties, id)
      await inTransaction(db, async (tx) => {
        if (!(await store.withdrawEntry(tx, realm, id, clock(), reason)))
          throw new Refusal('conflict', 'fiscal-receipts.withdrawn', 'Withdrawn already')
        await needs.recordAudit(tx, actor, {
          ...{ action: 'fiscal-receipts.withdraw-entry', objectType: 'receipt-entry', objectId: id, after: { reason } },
        })
      })
      return own(parties, id)
    },
  }
}

const viewOf = (row: store.EntryRow): EntryView => ({
  ...{ id: row.id, code: row.code, number: row.number, totalFen: row.total_fen, unit: row.unit, voucher: row.voucher },
  enteredAt: row.entered_at.toISOString(),
  ...(row.withdrawn_at ? { withdrawnAt: row.withdrawn_at.toISOString() } : {}),
  toCorrect: row.reversed_by !== null && row.withdrawn_at === null,
})
export type Entries = ReturnType<typeof createEntries>
