import { type RawBuilder, sql } from 'kysely'
import { type Db, plannedAfresh, type Tx } from '#ground/database/index.ts'
import type { SearchEntryTable, Tables } from '../tables.ts'
import type { ItemCard, ItemFacets, ItemSearch } from './contract.ts'
import type { SearchQuery } from './query.ts'

/** Rows ranked per query: enough for any list a person reads. */
const MOST_RANKED = 2000

export async function replaceEntries(tx: Tx, entries: SearchEntryTable[]): Promise<void> {
  if (entries.length === 0) return
  await tx
    .withTables<Tables>()
    .insertInto('items.search_entry')
    .values(
      entries.map((entry) => ({
        ...entry,
        card: sql<ItemCard>`${JSON.stringify(entry.card)}::jsonb`,
        name_tokens: sql<string>`${entry.name_tokens}::tsvector`,
        tokens: sql<string>`${entry.tokens}::tsvector`,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['realm', 'item_id']).doUpdateSet((set) => ({
        version: set.ref('excluded.version'),
        name: set.ref('excluded.name'),
        name_key: set.ref('excluded.name_key'),
        type: set.ref('excluded.type'),
        department: set.ref('excluded.department'),
        audiences: set.ref('excluded.audiences'),
        themes: set.ref('excluded.themes'),
        online: set.ref('excluded.online'),
        card: set.ref('excluded.card'),
        name_tokens: set.ref('excluded.name_tokens'),
        tokens: set.ref('excluded.tokens'),
      })),
    )
    .execute()
}

export async function deleteEntry(tx: Tx, realm: string, itemId: string): Promise<void> {
  await tx
    .withTables<Tables>()
    .deleteFrom('items.search_entry')
    .where('realm', '=', realm)
    .where('item_id', '=', itemId)
    .execute()
}

/** Up to `limit` cards in the order of their names, after the given key. */
export async function listCards(
  db: Db,
  realm: string,
  search: ItemSearch & { themes?: string[] },
  limit: number,
  after?: { nameKey: string; id: string },
): Promise<{ card: ItemCard; nameKey: string }[]> {
  const later = after ? sql`and (name_key collate "C", item_id) > (${after.nameKey}, ${after.id}::uuid)` : sql``
  const { rows } = await sql<{ card: ItemCard; nameKey: string }>`${plannedAfresh}
    select card, name_key as "nameKey" from items.search_entry
    where ${matching(realm, search)} ${later}
    order by name_key collate "C", item_id limit ${limit}`.execute(db)
  return rows
}

/** The cards of these items, as they can be found today, in the order asked for. */
export async function selectCards(db: Db, realm: string, ids: readonly string[]): Promise<ItemCard[]> {
  if (ids.length === 0) return []
  const rows = await db
    .withTables<Tables>()
    .selectFrom('items.search_entry')
    .select(['item_id', 'card'])
    .where('realm', '=', realm)
    .where('item_id', 'in', [...ids])
    .execute()
  const found = new Map(rows.map(({ item_id, card }) => [item_id, card]))
  return ids.flatMap((id) => found.get(id) ?? [])
}

/** The ids of all that can be found today. */
export async function selectIds(db: Db, realm: string): Promise<string[]> {
  const rows = await db
    .withTables<Tables>()
    .selectFrom('items.search_entry')
    .select('item_id')
    .where('realm', '=', realm)
    .orderBy('item_id')
    .execute()
  return rows.map(({ item_id }) => item_id)
}

/** How many items bear each theme, all themes there are. */
export async function countThemes(db: Db, realm: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ theme: string; count: number }>`
    select theme, count(*)::int as count from items.search_entry, unnest(themes) as theme
    where realm = ${realm} group by theme`.execute(db)
  return new Map(rows.map(({ theme, count }) => [theme, Number(count)]))
}

/** Where a search looks: in names, or in everything else of those whose names do not answer. */
export type Layer = 'names' | 'texts'

/**
 * Cards by how well they answer: names that are or hold the whole query first, then words in names (weight A) and everyday
 * names (B); in the second layer departments and themes (C), materials and conditions (D). What an everyday word may mean
 * counts a third of what was said.
 */
export async function rankCards(
  db: Db,
  realm: string,
  search: ItemSearch,
  query: SearchQuery,
  window: { layer: Layer; limit: number; offset: number },
): Promise<ItemCard[]> {
  const wanted = wantedBy(query)
  const vector = window.layer === 'names' ? sql`name_tokens` : sql`tokens`
  const inLayer = window.layer === 'names' ? sql`` : sql`and not name_tokens @@ ${wanted}`
  const meant = query.meant ? sql`+ 20 * ts_rank('{0.005,0.05,0.3,1}', ${vector}, ${query.meant}::tsquery)` : sql``
  const { rows } = await sql<{ card: ItemCard }>`${plannedAfresh}
    with found as materialized (
      select item_id, name, ${vector}, online from items.search_entry
      where ${matching(realm, search)} and ${vector} @@ ${wanted} ${inLayer} limit ${MOST_RANKED}
    ), ranked as (
      select item_id,
        60 * ts_rank('{0.005,0.05,0.3,1}', ${vector}, ${query.direct}::tsquery) ${meant}
        + case when lower(name) = ${query.text} then 100
               when starts_with(lower(name), ${query.text}) then 40
               when strpos(lower(name), ${query.text}) > 0 then 30 else 0 end
        + case when online then 3 else 0 end
        - least(length(name), 60) * 0.02 as score
      from found order by score desc, item_id limit ${window.limit} offset ${window.offset}
    )
    select e.card from ranked r join items.search_entry e on e.realm = ${realm} and e.item_id = r.item_id
    order by r.score desc, r.item_id`.execute(db)
  return rows.map(({ card }) => card)
}

/** How the found items spread, at most twenty values of each kind. */
export async function countFacets(db: Db, realm: string, search: ItemSearch, query?: SearchQuery): Promise<ItemFacets> {
  const { rows } = await sql<{ facet: keyof ItemFacets; value: string; count: number }>`${plannedAfresh}
    with found as materialized (
      select type, department, audiences, themes from items.search_entry
      where ${matching(realm, search)} ${query ? sql`and tokens @@ ${wantedBy(query)}` : sql``}
    ), counted as (
      select 'type' as facet, type as value, count(*) as count from found group by 2
      union all select 'department', department, count(*) from found group by 2
      union all select 'audience', unnest(audiences), count(*) from found group by 2
      union all select 'theme', unnest(themes), count(*) from found group by 2
    ), placed as (
      select *, row_number() over (partition by facet order by count desc, value) as place from counted
    )
    select facet, value, count from placed where place <= 20 order by facet, place`.execute(db)
  const of = (facet: keyof ItemFacets) =>
    rows.filter((row) => row.facet === facet).map(({ value, count }) => ({ value, count }))
  return { audience: of('audience'), type: of('type'), department: of('department'), theme: of('theme') }
}

function wantedBy(query: SearchQuery): RawBuilder<unknown> {
  return query.meant ? sql`(${query.direct}::tsquery || ${query.meant}::tsquery)` : sql`${query.direct}::tsquery`
}

function matching(realm: string, search: ItemSearch & { themes?: string[] }): RawBuilder<unknown> {
  const conditions = [
    sql`realm = ${realm}`,
    search.type === undefined ? undefined : sql`type = ${search.type}`,
    search.department === undefined ? undefined : sql`department = ${search.department}`,
    search.audience === undefined ? undefined : sql`audiences @> array[${search.audience}]::text[]`,
    search.theme === undefined ? undefined : sql`themes @> array[${search.theme}]::text[]`,
    search.themes === undefined ? undefined : sql`themes && ${search.themes}::text[]`,
    search.online === undefined ? undefined : sql`online = ${search.online}`,
  ].filter((condition) => condition !== undefined)
  return sql.join(conditions, sql` and `)
}
