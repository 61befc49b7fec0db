import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { ExportFormat, ExportReceipt, ExportState } from './contract.ts'

export type ExportRow = {
  realm: string
  id: string
  demand_id: string
  demand_no: string
  register: string
  ordered_by: string
  ordered_name: string
  ordered_at: Date
  format: ExportFormat
  mark: string
  state: ExportState
  /** Sealed, and gone once the file is made. */
  file_key: Buffer | null
  file_hash: string | null
  receipt: ExportReceipt | null
  signature: string | null
  code: string | null
  taken_at: Date | null
}

export async function insertExport(
  tx: Tx,
  row: Omit<ExportRow, 'file_hash' | 'receipt' | 'signature' | 'code' | 'taken_at'>,
): Promise<void> {
  await tx.withTables<{ 'exports.export': ExportRow }>().insertInto('exports.export').values(row).execute()
}

export async function findExport(db: Db, realm: string, id: string): Promise<ExportRow | undefined> {
  const { rows } = await sql<ExportRow>`
    select * from exports.export where realm = ${realm} and id = ${id}`.execute(db)
  return rows[0]
}

export async function listOfDemand(db: Db, realm: string, demandId: string, limit: number): Promise<ExportRow[]> {
  const { rows } = await sql<ExportRow>`
    select * from exports.export where realm = ${realm} and demand_id = ${demandId}
    order by ordered_at desc limit ${limit}`.execute(db)
  return rows
}

/** Files that were made, the newest first. */
export async function listMade(db: Db, realm: string, limit: number): Promise<ExportRow[]> {
  const { rows } = await sql<ExportRow>`
    select * from exports.export where realm = ${realm} and receipt is not null
    order by ordered_at desc limit ${limit}`.execute(db)
  return rows
}

export async function setMade(
  db: Db,
  { realm, id }: Pick<ExportRow, 'realm' | 'id'>,
  made: { hash: string; receipt: ExportReceipt; signature: string },
): Promise<void> {
  await sql`update exports.export set state = 'ready', file_key = null, file_hash = ${made.hash},
      receipt = ${JSON.stringify(made.receipt)}::jsonb, signature = ${made.signature}
    where realm = ${realm} and id = ${id} and state = 'making'`.execute(db)
}

export async function setFailed(db: Db, { realm, id }: Pick<ExportRow, 'realm' | 'id'>, code: string): Promise<void> {
  await sql`update exports.export set state = 'failed', file_key = null, code = ${code}
    where realm = ${realm} and id = ${id} and state = 'making'`.execute(db)
}

/** Says whether it was there to be taken: of two who ask at once, one gets it. */
export async function setTaken(tx: Tx, realm: string, id: string, at: Date): Promise<boolean> {
  const { rows } = await sql`update exports.export set state = 'taken', taken_at = ${at}
    where realm = ${realm} and id = ${id} and state = 'ready' returning id`.execute(tx)
  return rows.length === 1
}
