import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { Payout } from './payout.ts'

export type EntitlementRow = {
  realm: string
  id: string
  kind: string
  kind_version: number
  party_id: string
  payee: Buffer
  given: string
  from_month: string
  until_month: string | null
  department_id: string
  department_name: string
  case_id: string
  case_no: string
  made_at: Date
}
export type PayoutRow = {
  realm: string
  no: string
  kind: string
  title: string
  title_en: string
  subsidy: string
  basis: string
  party_id: string
  payee: Buffer
  entitlement_id: string | null
  month: string | null
  department_id: string
  department_name: string
  case_id: string
  case_no: string
  fen: number
  state: Payout['state']
  attempt: number
  batch_no: string | null
  reason: string | null
  made_at: Date
  sent_at: Date | null
  paid_at: Date | null
  returned_at: Date | null
  row_version: number
}
export type BatchRow = { realm: string; no: string; made_at: Date; look_at: Date | null; looks: number }
export type RunRow = {
  realm: string
  id: string
  kind: string
  month: string
  department_id: string
  state: 'proposed' | 'approved' | 'refused'
  count: number
  fen: number
  proposed_at: Date
  proposed_by: string
  proposed_name: string
  decided_at: Date | null
  decided_by: string | null
  decided_name: string | null
}
type Tables = {
  'payments.entitlement': EntitlementRow
  'payments.payout': PayoutRow
  'payments.payout_batch': BatchRow
  'payments.payout_run': RunRow
}
const tables = (db: Db) => db.withTables<Tables>()

export async function nextNumber(db: Db, prefix: string, day: string): Promise<string> {
  const { rows } = await sql<{ next: string }>`select nextval('payments.payout_number')::text as next`.execute(db)
  return `${prefix}${day.replaceAll('-', '')}${rows[0]!.next.padStart(8, '0')}`
}

/** False when the case has it already. */
export async function insertEntitlement(tx: Tx, row: EntitlementRow): Promise<boolean> {
  const added = await tables(tx)
    .insertInto('payments.entitlement')
    .values(row)
    .onConflict((found) => found.columns(['realm', 'case_id', 'kind']).doNothing())
    .returning('id')
    .execute()
  return added.length > 0
}

/** Those whose month is not paid or under way yet. */
export async function openEntitlements(
  db: Db,
  realm: string,
  of: { kind: string; month: string; departmentId: string },
): Promise<EntitlementRow[]> {
  return tables(db)
    .selectFrom('payments.entitlement')
    .selectAll()
    .where('realm', '=', realm)
    .where('kind', '=', of.kind)
    .where('department_id', '=', of.departmentId)
    .where('from_month', '<=', of.month)
    .where(sql<boolean>`(until_month is null or until_month >= ${of.month})`)
    .where(sql<boolean>`not exists (select 1 from payments.payout p where p.realm = payments.entitlement.realm
      and p.entitlement_id = payments.entitlement.id and p.month = ${of.month})`)
    .orderBy('id')
    .execute()
}

export async function insertBatch(tx: Tx, row: BatchRow): Promise<void> {
  await tables(tx).insertInto('payments.payout_batch').values(row).execute()
}

/** False when its month, or its case, has one already. */
export async function insertPayout(tx: Tx, row: PayoutRow): Promise<boolean> {
  const added = await tables(tx)
    .insertInto('payments.payout')
    .values(row)
    .onConflict((found) => found.doNothing())
    .returning('no')
    .execute()
  return added.length > 0
}

export async function linesOf(db: Db, realm: string, batchNo: string): Promise<PayoutRow[]> {
  return tables(db)
    .selectFrom('payments.payout')
    .selectAll()
    .where('realm', '=', realm)
    .where('batch_no', '=', batchNo)
    .orderBy('no')
    .execute()
}

export async function loadPayout(db: Db, realm: string, no: string, lock = false): Promise<PayoutRow | undefined> {
  const found = tables(db).selectFrom('payments.payout').selectAll().where('realm', '=', realm).where('no', '=', no)
  return (lock ? found.forUpdate() : found).executeTakeFirst()
}

export async function updatePayout(tx: Tx, row: PayoutRow, change: Partial<PayoutRow>): Promise<void> {
  await tables(tx)
    .updateTable('payments.payout')
    .set({ ...change, row_version: row.row_version + 1 })
    .where('realm', '=', row.realm)
    .where('no', '=', row.no)
    .execute()
}

export async function dueBatches(db: Db, realm: string, now: Date): Promise<BatchRow[]> {
  return tables(db)
    .selectFrom('payments.payout_batch')
    .selectAll()
    .where('realm', '=', realm)
    .where('look_at', '<=', now)
    .orderBy('look_at')
    .limit(20)
    .execute()
}

export async function loadBatch(db: Db, realm: string, no: string): Promise<BatchRow | undefined> {
  return tables(db)
    .selectFrom('payments.payout_batch')
    .selectAll()
    .where('realm', '=', realm)
    .where('no', '=', no)
    .executeTakeFirst()
}

export async function updateBatch(
  db: Db,
  { realm, no }: Pick<BatchRow, 'realm' | 'no'>,
  change: Partial<BatchRow>,
): Promise<void> {
  await tables(db)
    .updateTable('payments.payout_batch')
    .set(change)
    .where('realm', '=', realm)
    .where('no', '=', no)
    .execute()
}

export async function listPayouts(
  db: Db,
  realm: string,
  query: {
    parties?: readonly string[]
    departments?: readonly string[]
    state?: PayoutRow['state']
    after?: readonly [string, string]
    limit: number
  },
): Promise<PayoutRow[]> {
  let found = tables(db).selectFrom('payments.payout').selectAll().where('realm', '=', realm).limit(query.limit)
  if (query.parties) found = found.where(sql<boolean>`party_id = any(${[...query.parties]}::uuid[])`)
  if (query.departments) found = found.where(sql<boolean>`department_id = any(${[...query.departments]})`)
  if (query.state) found = found.where('state', '=', query.state)
  if (query.after)
    found = found.where(sql<boolean>`(made_at, no) < (${query.after[0]}::timestamptz, ${query.after[1]})`)
  return found.orderBy('made_at', 'desc').orderBy('no', 'desc').execute()
}

export async function insertRun(tx: Tx, row: RunRow): Promise<void> {
  await tables(tx).insertInto('payments.payout_run').values(row).execute()
}

export async function loadRun(tx: Tx, realm: string, id: string): Promise<RunRow | undefined> {
  return tables(tx)
    .selectFrom('payments.payout_run')
    .selectAll()
    .where('realm', '=', realm)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function decideRun(
  tx: Tx,
  { realm, id }: Pick<RunRow, 'realm' | 'id'>,
  decided: Pick<RunRow, 'state' | 'count' | 'fen' | 'decided_at' | 'decided_by' | 'decided_name'>,
): Promise<void> {
  await tables(tx)
    .updateTable('payments.payout_run')
    .set(decided)
    .where('realm', '=', realm)
    .where('id', '=', id)
    .execute()
}

export async function listRuns(db: Db, realm: string, departments: readonly string[]): Promise<RunRow[]> {
  return tables(db)
    .selectFrom('payments.payout_run')
    .selectAll()
    .where('realm', '=', realm)
    .where(sql<boolean>`department_id = any(${[...departments]})`)
    .orderBy('proposed_at', 'desc')
    .limit(100)
    .execute()
}
