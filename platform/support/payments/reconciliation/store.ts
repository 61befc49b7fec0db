import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { Line } from './compare.ts'

export type ReconciliationRow = {
  realm: string
  channel: string
  day: string
  at: Date
  ours: number
  ours_fen: number
  theirs: number
  theirs_fen: number
  mended: number
  differences: number
}
export type DifferenceRow = {
  realm: string
  id: string
  channel: string
  day: string
  kind: 'missing-here' | 'missing-there' | 'amount-differs' | 'not-owed'
  about: 'payment' | 'refund'
  no: string
  ours_fen: number
  theirs_fen: number
  department_id: string | null
  bill_id: string | null
  state: 'open' | 'settled'
  found_at: Date
  settled_at: Date | null
  settled_by: string | null
  settled_name: string | null
  how: string | null
  row_version: number
}
type Tables = { 'payments.reconciliation': ReconciliationRow; 'payments.difference': DifferenceRow }

const tables = (db: Db) => db.withTables<Tables>()

/** What our books have of a channel's day, in China's time; a refund by the number its channel knows. */
export async function linesOfDay(db: Db, realm: string, channel: string, day: string): Promise<Line[]> {
  const { rows } = await sql<Line>`
    select 'payment' as about, no, fen from payments.bill_order
      where realm = ${realm} and channel = ${channel} and state = 'paid' and (paid_at at time zone 'Asia/Shanghai')::date = ${day}::date
    union all
    select 'refund', r.no || 'A' || r.sent, r.fen from payments.refund r
      join payments.bill_order o on o.realm = r.realm and o.no = r.order_no
      where r.realm = ${realm} and o.channel = ${channel} and r.state = 'done'
        and (r.sent_at at time zone 'Asia/Shanghai')::date = ${day}::date`.execute(db)
  return rows
}

/** The bill behind an order, refund or bill number. */
export async function billBehind(
  db: Db,
  realm: string,
  no: string,
): Promise<{ id: string; department_id: string } | undefined> {
  const { rows } = await sql<{ id: string; department_id: string }>`
    select b.id, b.department_id from payments.bill b where b.realm = ${realm} and b.no = left(${no}, 20)`.execute(db)
  return rows[0]
}

/** A day reconciled again replaces its line; differences found before stay, with what was done about them. */
export async function saveReconciliation(tx: Tx, row: ReconciliationRow): Promise<void> {
  const { realm, channel, day, ...change } = row
  await tables(tx)
    .insertInto('payments.reconciliation')
    .values(row)
    .onConflict((found) => found.columns(['realm', 'channel', 'day']).doUpdateSet(change))
    .execute()
}

export async function addDifferences(tx: Tx, rows: DifferenceRow[]): Promise<void> {
  if (rows.length === 0) return
  await tables(tx)
    .insertInto('payments.difference')
    .values(rows)
    .onConflict((found) => found.columns(['realm', 'channel', 'day', 'kind', 'about', 'no']).doNothing())
    .execute()
}

export async function listReconciliations(
  db: Db,
  realm: string,
  query: { channel?: string; after?: readonly [string, string]; limit: number },
): Promise<ReconciliationRow[]> {
  let found = tables(db).selectFrom('payments.reconciliation').selectAll().where('realm', '=', realm).limit(query.limit)
  if (query.channel) found = found.where('channel', '=', query.channel)
  if (query.after) found = found.where(sql<boolean>`(day, channel) < (${query.after[0]}::date, ${query.after[1]})`)
  return found.orderBy('day', 'desc').orderBy('channel', 'desc').execute()
}

export async function hasReconciled(db: Db, realm: string, channel: string, day: string): Promise<boolean> {
  const found = await tables(db)
    .selectFrom('payments.reconciliation')
    .select('day')
    .where('realm', '=', realm)
    .where('channel', '=', channel)
    .where('day', '=', day)
    .executeTakeFirst()
  return found !== undefined
}

/** Those of these offices; with `all`, also those of no bill of ours. */
export async function listDifferences(
  db: Db,
  realm: string,
  query: {
    offices: readonly string[]
    all: boolean
    state?: 'open' | 'settled'
    after?: readonly [string, string]
    limit: number
  },
): Promise<DifferenceRow[]> {
  let found = tables(db).selectFrom('payments.difference').selectAll().where('realm', '=', realm).limit(query.limit)
  found = found.where(
    sql<boolean>`(department_id = any(${[...query.offices]}) or (${query.all} and department_id is null))`,
  )
  if (query.state) found = found.where('state', '=', query.state)
  if (query.after)
    found = found.where(sql<boolean>`(found_at, id) < (${query.after[0]}::timestamptz, ${query.after[1]}::uuid)`)
  return found.orderBy('found_at', 'desc').orderBy('id', 'desc').execute()
}

export async function lockDifference(tx: Tx, realm: string, id: string): Promise<DifferenceRow | undefined> {
  return tables(tx)
    .selectFrom('payments.difference')
    .selectAll()
    .where('realm', '=', realm)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function settleDifference(
  tx: Tx,
  row: DifferenceRow,
  settled: Pick<DifferenceRow, 'settled_at' | 'settled_by' | 'settled_name' | 'how'>,
): Promise<void> {
  await tables(tx)
    .updateTable('payments.difference')
    .set({ ...settled, state: 'settled', row_version: row.row_version + 1 })
    .where('realm', '=', row.realm)
    .where('id', '=', row.id)
    .execute()
}
