import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { Item } from './item.ts'
import type { ItemTable, Tables, VersionTable } from './tables.ts'

export type ItemRow = Selectable<ItemTable>
export type VersionRow = Selectable<VersionTable>

export async function selectItem(db: Db, realm: string, id: string): Promise<ItemRow | undefined> {
  return await items(db).selectAll().where('realm', '=', realm).where('id', '=', id).executeTakeFirst()
}

/** The item for changing: others wait until this transaction ends. */
export async function lockItem(tx: Tx, realm: string, id: string): Promise<ItemRow | undefined> {
  return await items(tx).selectAll().where('realm', '=', realm).where('id', '=', id).forUpdate().executeTakeFirst()
}

export async function lockPackItem(tx: Tx, realm: string, packKey: string): Promise<ItemRow | undefined> {
  const found = items(tx).selectAll().where('realm', '=', realm).where('pack_key', '=', packKey)
  return await found.forUpdate().executeTakeFirst()
}

/** The item that a pack declared under this key. */
export async function selectPackItemId(db: Db, realm: string, packKey: string): Promise<string | undefined> {
  const found = items(db).select('id').where('realm', '=', realm).where('pack_key', '=', packKey)
  return (await found.executeTakeFirst())?.id
}

export async function insertItems(tx: Tx, rows: Insertable<ItemTable>[]): Promise<void> {
  if (rows.length === 0) return
  const values = rows.map((row) => ({ ...row, draft: row.draft ? json(row.draft) : null }))
  await tx.withTables<Tables>().insertInto('items.item').values(values).execute()
}

export async function updateItem(tx: Tx, realm: string, id: string, change: Updateable<ItemTable>): Promise<void> {
  const { draft, ...rest } = change
  await tx
    .withTables<Tables>()
    .updateTable('items.item')
    .set({ ...rest, ...(draft === undefined ? {} : { draft: draft ? json(draft) : null }) })
    .set((expression) => ({ row_version: expression('row_version', '+', 1) }))
    .where('realm', '=', realm)
    .where('id', '=', id)
    .execute()
}

export async function insertVersions(tx: Tx, rows: Insertable<VersionTable>[]): Promise<void> {
  if (rows.length === 0) return
  const values = rows.map((row) => ({ ...row, document: json(row.document) }))
  await tx.withTables<Tables>().insertInto('items.version').values(values).execute()
}

export async function selectVersion(db: Db, realm: string, itemId: string, version: number) {
  return await versions(db, realm, itemId).selectAll().where('version', '=', version).executeTakeFirst()
}

export async function selectVersions(db: Db, realm: string, itemId: string) {
  const { ref } = db.dynamic
  return await versions(db, realm, itemId)
    .select(['version', 'effective_on', 'cancel_on', 'note', 'published_by', 'published_at'])
    .select(sql<string>`${ref('document')} ->> 'name'`.as('name'))
    .orderBy('version', 'desc')
    .limit(500)
    .execute()
}

/** The version in force on the day: the newest that has begun, unless it has ended. */
export async function selectInForce(
  db: Db,
  realm: string,
  itemId: string,
  day: string,
): Promise<VersionRow | undefined> {
  const newest = await versions(db, realm, itemId)
    .selectAll()
    .where('effective_on', '<=', day)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest && (newest.cancel_on === null || newest.cancel_on > day) ? newest : undefined
}

/** Items offered on the day whose licence can be renewed, with the version in force. */
export async function selectRenewable(db: Db, realm: string, day: string): Promise<{ id: string; version: number }[]> {
  const { rows } = await sql<{ id: string; version: number }>`
    select i.id, v.version from items.item i
    join lateral (
      select version, cancel_on, document from items.version v
      where v.realm = i.realm and v.item_id = i.id and v.effective_on <= ${day} order by v.version desc limit 1
    ) v on (v.cancel_on is null or v.cancel_on > ${day}) and v.document ?| array['renewal', 'changes']
    where i.realm = ${realm} and i.state = 'published' and i.curated`.execute(db)
  return rows
}

/** The number of the version in force on the day of an item that is offered. */
export async function selectOffered(db: Db, realm: string, id: string, day: string): Promise<number | undefined> {
  const { rows } = await sql<{ version: number; cancel_on: string | null }>`
    select v.version, v.cancel_on
    from items.item i join items.version v on v.realm = i.realm and v.item_id = i.id
    where i.realm = ${realm} and i.id = ${id} and i.state = 'published' and v.effective_on <= ${day}
    order by v.version desc limit 1`.execute(db)
  const newest = rows[0]
  return newest && (newest.cancel_on === null || newest.cancel_on > day) ? newest.version : undefined
}

/** The item and its version in force in one look-up, for the guide. */
export async function selectGuide(db: Db, realm: string, id: string, day: string) {
  return await items(db)
    .innerJoinLateral(
      (from) =>
        from
          .selectFrom('items.version as v')
          .select(['v.version', 'v.document', 'v.effective_on', 'v.cancel_on'])
          .whereRef('v.realm', '=', 'items.item.realm')
          .whereRef('v.item_id', '=', 'items.item.id')
          .where('v.effective_on', '<=', day)
          .orderBy('v.version', 'desc')
          .limit(1)
          .as('current'),
      (join) => join.onTrue(),
    )
    .select(['id', 'state', 'origin', 'division_code', 'row_version'])
    .select((select) => select('draft', 'is not', null).as('has_draft'))
    .select(['current.version', 'current.document', 'current.effective_on', 'current.cancel_on'])
    .where('realm', '=', realm)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The items with an open draft below any of these divisions, the last changed first. */
export async function selectDrafts(db: Db, realm: string, prefixes: string[]): Promise<ItemRow[]> {
  const found = items(db).selectAll().where('realm', '=', realm).where('draft', 'is not', null)
  const own = sql<boolean>`division_code ^@ any(${prefixes}::text[])`
  return await found.where(own).orderBy('updated_at', 'desc').orderBy('id').limit(200).execute()
}

/** Whether a different item holds this national code. */
export async function selectCodeHolder(db: Db, realm: string, codes: Item['codes'], except: string) {
  if (!codes.taskCode) return undefined
  return await items(db)
    .select('id')
    .where('realm', '=', realm)
    .where('task_code', '=', codes.taskCode)
    .where('task_handle_item', '=', codes.taskHandleItem ?? '')
    .where('id', '!=', except)
    .executeTakeFirst()
}

const items = (db: Db) => db.withTables<Tables>().selectFrom('items.item')

const versions = (db: Db, realm: string, itemId: string) =>
  db.withTables<Tables>().selectFrom('items.version').where('realm', '=', realm).where('item_id', '=', itemId)

/** Objects go as JSON text: the driver would make PostgreSQL arrays of lists. */
const json = (value: Item) => sql<Item>`${JSON.stringify(value)}::jsonb`
