import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { ReceiptKind, ReceiptLine } from './contract.ts'

export type BookRow = {
  realm: string
  id: string
  kind: ReceiptKind
  state: 'asked' | 'granted' | 'refused'
  quantity: number
  code: string | null
  first_no: string | number | null
  last_no: string | number | null
  next_no: string | number | null
  asked_by: string
  asked_at: Date
  decided_at: Date | null
  said: string | null
}

export type ReceiptRow = {
  realm: string
  id: string
  book_id: string
  kind: ReceiptKind
  code: string
  number: string
  check_code: string
  red: boolean
  reverses: string | null
  reversed_by: string | null
  reason: string | null
  bill_id: string
  bill_no: string
  case_id: string
  case_no: string
  party_id: string
  payer: string
  department_id: string
  department_name: string
  total_fen: number
  lines: ReceiptLine[]
  issued_at: Date
  credential_id: string
  report: 'waiting' | 'accepted' | 'refused'
  report_said: string | null
  report_at: Date | null
}

/** A receipt as lists show it: with the other half of a reversal, and whoever booked it. */
export type ListedReceipt = ReceiptRow & {
  seq: string
  other_id: string | null
  other_code: string | null
  other_number: string | null
  unit: string | null
  entered_at: Date | null
}

export async function insertBook(
  tx: Tx,
  row: Pick<BookRow, 'realm' | 'id' | 'kind' | 'quantity' | 'asked_by' | 'asked_at'>,
) {
  await sql`insert into fiscal_receipts.book (realm, id, kind, state, quantity, asked_by, asked_at)
    values (${row.realm}, ${row.id}, ${row.kind}, 'asked', ${row.quantity}, ${row.asked_by}, ${row.asked_at})`.execute(
    tx,
  )
}

export async function listBooks(db: Db, realm: string): Promise<BookRow[]> {
  const { rows } = await sql<BookRow>`select * from fiscal_receipts.book where realm = ${realm}
    order by asked_at desc, id desc limit 100`.execute(db)
  return rows
}

export async function askedBooks(db: Db, realm: string): Promise<BookRow[]> {
  const { rows } = await sql<BookRow>`select * from fiscal_receipts.book where realm = ${realm} and state = 'asked'
    order by asked_at limit 20`.execute(db)
  return rows
}

/** Whether any of these numbers was given out before. */
export async function overlaps(db: Db, code: string, first: string, last: string): Promise<boolean> {
  const { rows } = await sql`select 1 from fiscal_receipts.book where state = 'granted' and code = ${code}
    and first_no <= ${last}::bigint and last_no >= ${first}::bigint limit 1`.execute(db)
  return rows.length > 0
}

export async function decideBook(
  tx: Tx,
  { realm, id }: Pick<BookRow, 'realm' | 'id'>,
  decided: { state: 'granted' | 'refused'; code?: string; first?: string; last?: string; said: string; at: Date },
): Promise<boolean> {
  const { state, code = null, first = null, last = null, said, at } = decided
  const { numAffectedRows } = await sql`update fiscal_receipts.book set state = ${state}, code = ${code},
      first_no = ${first}::bigint, last_no = ${last}::bigint, next_no = ${first}::bigint, said = ${said}, decided_at = ${at}
    where realm = ${realm} and id = ${id} and state = 'asked'`.execute(tx)
  return numAffectedRows === 1n
}

/** How many numbers of a kind are left, and whether more are on their way. */
export async function supplyOf(db: Db, realm: string, kind: ReceiptKind): Promise<{ left: number; asked: boolean }> {
  const { rows } = await sql<{ left: number; asked: boolean }>`
    select coalesce(sum(last_no - next_no + 1) filter (where state = 'granted'), 0)::int as left,
      coalesce(bool_or(state = 'asked'), false) as asked
    from fiscal_receipts.book where realm = ${realm} and kind = ${kind}`.execute(db)
  return rows[0]!
}

/** The next number of the oldest book that has one. */
export async function takeNumber(
  tx: Tx,
  realm: string,
  kind: ReceiptKind,
): Promise<{ bookId: string; code: string; no: string } | undefined> {
  const { rows } = await sql<{ id: string; code: string; no: string }>`
    update fiscal_receipts.book set next_no = next_no + 1
    where realm = ${realm} and id = (
      select id from fiscal_receipts.book
      where realm = ${realm} and kind = ${kind} and state = 'granted' and next_no <= last_no
      order by asked_at, id limit 1 for update)
    returning id, code, (next_no - 1)::text as no`.execute(tx)
  const [row] = rows
  return row && { bookId: row.id, code: row.code, no: row.no }
}

export async function insertReceipt(tx: Tx, row: ReceiptRow): Promise<void> {
  await sql`insert into fiscal_receipts.receipt (realm, id, book_id, kind, code, number, check_code, red, reverses, reason, bill_id,
      bill_no, case_id, case_no, party_id, payer, department_id, department_name, total_fen, lines, issued_at, credential_id, report)
    values (${row.realm}, ${row.id}, ${row.book_id}, ${row.kind}, ${row.code}, ${row.number}, ${row.check_code}, ${row.red},
      ${row.reverses}, ${row.reason}, ${row.bill_id}, ${row.bill_no}, ${row.case_id}, ${row.case_no}, ${row.party_id},
      ${row.payer}, ${row.department_id}, ${row.department_name}, ${row.total_fen}, ${JSON.stringify(row.lines)}::jsonb,
      ${row.issued_at}, ${row.credential_id}, 'waiting')`.execute(tx)
}

export async function markReversed(tx: Tx, realm: string, id: string, by: string): Promise<void> {
  await sql`update fiscal_receipts.receipt set reversed_by = ${by} where realm = ${realm} and id = ${id}`.execute(tx)
}

export async function liveOf(db: Db, realm: string, billId: string): Promise<ReceiptRow[]> {
  const { rows } = await sql<ReceiptRow>`select * from fiscal_receipts.receipt
    where realm = ${realm} and bill_id = ${billId} and not red and reversed_by is null`.execute(db)
  return rows
}

const listed = sql`select r.*, o.id as other_id, o.code as other_code, o.number as other_number, e.unit, e.entered_at
  from fiscal_receipts.receipt r
  left join fiscal_receipts.receipt o on o.realm = r.realm and o.id = coalesce(r.reverses, r.reversed_by)
  left join fiscal_receipts.entry e on e.realm = r.realm and e.receipt_id = r.id and e.withdrawn_at is null`

export async function findReceipt(
  db: Db,
  realm: string,
  by: { id: string } | { code: string; number: string },
): Promise<ListedReceipt | undefined> {
  const where = 'id' in by ? sql`r.id = ${by.id}` : sql`r.code = ${by.code} and r.number = ${by.number}`
  const { rows } = await sql<ListedReceipt>`${listed} where r.realm = ${realm} and ${where}`.execute(db)
  return rows[0]
}

export async function listReceipts(
  db: Db,
  realm: string,
  query: {
    parties?: readonly string[]
    offices?: readonly string[]
    billId?: string
    report?: string
    before?: string
    limit: number
  },
): Promise<ListedReceipt[]> {
  const { parties, offices, billId, report, before } = query
  const { rows } = await sql<ListedReceipt>`${listed} where r.realm = ${realm}
    ${parties ? sql`and r.party_id = any(${parties}::uuid[])` : sql``}
    ${offices ? sql`and r.department_id = any(${offices}::text[])` : sql``}
    ${billId ? sql`and r.bill_id = ${billId}` : sql``}
    ${report ? sql`and r.report = ${report}` : sql``}
    ${before ? sql`and r.seq < ${before}::bigint` : sql``}
    order by r.seq desc limit ${query.limit}`.execute(db)
  return rows
}

export async function toReport(db: Db, realm: string): Promise<ListedReceipt[]> {
  const { rows } =
    await sql<ListedReceipt>`${listed} where r.realm = ${realm} and r.report = 'waiting' order by r.seq limit 50`.execute(
      db,
    )
  return rows
}

export async function noteReport(
  tx: Tx,
  realm: string,
  id: string,
  said: { report: 'accepted' | 'refused'; said: string; at: Date },
): Promise<void> {
  await sql`update fiscal_receipts.receipt set report = ${said.report}, report_said = ${said.said}, report_at = ${said.at}
    where realm = ${realm} and id = ${id}`.execute(tx)
}

export async function reportAgain(tx: Tx, realm: string, id: string): Promise<void> {
  await sql`update fiscal_receipts.receipt set report = 'waiting' where realm = ${realm} and id = ${id} and report = 'refused'`.execute(
    tx,
  )
}

export async function owe(tx: Tx, realm: string, billId: string, since: Date): Promise<void> {
  await sql`insert into fiscal_receipts.owed (realm, bill_id, since) values (${realm}, ${billId}, ${since})
    on conflict (realm, bill_id) do nothing`.execute(tx)
}

export async function owedBills(db: Db, realm: string): Promise<string[]> {
  const { rows } = await sql<{ bill_id: string }>`select bill_id from fiscal_receipts.owed where realm = ${realm}
    order by since limit 50`.execute(db)
  return rows.map(({ bill_id }) => bill_id)
}

/** Takes a bill to look at; false when another worker has it or it was done. */
export async function lockOwed(tx: Tx, realm: string, billId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from fiscal_receipts.owed where realm = ${realm} and bill_id = ${billId}
    for update skip locked`.execute(tx)
  return rows.length > 0
}

export async function settleOwed(tx: Tx, realm: string, billId: string): Promise<void> {
  await sql`delete from fiscal_receipts.owed where realm = ${realm} and bill_id = ${billId}`.execute(tx)
}

export async function countOwed(db: Db, realm: string): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from fiscal_receipts.owed where realm = ${realm}`.execute(db)
  return rows[0]!.n
}
