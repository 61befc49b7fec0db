import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { Moved } from '../procedures/reckoning.ts'

export type RunRow = { version: string; begunAt: Date; finishedAt: Date | null; seen: number; touched: number }
export type LineRow = { caseId: string; no: string; moved: Moved[] }

const run = sql`version, begun_at as "begunAt", finished_at as "finishedAt", seen, touched`

export async function beginRun(db: Db | Tx, realm: string, version: string, at: Date): Promise<void> {
  await sql`insert into cases.recalculation (realm, version, begun_at) values (${realm}, ${version}, ${at})
    on conflict do nothing`.execute(db)
}

export async function countRun(db: Db, realm: string, version: string, seen: number, touched: number): Promise<void> {
  await sql`update cases.recalculation set seen = seen + ${seen}, touched = touched + ${touched}
    where realm = ${realm} and version = ${version}`.execute(db)
}

export async function finishRun(db: Db, realm: string, version: string, at: Date): Promise<void> {
  await sql`update cases.recalculation set finished_at = ${at} where realm = ${realm} and version = ${version}`.execute(
    db,
  )
}

export async function listRuns(db: Db, realm: string, before: string | undefined, limit: number): Promise<RunRow[]> {
  const { rows } = await sql<RunRow>`
    select ${run} from cases.recalculation
    where realm = ${realm} ${before ? sql`and begun_at < ${before}::timestamptz` : sql``}
    order by begun_at desc limit ${limit}`.execute(db)
  return rows
}

export async function findRun(db: Db, realm: string, version: string): Promise<RunRow | undefined> {
  const { rows } = await sql<RunRow>`
    select ${run} from cases.recalculation where realm = ${realm} and version = ${version}`.execute(db)
  return rows[0]
}

export async function listLines(
  db: Db,
  realm: string,
  version: string,
  after: string | undefined,
  limit: number,
): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select case_id as "caseId", no, moved from cases.recalculation_line
    where realm = ${realm} and version = ${version} ${after ? sql`and case_id > ${after}::uuid` : sql``}
    order by case_id limit ${limit}`.execute(db)
  return rows
}

export async function insertLine(tx: Tx, realm: string, version: string, line: LineRow): Promise<void> {
  await sql`insert into cases.recalculation_line (realm, version, case_id, no, moved)
    values (${realm}, ${version}, ${line.caseId}, ${line.no}, ${JSON.stringify(line.moved)}::jsonb)
    on conflict (realm, version, case_id) do update set moved = recalculation_line.moved || excluded.moved`.execute(tx)
}

/** Cases computed by another version that may still move, a bounded number after one id. */
export async function listStale(
  db: Db,
  realm: string,
  version: string,
  after: string | undefined,
  limit: number,
): Promise<string[]> {
  const later = (id: ReturnType<typeof sql>) => (after ? sql`and ${id} > ${after}::uuid` : sql``)
  const { rows } = await sql<{ id: string }>`
    select id from (
      (select id from cases."case" where realm = ${realm} and closed_at is null and calendar_version <> ${version}
         ${later(sql`id`)} order by id limit ${limit})
      union
      (select c.id from cases.task t join cases."case" c on c.realm = t.realm and c.id = t.case_id
       where t.realm = ${realm} and t.closed_at is null and t.node = 'procedure' and c.calendar_version <> ${version}
         ${later(sql`t.case_id`)} order by t.case_id limit ${limit})) stale
    order by id limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

/** Open cases of an item under an older version that nobody has decided, a bounded number after one id. */
export async function listUndecided(
  db: Db,
  of: { realm: string; itemId: string; version: number; after: string | undefined; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from cases."case"
    where realm = ${of.realm} and item_id = ${of.itemId} and item_version < ${of.version}
      and closed_at is null and decided_at is null ${of.after ? sql`and id > ${of.after}::uuid` : sql``}
    order by id limit ${of.limit}`.execute(db)
  return rows.map(({ id }) => id)
}

export async function setCalendarVersion(tx: Tx, realm: string, caseId: string, version: string): Promise<void> {
  await sql`update cases."case" set calendar_version = ${version} where realm = ${realm} and id = ${caseId}`.execute(tx)
}
