import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'

export type EntryRow = {
  id: string
  receipt_id: string
  unit_id: string
  unit: string
  voucher: string
  entered_at: Date
  withdrawn_at: Date | null
  code: string
  number: string
  total_fen: number
  reversed_by: string | null
}

/** False when some unit has booked the receipt already. */
export async function insertEntry(
  tx: Tx,
  realm: string,
  row: Pick<EntryRow, 'id' | 'receipt_id' | 'unit_id' | 'unit' | 'voucher' | 'entered_at'> & { entered_by: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into fiscal_receipts.entry (realm, id, receipt_id, unit_id, unit, voucher, entered_by, entered_at)
    values (${realm}, ${row.id}, ${row.receipt_id}, ${row.unit_id}, ${row.unit}, ${row.voucher}, ${row.entered_by},
      ${row.entered_at})
    on conflict (realm, receipt_id) where withdrawn_at is null do nothing`.execute(tx)
  return numAffectedRows === 1n
}

export async function listEntries(
  db: Db,
  realm: string,
  query: { units: readonly string[]; id?: string; before?: string; limit: number },
): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow>`
    select e.*, r.code, r.number, r.total_fen, r.reversed_by from fiscal_receipts.entry e
    join fiscal_receipts.receipt r on r.realm = e.realm and r.id = e.receipt_id
    where e.realm = ${realm} and e.unit_id = any(${query.units}::uuid[])
      ${query.id ? sql`and e.id = ${query.id}` : sql``} ${query.before ? sql`and e.id < ${query.before}::uuid` : sql``}
    order by e.id desc limit ${query.limit}`.execute(db)
  return rows
}

export async function withdrawEntry(tx: Tx, realm: string, id: string, at: Date, why: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update fiscal_receipts.entry set withdrawn_at = ${at}, withdrawn_for = ${why}
    where realm = ${realm} and id = ${id} and withdrawn_at is null`.execute(tx)
  return numAffectedRows === 1n
}
