import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Rerun, RerunDifference } from './contract.ts'
import type { Reach } from './policy.ts'

type RunTable = {
  realm: string
  id: string
  rule_key: string | null
  rule_title: string
  against: Rerun['against']
  version: number | null
  draft: string | null
  missing_inputs: string[]
  findings: Rerun['findings']
  from_day: string | null
  to_day: string | null
  purpose: string
  started_by: Actor
  reaches: Reach[] | null
  state: Rerun['state']
  problem: string | null
  total: number
  seen: number
  same: number
  differ: number
  other: number
  stopped: number
  position: { at: string; id: string } | null
  created_at: Date
  finished_at: Date | null
}

type DifferenceTable = {
  realm: string
  run_id: string
  seq: number
  kind: RerunDifference['kind']
  case_id: string
  case_no: string
  decision_id: string
  rule_key: string
  rule_version: number
  as_of: string
  decided_at: Date
  before: string
  after: string
  record: Buffer
}

type Tables = { 'reruns.run': RunTable; 'reruns.difference': DifferenceTable }
export type RunRow = Selectable<RunTable>
export type DifferenceRow = Selectable<DifferenceTable>
export type RunChange = Updateable<RunTable>

const json = <Value>(value: Value) => sql<Value>`${JSON.stringify(value)}::jsonb`

export async function insertRun(tx: Tx, run: Insertable<RunTable>): Promise<void> {
  const row = {
    ...run,
    findings: json(run.findings),
    started_by: json(run.started_by),
    reaches: run.reaches === null ? null : json(run.reaches),
  }
  await tx
    .withTables<Tables>()
    .insertInto('reruns.run')
    .values(row as never)
    .execute()
}

export async function selectRun(db: Db, realm: string, id: string): Promise<RunRow | undefined> {
  const runs = db.withTables<Tables>().selectFrom('reruns.run').selectAll()
  return runs.where('realm', '=', realm).where('id', '=', id).executeTakeFirst()
}

/** Locks a run, so that two processes which both hold its job take turns. */
export async function lockRun(tx: Tx, realm: string, id: string): Promise<RunRow | undefined> {
  const runs = tx.withTables<Tables>().selectFrom('reruns.run').selectAll()
  return runs.where('realm', '=', realm).where('id', '=', id).forUpdate().executeTakeFirst()
}

/** The newest first. */
export async function selectRunsOf(
  db: Db,
  realm: string,
  accountId: string,
  { after, limit }: { after?: readonly [string, string]; limit: number },
): Promise<RunRow[]> {
  let runs = db
    .withTables<Tables>()
    .selectFrom('reruns.run')
    .selectAll()
    .where('realm', '=', realm)
    .where(sql`started_by ->> 'accountId'`, '=', accountId)
  if (after) runs = runs.where(sql<boolean>`(created_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`)
  return runs.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}

export async function updateRun(db: Db, realm: string, id: string, change: RunChange): Promise<void> {
  const { position, ...rest } = change
  const row = { ...rest, ...(position ? { position: json(position) } : {}) }
  await db
    .withTables<Tables>()
    .updateTable('reruns.run')
    .set(row as never)
    .where('realm', '=', realm)
    .where('id', '=', id)
    .execute()
}

export async function deleteRun(tx: Tx, realm: string, id: string): Promise<void> {
  await tx.withTables<Tables>().deleteFrom('reruns.run').where('realm', '=', realm).where('id', '=', id).execute()
}

/** Results are for a purpose, which is over some day. */
export async function deleteRunsBefore(tx: Tx, realm: string, before: Date): Promise<void> {
  await tx
    .withTables<Tables>()
    .deleteFrom('reruns.run')
    .where('realm', '=', realm)
    .where('created_at', '<', before)
    .execute()
}

export async function insertDifferences(tx: Tx, rows: DifferenceRow[]): Promise<void> {
  if (rows.length > 0) await tx.withTables<Tables>().insertInto('reruns.difference').values(rows).execute()
}

/** In the order the decisions were made. */
export async function selectDifferences(
  db: Db,
  realm: string,
  runId: string,
  find: { kind?: RerunDifference['kind']; caseNo?: string; after: number; limit: number },
): Promise<DifferenceRow[]> {
  let rows = db
    .withTables<Tables>()
    .selectFrom('reruns.difference')
    .selectAll()
    .where('realm', '=', realm)
    .where('run_id', '=', runId)
    .where('seq', '>', find.after)
  if (find.kind) rows = rows.where('kind', '=', find.kind)
  if (find.caseNo) rows = rows.where('case_no', '=', find.caseNo)
  return rows.orderBy('seq').limit(find.limit).execute()
}
