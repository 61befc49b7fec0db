import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#ground/database/index.ts'
import type { EntryContent } from '../contract.ts'

/** An entry as the public sees it: what is in force and open, freely or on conditions. */
export type OpenEntry = {
  id: string
  code: string
  department_id: string
  live: EntryContent
  version: number
  first_published_at: Date
  published_at: Date
  changed_at: Date
}

export type OpenFilter = {
  words?: readonly string[]
  ids?: readonly string[]
  departments?: readonly string[]
  tags?: readonly string[]
  formats?: readonly string[]
  licences?: readonly string[]
  groups?: readonly string[]
}

const isOpen = sql`live is not null and live #>> '{opening,type}' <> 'closed'`
const escaped = (text: string) => `%${text.replace(/[\\%_]/g, (char) => `\\${char}`)}%`
/** The subject a classification belongs to: 类 and 项. */
const groupSql = sql`substr(live ->> 'classification', 1, 3)`

function where(realm: string, filter: OpenFilter): RawBuilder<unknown> {
  const { words = [], ids, departments, tags, formats, licences, groups } = filter
  const parts = [
    sql`realm = ${realm}`,
    isOpen,
    ...words.map((word) => sql`(search like ${escaped(word)} or code like ${escaped(word)})`),
    ...(ids
      ? [sql`(id::text = any(${[...ids]}) or code = any(${[...ids]}) or replace(code, '/', '-') = any(${[...ids]}))`]
      : []),
    ...(departments ? [sql`department_id = any(${[...departments]})`] : []),
    ...(tags ?? []).map((tag) => sql`live -> 'keywords' ? ${tag}`),
    ...(formats ? [sql`live ->> 'format' = any(${[...formats]})`] : []),
    ...(licences ? [sql`live #>> '{opening,type}' = any(${[...licences]})`] : []),
    ...(groups ? [sql`${groupSql} = any(${[...groups]})`] : []),
  ]
  return sql.join(parts, sql` and `)
}

export type Order = { by: 'changed' | 'name' | 'published'; descending: boolean }

const orders = { changed: sql`changed_at`, name: sql`live ->> 'name'`, published: sql`first_published_at` }

export async function listOpen(
  db: Db,
  realm: string,
  filter: OpenFilter,
  page: { limit: number; offset: number; order: Order },
): Promise<OpenEntry[]> {
  const by = orders[page.order.by]
  const { rows } = await sql<OpenEntry>`select id, code, department_id, live, version, first_published_at, published_at,
      changed_at from catalogue.entry where ${where(realm, filter)}
    order by ${by} ${page.order.descending ? sql`desc` : sql`asc`}, id limit ${page.limit} offset ${page.offset}`.execute(
    db,
  )
  return rows
}

export async function countOpen(db: Db, realm: string, filter: OpenFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from catalogue.entry
    where ${where(realm, filter)}`.execute(db)
  return rows[0]!.count
}

export type FacetName = 'organization' | 'tags' | 'res_format' | 'license_id' | 'groups'

/** How many of what the filter finds have each value: one statement for all facets. */
export async function countOpenFacets(
  db: Db,
  realm: string,
  filter: OpenFilter,
): Promise<{ facet: FacetName; value: string; count: number }[]> {
  const { rows } = await sql<{ facet: FacetName; value: string; count: number }>`
    select facet, value, count(*)::int as count from catalogue.entry, lateral (
      values ('organization', department_id), ('res_format', live ->> 'format'), ('license_id', live #>> '{opening,type}'),
        ('groups', ${groupSql})
      union all select 'tags', jsonb_array_elements_text(live -> 'keywords')) as each (facet, value)
    where ${where(realm, filter)} group by facet, value order by facet, count desc, value`.execute(db)
  return rows
}
