import { inTransaction } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { mask } from '#kernel/masks.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import type { ReceiptKey, ReceiptView, VerifiedReceipt } from './contract.ts'
import type { ReceiptNeeds } from './needs.ts'
import { maySee, receiptReaders } from './policy.ts'
import * as store from './store.ts'

/** Receipts as payers, cashiers and whoever holds one see them. */
export function createReceipts(needs: ReceiptNeeds) {
  const { db, realm } = needs

  const missing = () => new Refusal('missing', 'fiscal-receipts.missing', 'No such receipt')

  async function reachOf(actor: Actor) {
    return {
      parties: actor.kind === 'citizen' ? await needs.partiesOf(actor) : [],
      offices: actor.kind === 'official' ? await needs.officesOf(actor, receiptReaders) : [],
    }
  }

  return {
    async list(
      actor: Actor,
      query: { limit: number; cursor?: string; billId?: string; report?: string },
    ): Promise<Page<ReceiptView>> {
      const { parties, offices } = await reachOf(actor)
      const { limit, cursor, billId, report } = query
      const rows = await store.listReceipts(db, realm, {
        ...(actor.kind === 'citizen' ? { parties } : { offices }),
        ...(billId ? { billId } : {}),
        ...(report ? { report } : {}),
        ...(cursor ? { before: String(decodeCursor(cursor, 1)[0]) } : {}),
        limit: limit + 1,
      })
      const page = pageOf(rows, limit, ({ seq }) => [seq])
      return { ...page, items: page.items.map(viewOf) }
    },

    async get(actor: Actor, id: string): Promise<ReceiptView> {
      const row = await store.findReceipt(db, realm, { id })
      const held = row && { partyId: row.party_id, departmentId: row.department_id }
      if (!row || !maySee(actor, held!, await reachOf(actor))) throw missing()
      return viewOf(row)
    },

    /** By what is on its face: whoever has code, number and check code has the receipt. */
    async byKey({ code, number, checkCode }: ReceiptKey): Promise<store.ListedReceipt> {
      const row = await store.findReceipt(db, realm, { code, number })
      if (row?.check_code !== checkCode.toLowerCase()) throw missing()
      return row
    },

    async verify(key: ReceiptKey): Promise<VerifiedReceipt> {
      const row = await this.byKey(key)
      return {
        ...{ kind: row.kind, code: row.code, number: row.number, red: row.red },
        state: row.reversed_by ? 'reversed' : 'valid',
        ...(row.reversed_by && row.other_code && row.other_number
          ? { reversedBy: { code: row.other_code, number: row.other_number } }
          : {}),
        ...{ payer: mask('name', row.payer), department: row.department_name, totalFen: row.total_fen },
        ...{ lines: row.lines, issuedAt: row.issued_at.toISOString() },
        ...{ entered: row.unit !== null, reported: row.report === 'accepted' },
      }
    },

    /** What the treasury refused is handed over again once it was cleared up there. */
    async reportAgain(actor: Actor, id: string): Promise<ReceiptView> {
      const { report } = await this.get(actor, id)
      if (actor.kind !== 'official') throw new Refusal('forbidden', 'fiscal-receipts.forbidden', 'Officials report')
      if (report === 'refused')
        await inTransaction(db, async (tx) => {
          await store.reportAgain(tx, realm, id)
          await needs.recordAudit(tx, actor, {
            ...{ action: 'fiscal-receipts.report-again', objectType: 'fiscal-receipt', objectId: id },
          })
        })
      return this.get(actor, id)
    },
  }
}

function viewOf(row: store.ListedReceipt): ReceiptView {
  return {
    ...{ id: row.id, kind: row.kind, code: row.code, number: row.number, checkCode: row.check_code, red: row.red },
    state: row.reversed_by ? 'reversed' : 'valid',
    ...(row.reason ? { reason: row.reason } : {}),
    ...(row.other_id && row.other_code && row.other_number
      ? { other: { id: row.other_id, code: row.other_code, number: row.other_number } }
      : {}),
    ...{ billId: row.bill_id, billNo: row.bill_no, caseId: row.case_id, caseNo: row.case_no, payer: row.payer },
    ...{ department: row.department_name, totalFen: row.total_fen, lines: row.lines },
    ...{ issuedAt: row.issued_at.toISOString(), credentialId: row.credential_id, report: row.report },
    ...(row.report_said ? { reportSaid: row.report_said } : {}),
    ...(row.unit && row.entered_at ? { entered: { unit: row.unit, at: row.entered_at.toISOString() } } : {}),
  }
}
export type Receipts = ReturnType<typeof createReceipts>
