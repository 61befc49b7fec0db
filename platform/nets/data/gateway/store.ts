import { sql } from 'kysely'
import type { Db } from '#ground/database/index.ts'

export type CallRow = {
  id: string
  realm: string
  at: Date
  key_id: string
  demand_id: string
  reader: string
  purpose: string
  register: string
  operation: string
  fields: string[]
  asked_by: string[]
  rows: number
  code: string | null
  ip: string
  millis: number
}

/** One statement for any number of calls. */
export async function insertCalls(db: Db, calls: readonly CallRow[]): Promise<void> {
  const values = JSON.stringify(calls.map((call) => ({ ...call, at: call.at.toISOString() })))
  await sql`
    insert into gateway.call
      (id, realm, at, key_id, demand_id, reader, purpose, register, operation, fields, asked_by, rows, code, ip, millis)
    select id, realm, at, key_id, demand_id, reader, purpose, register, operation, fields, asked_by, rows, code, ip, millis
    from jsonb_to_recordset(${values}::jsonb) as x
      (id uuid, realm text, at timestamptz, key_id text, demand_id uuid, reader text, purpose text, register text,
       operation text, fields text[], asked_by text[], rows integer, code text, ip text, millis integer)`.execute(db)
}

export type Nonce = { key_id: string; nonce: string; until: Date }

/** Those that nobody had used; the others are replays. */
export async function insertNonces(db: Db, nonces: readonly Nonce[]): Promise<Set<string>> {
  const { rows } = await sql<{ key_id: string; nonce: string }>`
    insert into gateway.nonce (key_id, nonce, until)
    select * from unnest(${nonces.map((each) => each.key_id)}::text[], ${nonces.map((each) => each.nonce)}::text[],
      ${nonces.map((each) => each.until)}::timestamptz[])
    on conflict do nothing returning key_id, nonce`.execute(db)
  return new Set(rows.map(({ key_id, nonce }) => `${key_id} ${nonce}`))
}

/** Takes so many calls of a day's quota if as many are left; says whether they were. */
export async function takeQuota(
  db: Db,
  asked: { demandId: string; day: string; perDay: number; wanted: number },
): Promise<boolean> {
  const { demandId, day, perDay, wanted } = asked
  const { rows } = await sql`
    insert into gateway.quota as q (demand_id, day, taken)
    select ${demandId}, ${day}::date, ${wanted}::integer where ${wanted}::integer <= ${perDay}::integer
    on conflict (demand_id, day) do update set taken = q.taken + excluded.taken
      where q.taken + excluded.taken <= ${perDay}::integer
    returning taken`.execute(db)
  return rows.length > 0
}

export async function selectDays(db: Db, realm: string, demandId: string, since: Date) {
  const { rows } = await sql<{ day: string; calls: number; refused: number; records: number }>`
    select ((at at time zone 'Asia/Shanghai')::date)::text as day, count(*)::int as calls,
      count(code)::int as refused, sum(rows)::int as records
    from gateway.call where realm = ${realm} and demand_id = ${demandId} and at >= ${since}
    group by 1 order by 1 desc`.execute(db)
  return rows
}

export async function selectLatest(db: Db, realm: string, demandId: string, limit: number): Promise<CallRow[]> {
  const { rows } = await sql<CallRow>`
    select * from gateway.call where realm = ${realm} and demand_id = ${demandId} order by at desc limit ${limit}`.execute(
    db,
  )
  return rows
}

/** Forgets nonces of signatures that are too old to count, and calls after three years. */
export async function deleteOld(db: Db, now: Date): Promise<void> {
  await sql`delete from gateway.nonce where until < ${now}`.execute(db)
  await sql`delete from gateway.quota where day < ${now}::timestamptz::date - 7`.execute(db)
  await sql`delete from gateway.call where at < ${now}::timestamptz - interval '3 years'`.execute(db)
}
