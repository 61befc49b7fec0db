import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { ScoreRow, Tables, WarningRow, WatchRow } from '../rows.ts'
import type { After } from '../store.ts'

const tables = (db: Db) => db.withTables<Tables>()

export async function currentScore(db: Db, realm: string, entityId: string): Promise<ScoreRow | undefined> {
  return tables(db)
    .selectFrom('credit.score')
    .selectAll()
    .where('realm', '=', realm)
    .where('entity_id', '=', entityId)
    .where('current', '=', true)
    .executeTakeFirst()
}

export async function loadScore(db: Db, realm: string, id: string): Promise<ScoreRow | undefined> {
  return tables(db)
    .selectFrom('credit.score')
    .selectAll()
    .where('realm', '=', realm)
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function listScores(db: Db, realm: string, entityId: string): Promise<ScoreRow[]> {
  return tables(db)
    .selectFrom('credit.score')
    .selectAll()
    .where('realm', '=', realm)
    .where('entity_id', '=', entityId)
    .orderBy('at', 'desc')
    .limit(50)
    .execute()
}

/** The new one takes the place of the one before it. Two at once wait for each other at the party's row. */
export async function replaceScore(tx: Tx, row: ScoreRow): Promise<void> {
  await tables(tx)
    .updateTable('credit.score')
    .set({ current: false })
    .where('realm', '=', row.realm)
    .where('entity_id', '=', row.entity_id)
    .where('current', '=', true)
    .execute()
  await tables(tx).insertInto('credit.score').values(row).execute()
}

/** Holds the party until the transaction ends. */
export async function lockEntity(tx: Tx, realm: string, id: string): Promise<void> {
  await sql`select 1 from credit.entity where realm = ${realm} and id = ${id} for update`.execute(tx)
}

export async function insertWatch(tx: Tx, row: WatchRow): Promise<boolean> {
  const added = await tables(tx)
    .insertInto('credit.watch')
    .values(row)
    .onConflict((found) =>
      found.columns(['realm', 'entity_id', 'department_id']).where('ended_at', 'is', null).doNothing(),
    )
    .returning('id')
    .execute()
  return added.length > 0
}

export async function listWatches(
  db: Db,
  realm: string,
  query: { departments?: readonly string[]; entityId?: string; limit: number },
): Promise<WatchRow[]> {
  let found = tables(db).selectFrom('credit.watch').selectAll().where('realm', '=', realm).where('ended_at', 'is', null)
  if (query.departments) found = found.where(sql<boolean>`department_id = any(${[...query.departments]})`)
  if (query.entityId) found = found.where('entity_id', '=', query.entityId)
  return found.orderBy('since', 'desc').limit(query.limit).execute()
}

export async function endWatch(
  tx: Tx,
  realm: string,
  id: string,
  departments: readonly string[],
  at: Date,
): Promise<boolean> {
  const ended = await tables(tx)
    .updateTable('credit.watch')
    .set({ ended_at: sql<Date>`coalesce(ended_at, ${at})` })
    .where('realm', '=', realm)
    .where('id', '=', id)
    .where(sql<boolean>`department_id = any(${[...departments]})`)
    .returning('id')
    .execute()
  return ended.length > 0
}

export async function insertWarnings(tx: Tx, rows: WarningRow[]): Promise<void> {
  if (rows.length > 0) await tables(tx).insertInto('credit.warning').values(rows).execute()
}

export async function listWarnings(
  db: Db,
  realm: string,
  query: { departments: readonly string[]; open?: boolean; after?: After; limit: number },
): Promise<WarningRow[]> {
  let found = tables(db)
    .selectFrom('credit.warning')
    .selectAll()
    .where('realm', '=', realm)
    .where(sql<boolean>`department_id = any(${[...query.departments]})`)
    .limit(query.limit)
  if (query.open) found = found.where('handled_at', 'is', null)
  if (query.after)
    found = found.where(sql<boolean>`(at, id) < (${query.after[0]}::timestamptz, ${query.after[1]}::uuid)`)
  return found.orderBy('at', 'desc').orderBy('id', 'desc').execute()
}

/** Undefined when it is not of these offices, or handled already. */
export async function handleWarning(
  tx: Tx,
  realm: string,
  id: string,
  departments: readonly string[],
  handled: { handled_at: Date; handled_by: string; how: string },
): Promise<WarningRow | undefined> {
  return tables(tx)
    .updateTable('credit.warning')
    .set(handled)
    .where('realm', '=', realm)
    .where('id', '=', id)
    .where('handled_at', 'is', null)
    .where(sql<boolean>`department_id = any(${[...departments]})`)
    .returningAll()
    .executeTakeFirst()
}
