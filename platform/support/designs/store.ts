import type { Insertable, Selectable } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { DesignKind } from './contract.ts'

type DraftTable = {
  realm: string
  kind: DesignKind
  key: string
  division_code: string
  pack: string
  title: string
  text: string
  revision: number
  based_on: number | null
  updated_by: string
  updated_at: Date
}
type ActTable = {
  realm: string
  id: string
  kind: DesignKind
  key: string
  verb: 'begin' | 'publish' | 'discard'
  version: number | null
  valid_from: string | null
  reason: string | null
  account_id: string
  actor_name: string
  at: Date
}
type Tables = { 'designs.draft': DraftTable; 'designs.act': ActTable }
export type DraftRow = Selectable<DraftTable>
export type ActRow = Selectable<ActTable>

/** False when somebody else began one a moment ago. */
export async function insertDraft(tx: Tx, row: Insertable<DraftTable>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .withTables<Tables>()
    .insertInto('designs.draft')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** False when it is no longer at the revision that was read. */
export async function updateDraft(db: Db, row: DraftRow, read: number): Promise<boolean> {
  const { realm, kind, key, title, text, revision, updated_by, updated_at } = row
  const { numUpdatedRows } = await db
    .withTables<Tables>()
    .updateTable('designs.draft')
    .set({ title, text, revision, updated_by, updated_at })
    .where('realm', '=', realm)
    .where('kind', '=', kind)
    .where('key', '=', key)
    .where('revision', '=', read)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** False when it is gone, or no longer at the revision that was read. */
export async function deleteDraft(tx: Tx, { realm, kind, key, revision }: DraftRow): Promise<boolean> {
  const { numDeletedRows } = await tx
    .withTables<Tables>()
    .deleteFrom('designs.draft')
    .where('realm', '=', realm)
    .where('kind', '=', kind)
    .where('key', '=', key)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

export async function selectDraft(db: Db, realm: string, kind: DesignKind, key: string): Promise<DraftRow | undefined> {
  return db
    .withTables<Tables>()
    .selectFrom('designs.draft')
    .selectAll()
    .where('realm', '=', realm)
    .where('kind', '=', kind)
    .where('key', '=', key)
    .executeTakeFirst()
}

/** Drafts of the realm; drafts are few, so all at once. */
export async function selectDrafts(db: Db, realm: string): Promise<DraftRow[]> {
  return db
    .withTables<Tables>()
    .selectFrom('designs.draft')
    .selectAll()
    .where('realm', '=', realm)
    .orderBy('key')
    .execute()
}

export async function insertAct(tx: Tx, row: Insertable<ActTable>): Promise<void> {
  await tx.withTables<Tables>().insertInto('designs.act').values(row).execute()
}

export async function selectPublications(db: Db, realm: string, kind: DesignKind, key: string): Promise<ActRow[]> {
  return db
    .withTables<Tables>()
    .selectFrom('designs.act')
    .selectAll()
    .where('realm', '=', realm)
    .where('kind', '=', kind)
    .where('key', '=', key)
    .where('verb', '=', 'publish')
    .execute()
}
