import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { ExchangeRowRecord } from './rows.ts'

export type BatchRow = {
  realm: string
  no: string
  made_at: Date
  rows: number
  body: Buffer | null
  state: string
  attempts: number
  next_at: Date | null
  sent_at: Date | null
  received_at: Date | null
  refused: number
  answer: string | null
}

/** Only one process makes batches at a time, so that their numbers rise without a gap. */
export async function holdBatches(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('exchange.batch')) as held`.execute(tx)
  return rows[0]?.held === true
}

export async function takeWaiting(tx: Tx, realm: string, limit: number): Promise<ExchangeRowRecord[]> {
  const { rows } = await sql<ExchangeRowRecord>`
    select * from exchange.row where realm = ${realm} and state = 'waiting'
    order by cd_time, table_name, key limit ${limit} for update`.execute(tx)
  return rows
}

export async function lastBatchNo(tx: Tx, realm: string, day: string): Promise<string | undefined> {
  const { rows } = await sql<{ no: string | null }>`
    select max(no) as no from exchange.batch where realm = ${realm} and no like ${`${day}%`}`.execute(tx)
  return rows[0]?.no ?? undefined
}

export async function insertBatch(tx: Tx, batch: BatchRow, rows: ExchangeRowRecord[]): Promise<void> {
  await sql`insert into exchange.batch (realm, no, made_at, rows, body, state, next_at)
    values (${batch.realm}, ${batch.no}, ${batch.made_at}, ${batch.rows}, ${batch.body}, ${batch.state}, ${batch.next_at})`.execute(
    tx,
  )
  await sql`update exchange.row r set cd_batch = ${batch.no}, state = 'sent'
    from unnest(${rows.map((row) => row.table_name)}::text[], ${rows.map((row) => row.key)}::text[]) as w (table_name, key)
    where r.realm = ${batch.realm} and r.table_name = w.table_name and r.key = w.key`.execute(tx)
}

/** Takes batches that are due and holds them for a while: if this process dies, another sends them again. */
export async function takeDue(tx: Tx, due: Date, now: Date, until: Date): Promise<BatchRow[]> {
  const { rows } = await sql<BatchRow>`
    with due as (select realm, no from exchange.batch where next_at <= ${due} order by next_at limit 20
                 for update skip locked)
    update exchange.batch b set next_at = ${until}, attempts = attempts + 1, sent_at = ${now}
    from due where b.realm = due.realm and b.no = due.no returning b.*`.execute(tx)
  return rows.sort((a, b) => (a.no < b.no ? -1 : 1))
}

export async function saveSilence(
  tx: Tx,
  batch: Pick<BatchRow, 'realm' | 'no'>,
  nextAt: Date,
  answer: string,
): Promise<void> {
  await sql`update exchange.batch set state = 'silent', next_at = ${nextAt}, answer = ${answer}
    where realm = ${batch.realm} and no = ${batch.no} and state <> 'received'`.execute(tx)
}

/** Writes a receipt: rows that changed since are not of this batch any more and keep waiting. */
export async function saveReceipt(
  tx: Tx,
  batch: Pick<BatchRow, 'realm' | 'no'>,
  at: Date,
  refused: { table: string; key: string; reason: string }[],
): Promise<void> {
  await sql`update exchange.row set state = 'received', reason = null
    where realm = ${batch.realm} and cd_batch = ${batch.no}`.execute(tx)
  await sql`update exchange.row r set state = 'refused', reason = w.reason
    from unnest(${refused.map(({ table }) => table)}::text[], ${refused.map(({ key }) => key)}::text[],
      ${refused.map(({ reason }) => reason)}::text[]) as w (table_name, key, reason)
    where r.realm = ${batch.realm} and r.cd_batch = ${batch.no} and r.table_name = w.table_name and r.key = w.key`.execute(
    tx,
  )
  await sql`update exchange.batch set state = 'received', next_at = null, body = null, received_at = ${at},
    refused = ${refused.length}, answer = null where realm = ${batch.realm} and no = ${batch.no}`.execute(tx)
}

export async function listBatches(db: Db, realm: string, limit: number): Promise<BatchRow[]> {
  const { rows } = await sql<BatchRow>`
    select * from exchange.batch where realm = ${realm} order by made_at desc, no desc limit ${limit}`.execute(db)
  return rows
}

/** Realms with rows to send. */
export async function realmsWaiting(db: Db): Promise<string[]> {
  const { rows } = await sql<{ realm: string }>`
    select distinct realm from exchange.row where state = 'waiting'`.execute(db)
  return rows.map(({ realm }) => realm)
}
