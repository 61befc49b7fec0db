import { sql } from 'kysely'
import { type Db, insertAtCommit, type Tx } from '#ground/database/index.ts'

export type ExchangeRowRecord = {
  realm: string
  table_name: string
  key: string
  case_id: string
  project_no: string
  division_code: string
  content: Buffer
  shown: Record<string, string>
  digest: Buffer
  cd_operation: string
  cd_time: Date
  cd_batch: string | null
  state: string
  reason: string | null
}

export async function markBehind(tx: Tx, realm: string, caseId: string, since: Date): Promise<void> {
  await insertAtCommit(tx, 'exchange.behind', [{ realm, case_id: caseId, since }], { once: true })
}

/** Takes some cases that are behind; another process gets others. */
export async function takeBehind(tx: Tx, now: Date, limit: number): Promise<{ realm: string; caseId: string }[]> {
  const { rows } = await sql<{ realm: string; caseId: string }>`
    with taken as (select realm, case_id from exchange.behind where since <= ${now} order by since limit ${limit} for update skip locked)
    delete from exchange.behind b using taken t where b.realm = t.realm and b.case_id = t.case_id
    returning b.realm, b.case_id as "caseId"`.execute(tx)
  return rows
}

/** Leaves a case for later, behind all others. */
export async function postponeBehind(tx: Tx, realm: string, caseId: string, until: Date): Promise<void> {
  await sql`update exchange.behind set since = ${until} where realm = ${realm} and case_id = ${caseId}`.execute(tx)
}

export async function countBehind(db: Db, realm: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (select 1 from exchange.behind where realm = ${realm} limit 1000) b`.execute(db)
  return rows[0]!.n
}

export async function rowsOfCase(
  tx: Tx,
  realm: string,
  caseId: string,
): Promise<Pick<ExchangeRowRecord, 'table_name' | 'key' | 'digest' | 'cd_operation'>[]> {
  const { rows } = await sql<Pick<ExchangeRowRecord, 'table_name' | 'key' | 'digest' | 'cd_operation'>>`
    select table_name, key, digest, cd_operation from exchange.row
    where realm = ${realm} and case_id = ${caseId} for update`.execute(tx)
  return rows
}

/** Writes a row that is new or other than before; it waits to be sent. */
export async function upsertRow(tx: Tx, row: ExchangeRowRecord): Promise<void> {
  await sql`
    insert into exchange.row values (${row.realm}, ${row.table_name}, ${row.key}, ${row.case_id}, ${row.project_no},
      ${row.division_code}, ${row.content}, ${JSON.stringify(row.shown)}, ${row.digest}, ${row.cd_operation},
      ${row.cd_time}, null, 'waiting', null)
    on conflict (realm, table_name, key) do update set content = excluded.content, shown = excluded.shown,
      digest = excluded.digest, cd_operation = excluded.cd_operation, cd_time = excluded.cd_time, cd_batch = null,
      state = 'waiting', reason = null`.execute(tx)
}

/** A row that the history no longer gives: told as deleted. */
export async function markDeleted(tx: Tx, realm: string, table: string, key: string, at: Date): Promise<void> {
  await sql`update exchange.row set cd_operation = 'D', cd_time = ${at}, cd_batch = null, state = 'waiting', reason = null
    where realm = ${realm} and table_name = ${table} and key = ${key}`.execute(tx)
}

export type RowQuery = {
  realm: string
  divisions: string[]
  table?: string
  state?: string
  q?: string
  limit: number
  after?: readonly [cdTime: string, table: string, key: string]
}

export async function listRows(db: Db, query: RowQuery): Promise<ExchangeRowRecord[]> {
  const { realm, divisions, table, state, q, limit, after } = query
  const { rows } = await sql<ExchangeRowRecord>`
    select * from exchange.row
    where realm = ${realm} and division_code like any(${divisions.map((prefix) => `${prefix}%`)}::text[])
      ${table ? sql`and table_name = ${table}` : sql``}
      ${state ? sql`and state = ${state}` : sql``}
      ${q ? sql`and project_no like ${`%${q.replace(/[\\%_]/g, (found) => `\\${found}`)}%`}` : sql``}
      ${after ? sql`and (cd_time < ${after[0]}::timestamptz or (cd_time = ${after[0]}::timestamptz and (table_name, key) > (${after[1]}, ${after[2]})))` : sql``}
    order by cd_time desc, table_name, key limit ${limit}`.execute(db)
  return rows
}

/** Puts refused rows back to be sent; answers how many. */
export async function resendRefused(
  tx: Tx,
  query: { realm: string; divisions: string[]; table?: string; keys?: string[]; at: Date },
): Promise<number> {
  const { numAffectedRows } = await sql`
    update exchange.row set state = 'waiting', cd_batch = null, reason = null, cd_time = ${query.at}
    where realm = ${query.realm} and state = 'refused'
      and division_code like any(${query.divisions.map((prefix) => `${prefix}%`)}::text[])
      ${query.table ? sql`and table_name = ${query.table}` : sql``}
      ${query.keys ? sql`and key = any(${query.keys}::text[])` : sql``}`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

export async function countRows(
  db: Db,
  realm: string,
  divisions: string[],
): Promise<{ counts: { table: string; state: string; rows: number }[]; oldestWaiting: Date | null }> {
  const { rows } = await sql<{ table: string; state: string; rows: number; oldest: Date }>`
    select table_name as "table", state, count(*)::int as rows, min(cd_time) as oldest from exchange.row
    where realm = ${realm} and division_code like any(${divisions.map((prefix) => `${prefix}%`)}::text[])
    group by table_name, state order by table_name, state`.execute(db)
  const waiting = rows.filter(({ state }) => state === 'waiting').map(({ oldest }) => oldest)
  return {
    counts: rows.map(({ table, state, rows: n }) => ({ table, state, rows: n })),
    oldestWaiting: waiting.sort((a, b) => a.getTime() - b.getTime())[0] ?? null,
  }
}
