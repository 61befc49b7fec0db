import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { Reach } from '../lists/todo/store.ts'

/** One thing a case waits for, as kept. */
export type AwaitedRow = {
  kind: 'message' | 'signal'
  name: string
  node: string
  nodeName: string
  /** Keyed digest; empty when no key is asked for. */
  key: Buffer
  senders: string[]
}

export type AwaitedRecord = AwaitedRow & { caseId: string; since: number; at: Date }

const columns = sql`kind, name, node, node_name as "nodeName", key, senders, case_id as "caseId", since, at`

/** Makes the rows of a case what it waits for now; what it waited for before keeps its beginning. */
export async function writeAwaited(
  tx: Tx,
  of: { realm: string; caseId: string; version: number; now: Date },
  awaited: readonly AwaitedRow[],
): Promise<void> {
  const list = sql`unnest(${awaited.map((each) => each.kind)}::text[], ${awaited.map((each) => each.name)}::text[],
    ${awaited.map((each) => each.node)}::text[], ${awaited.map((each) => each.nodeName)}::text[],
    ${awaited.map((each) => each.key)}::bytea[], ${awaited.map((each) => each.senders.join(' '))}::text[])
    as now (kind, name, node, node_name, key, senders)`
  await sql`delete from cases.awaited old where realm = ${of.realm} and case_id = ${of.caseId} and not exists (
    select from ${list} where (now.kind, now.name, now.node, now.key) = (old.kind, old.name, old.node, old.key))`.execute(
    tx,
  )
  if (awaited.length === 0) return
  await sql`insert into cases.awaited (realm, case_id, kind, name, node, node_name, key, senders, since, at)
    select ${of.realm}, ${of.caseId}, now.kind, now.name, now.node, now.node_name, now.key,
      string_to_array(now.senders, ' '), ${of.version}, ${of.now} from ${list}
    on conflict do nothing`.execute(tx)
}

export async function listAwaited(db: Db, realm: string, caseId: string): Promise<AwaitedRecord[]> {
  const { rows } = await sql<AwaitedRecord>`
    select ${columns} from cases.awaited where realm = ${realm} and case_id = ${caseId} order by at, node`.execute(db)
  return rows
}

/** The cases that wait for a message under this very key, the longest waiting first. */
export async function findAddressees(db: Db, realm: string, name: string, key: Buffer): Promise<AwaitedRecord[]> {
  const { rows } = await sql<AwaitedRecord>`
    select ${columns} from cases.awaited
    where realm = ${realm} and kind = 'message' and name = ${name} and key = ${key} order by at, case_id limit 20`.execute(
    db,
  )
  return rows
}

/** A page of the cases that wait for a signal, by id; of all, or of those that posts reach. */
export async function listHearers(
  db: Db,
  query: { realm: string; name: string; reaches: readonly Reach[] | null; after: string | null; limit: number },
): Promise<{ caseId: string; since: number }[]> {
  const reached = (query.reaches ?? []).map(
    ({ departments, divisionPrefix }) =>
      sql`(c.department_id = any(${departments}) and c.division_code like ${`${divisionPrefix}%`})`,
  )
  const within = query.reaches === null ? sql`true` : reached.length > 0 ? sql.join(reached, sql` or `) : sql`false`
  const { rows } = await sql<{ caseId: string; since: number }>`
    select a.case_id as "caseId", max(a.since) as since from cases.awaited a
    join cases."case" c on c.realm = a.realm and c.id = a.case_id
    where a.realm = ${query.realm} and a.kind = 'signal' and a.name = ${query.name}
      and (${query.after}::uuid is null or a.case_id > ${query.after}::uuid) and (${within})
    group by a.case_id order by a.case_id limit ${query.limit}`.execute(db)
  return rows
}
