import { createHash } from 'node:crypto'
import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { Item } from '../item.ts'
import type { ImportRowTable, ImportRunTable, ItemTable, Tables } from '../tables.ts'
import type { ImportRow } from './contract.ts'

export type RunRow = Selectable<ImportRunTable>
export type NewRow = Insertable<ImportRowTable>

export async function insertRun(tx: Tx, run: Insertable<ImportRunTable>): Promise<void> {
  await tx.withTables<Tables>().insertInto('items.import_run').values(run).execute()
}

export async function selectRun(db: Db, realm: string, id: string): Promise<RunRow | undefined> {
  const runs = db.withTables<Tables>().selectFrom('items.import_run').selectAll()
  return await runs.where('realm', '=', realm).where('id', '=', id).executeTakeFirst()
}

export async function selectRuns(db: Db, realm: string, limit: number): Promise<RunRow[]> {
  const runs = db.withTables<Tables>().selectFrom('items.import_run').selectAll().where('realm', '=', realm)
  return await runs.orderBy('created_at', 'desc').limit(limit).execute()
}

export async function updateRun(db: Db, realm: string, id: string, change: Updateable<ImportRunTable>): Promise<void> {
  const run = db.withTables<Tables>().updateTable('items.import_run').set(change)
  await run.where('realm', '=', realm).where('id', '=', id).execute()
}

/** Two imports at once take turns batch by batch, so that neither adds what the other is adding. */
export async function takeTurn(tx: Tx, realm: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`items.import:${realm}`}))`.execute(tx)
}

/** The items of a catalogue that stand under these keys, locked against editors. */
export async function lockByKeys(
  tx: Tx,
  realm: string,
  catalogue: string,
  keys: string[],
): Promise<Selectable<ItemTable>[]> {
  return await tx
    .withTables<Tables>()
    .selectFrom('items.item')
    .selectAll()
    .where('realm', '=', realm)
    .where('catalogue', '=', catalogue)
    .where('catalogue_key', '=', sql<string>`any(${keys}::text[])`)
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** Of these national codes, those that some item has. */
export async function selectTakenCodes(tx: Tx, realm: string, codes: Item['codes'][]): Promise<Set<string>> {
  const rows = await tx
    .withTables<Tables>()
    .selectFrom('items.item')
    .select(['task_code', 'task_handle_item'])
    .where('realm', '=', realm)
    .where('task_code', '=', sql<string>`any(${codes.map(({ taskCode }) => taskCode ?? '')}::text[])`)
    .execute()
  return new Set(rows.map((row) => `${row.task_code} ${row.task_handle_item}`))
}

/** Of these keys, those that an earlier line of this run has brought in. */
export async function selectKeysOfRun(tx: Tx, realm: string, runId: string, keys: string[]): Promise<Set<string>> {
  const rows = await tx
    .withTables<Tables>()
    .selectFrom('items.import_row')
    .select('catalogue_key')
    .where('realm', '=', realm)
    .where('run_id', '=', runId)
    .where('catalogue_key', '=', sql<string>`any(${keys}::text[])`)
    .where('state', '!=', 'refused')
    .execute()
  return new Set(rows.map((row) => row.catalogue_key ?? ''))
}

export async function insertRows(tx: Tx, rows: NewRow[]): Promise<void> {
  if (rows.length === 0) return
  const values = rows.map((row) => ({
    ...row,
    repairs: sql<ImportRow['repairs']>`${JSON.stringify(row.repairs)}::jsonb`,
  }))
  await tx.withTables<Tables>().insertInto('items.import_row').values(values).execute()
}

/** Rows of a run in the order of the file, after a line. */
export async function selectRows(
  db: Db,
  realm: string,
  runId: string,
  find: { state?: ImportRow['state']; after: number; limit: number },
): Promise<Selectable<ImportRowTable>[]> {
  const rows = db.withTables<Tables>().selectFrom('items.import_row').selectAll()
  const ofRun = rows.where('realm', '=', realm).where('run_id', '=', runId).where('line', '>', find.after)
  const ofState = find.state ? ofRun.where('state', '=', find.state) : ofRun
  return await ofState.orderBy('line').limit(find.limit).execute()
}

/** What a row says, so that a later import can tell whether it says something else. */
export function hashOf(item: Item): string {
  return createHash('sha256').update(JSON.stringify(item)).digest('hex')
}
