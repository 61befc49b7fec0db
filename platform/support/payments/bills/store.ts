import { sql } from 'kysely'
import { type Db, insertAtCommit, type Tx } from '#ground/database/index.ts'
import type { Bill, Order, Refund, Transfer } from './bill.ts'
import type { BillState } from './contract.ts'

export type BillRow = {
  realm: string
  id: string
  no: string
  case_id: string
  case_no: string
  item_name: string
  party_id: string
  party_name: string
  account_id: string
  department_id: string
  department_name: string
  division_code: string
  title: string
  title_en: string
  state: BillState
  total_fen: number
  due: Date
  made_at: Date
  paid_at: Date | null
  closed_for: string | null
  receipt_id: string | null
  receipt_no: string | null
  row_version: number
}
export type ItemRow = {
  realm: string
  bill_id: string
  seq: number
  code: string
  version: number
  name: string
  name_en: string
  kind: 'fee' | 'deposit'
  basis: string
  standard: string
  fen: number
}
export type OrderRow = {
  realm: string
  bill_id: string
  seq: number
  no: string
  channel: string
  fen: number
  state: Order['state']
  transaction: string | null
  asked_at: Date
  expires: Date
  paid_at: Date | null
  surplus: boolean
  looked: number
  look_at: Date | null
}
export type RefundRow = {
  realm: string
  bill_id: string
  seq: number
  no: string
  order_no: string
  item: string | null
  fen: number
  state: Refund['state']
  sent: number
  reason: string
  proposed_by: string | null
  proposed_name: string | null
  decided_by: string | null
  decided_name: string | null
  at: Date
  sent_at: Date | null
  done_at: Date | null
  look_at: Date | null
}

export type KeptRow = {
  realm: string
  bill_id: string
  seq: number
  no: string
  item: string
  fen: number
  reason: string
  decided_by: string
  decided_name: string
  at: Date
}

type Tables = {
  'payments.bill': BillRow
  'payments.bill_item': ItemRow
  'payments.bill_order': OrderRow
  'payments.refund': RefundRow
  'payments.kept': KeptRow
}

/** A bill with all that hangs on it. */
export type Whole = { row: BillRow; items: ItemRow[]; orders: OrderRow[]; refunds: RefundRow[]; kept: KeptRow[] }

const tables = (db: Db) => db.withTables<Tables>()

export async function nextBillNumber(db: Db): Promise<bigint> {
  const { rows } = await sql<{ next: string }>`select nextval('payments.bill_number') as next`.execute(db)
  return BigInt(rows[0]!.next)
}

export async function insertBill(tx: Tx, row: BillRow, items: ItemRow[]): Promise<void> {
  await insertAtCommit(tx, 'payments.bill', [row])
  await insertAtCommit(tx, 'payments.bill_item', items)
}

/** Books transfers at the commit. With `once` a transfer whose key is known is the same transfer, and is left as it is. */
export async function book(
  tx: Tx,
  realm: string,
  subject: string,
  at: Date,
  transfers: readonly Transfer[],
  options: { once?: boolean } = {},
): Promise<void> {
  const rows = transfers.map(({ key, debit, credit, fen }) => ({ realm, key, at, debit, credit, fen, subject }))
  await insertAtCommit(tx, 'payments.transfer', rows, options)
}

export async function loadBill(
  db: Db,
  realm: string,
  by: { id: string } | { no: string } | { orderNo: string } | { refundNo: string },
  { lock = false } = {},
): Promise<Whole | undefined> {
  let found = tables(db).selectFrom('payments.bill').selectAll().where('realm', '=', realm)
  if ('id' in by) found = found.where('id', '=', by.id)
  else if ('no' in by) found = found.where('no', '=', by.no)
  else if ('orderNo' in by)
    found = found.where('id', '=', (eb) =>
      eb
        .selectFrom('payments.bill_order')
        .select('bill_id')
        .where('payments.bill_order.realm', '=', realm)
        .where('payments.bill_order.no', '=', by.orderNo),
    )
  else
    found = found.where('id', '=', (eb) =>
      eb
        .selectFrom('payments.refund')
        .select('bill_id')
        .where('payments.refund.realm', '=', realm)
        .where('payments.refund.no', '=', by.refundNo),
    )
  if (lock) found = found.forUpdate()
  const row = await found.executeTakeFirst()
  return row ? (await withAll(db, realm, [row]))[0] : undefined
}

export async function withAll(db: Db, realm: string, rows: BillRow[]): Promise<Whole[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const items = await tables(db)
    .selectFrom('payments.bill_item')
    .selectAll()
    .where('realm', '=', realm)
    .where('bill_id', 'in', ids)
    .orderBy('seq')
    .execute()
  const orders = await tables(db)
    .selectFrom('payments.bill_order')
    .selectAll()
    .where('realm', '=', realm)
    .where('bill_id', 'in', ids)
    .orderBy('seq')
    .execute()
  const refunds = await tables(db)
    .selectFrom('payments.refund')
    .selectAll()
    .where('realm', '=', realm)
    .where('bill_id', 'in', ids)
    .orderBy('seq')
    .execute()
  const kept = await tables(db)
    .selectFrom('payments.kept')
    .selectAll()
    .where('realm', '=', realm)
    .where('bill_id', 'in', ids)
    .orderBy('seq')
    .execute()
  const of = <T extends { bill_id: string }>(list: T[], id: string) => list.filter(({ bill_id }) => bill_id === id)
  return rows.map((row) => ({
    row,
    items: of(items, row.id),
    orders: of(orders, row.id),
    refunds: of(refunds, row.id),
    kept: of(kept, row.id),
  }))
}

/** What the pure engine sees of a bill. */
export function billOf({ row, items, orders, refunds, kept }: Whole): Bill {
  return {
    no: row.no,
    state: row.state,
    items: items.map(({ code, kind, fen }) => ({ code, kind, fen })),
    orders: orders.map(({ no, channel, fen, state, transaction, paid_at, surplus }) => ({
      no,
      channel,
      fen,
      state,
      ...(transaction === null ? {} : { transaction }),
      ...(paid_at ? { paidAt: paid_at.toISOString() } : {}),
      ...(surplus ? { surplus } : {}),
    })),
    refunds: refunds.map(({ no, order_no, item, fen, state, sent }) => ({
      ...{ no, order: order_no, fen, state, sent },
      ...(item === null ? {} : { item }),
    })),
    kept: kept.map(({ no, item, fen }) => ({ no, item, fen })),
  }
}

export async function updateBill(tx: Tx, row: BillRow, change: Partial<BillRow>): Promise<void> {
  await tables(tx)
    .updateTable('payments.bill')
    .set({ ...change, row_version: row.row_version + 1 })
    .where('realm', '=', row.realm)
    .where('id', '=', row.id)
    .execute()
}

export async function saveOrder(tx: Tx, row: OrderRow): Promise<void> {
  const { realm, bill_id, seq, no, channel, fen, asked_at, expires, ...change } = row
  await tables(tx)
    .insertInto('payments.bill_order')
    .values(row)
    .onConflict((found) => found.columns(['realm', 'no']).doUpdateSet(change))
    .execute()
}

export async function saveRefund(tx: Tx, row: RefundRow): Promise<void> {
  const { realm, bill_id, seq, no, order_no, item, fen, at, ...change } = row
  await tables(tx)
    .insertInto('payments.refund')
    .values(row)
    .onConflict((found) => found.columns(['realm', 'no']).doUpdateSet(change))
    .execute()
}

export async function insertKept(tx: Tx, row: KeptRow): Promise<void> {
  await tables(tx).insertInto('payments.kept').values(row).execute()
}

export async function listBills(
  db: Db,
  realm: string,
  query: {
    parties?: readonly string[]
    offices?: readonly string[]
    caseId?: string
    states?: readonly BillState[]
    no?: string
    refunding?: boolean
    after?: readonly [string, string]
    limit: number
  },
): Promise<BillRow[]> {
  let found = tables(db).selectFrom('payments.bill').selectAll().where('realm', '=', realm).limit(query.limit)
  if (query.parties)
    found = query.parties.length > 0 ? found.where('party_id', 'in', query.parties) : found.where(sql<boolean>`false`)
  if (query.offices)
    found =
      query.offices.length > 0 ? found.where('department_id', 'in', query.offices) : found.where(sql<boolean>`false`)
  if (query.caseId) found = found.where('case_id', '=', query.caseId)
  if (query.no) found = found.where('no', '=', query.no)
  if (query.states) found = found.where('state', 'in', query.states)
  if (query.refunding)
    found = found.where(sql<boolean>`exists (select from payments.refund r
      where r.realm = ${realm} and r.bill_id = payments.bill.id and r.state in ('proposed', 'asked', 'failed'))`)
  if (query.after)
    found = found.where(sql<boolean>`(made_at, id) < (${query.after[0]}::timestamptz, ${query.after[1]}::uuid)`)
  return found.orderBy('made_at', 'desc').orderBy('id', 'desc').execute()
}

/** Orders and refunds whose channel has been silent for long enough to ask it. */
export async function listToLook(
  db: Db,
  now: Date,
  limit: number,
): Promise<{ orders: OrderRow[]; refunds: RefundRow[] }> {
  const orders = tables(db).selectFrom('payments.bill_order').selectAll().where('look_at', '<=', now).orderBy('look_at')
  const refunds = tables(db).selectFrom('payments.refund').selectAll().where('look_at', '<=', now).orderBy('look_at')
  return { orders: await orders.limit(limit).execute(), refunds: await refunds.limit(limit).execute() }
}

export async function listPastDue(db: Db, now: Date, limit: number): Promise<{ realm: string; id: string }[]> {
  return tables(db)
    .selectFrom('payments.bill')
    .select(['realm', 'id'])
    .where('state', '=', 'open')
    .where('due', '<', now)
    .limit(limit)
    .execute()
}

/** Notes a notification; false when this very one was noted before. */
export async function noteNotification(
  tx: Tx,
  note: {
    realm: string
    channel: string
    id: string
    at: Date
    verdict: string
    reason: string | null
    order_no: string | null
  },
): Promise<boolean> {
  const { rows } = await sql`insert into payments.notification (realm, channel, id, at, verdict, reason, order_no)
    values (${note.realm}, ${note.channel}, ${note.id}, ${note.at}, ${note.verdict}, ${note.reason}, ${note.order_no})
    on conflict do nothing returning 1`.execute(tx)
  return rows.length > 0
}

/** The balance of every account. All of them together are nought, always. */
export async function balances(db: Db, realm: string): Promise<{ account: string; fen: number }[]> {
  const { rows } = await sql<{ account: string; fen: number }>`
    select account, fen from payments.balance where realm = ${realm} order by account`.execute(db)
  return rows
}
