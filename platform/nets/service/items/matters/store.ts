import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#ground/database/index.ts'
import type { Item } from '../item.ts'

export type InForce = { id: string; packKey: string | null; item: Item }

/** Items that are offered on the day and meet a condition over `i` (the item) and `v` (its version in force). */
async function selectOfferedWhere(db: Db, realm: string, day: string, condition: RawBuilder<unknown>) {
  const { rows } = await sql<InForce>`
    select i.id, i.pack_key as "packKey", v.document as item from items.item i
    join lateral (
      select cancel_on, document from items.version v
      where v.realm = i.realm and v.item_id = i.id and v.effective_on <= ${day} order by v.version desc limit 1
    ) v on v.cancel_on is null or v.cancel_on > ${day}
    where i.realm = ${realm} and i.state = 'published' and ${condition}
    order by i.name collate "C", i.id`.execute(db)
  return rows
}

export const selectMatters = (db: Db, realm: string, day: string) =>
  selectOfferedWhere(db, realm, day, sql`v.document ? 'matter'`)

export const selectOfPacks = (db: Db, realm: string, day: string, keys: readonly string[]) =>
  selectOfferedWhere(db, realm, day, sql`i.pack_key = any(${[...keys]})`)
