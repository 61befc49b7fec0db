import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { Item } from '../item.ts'
import type { AuthorityQuery, Exemptions, ItemMeasure, ProfileQuery, UnitProfile } from './contract.ts'

export type ProfileTable = {
  realm: string
  item_id: string
  version: number
  name: string
  type: string
  task_code: string | null
  department: string
  department_id: string | null
  level: string | null
  division_code: string | null
  basis: { law: string; article?: string }[]
  effective_on: string
  online: boolean
  for_persons: boolean
  id_only: boolean
  measure: ItemMeasure
  first_version: number
  first_measure: ItemMeasure
  exemptions: Exemptions
  score: number | null
  measured_at: Date
}
export type ProfileRow = Selectable<ProfileTable>

type Tables = { 'items.profile': ProfileTable }

/** Items whose version in force is not measured yet, with that version and the first, some at a time. */
export async function selectUnmeasured(db: Db, realm: string, limit: number) {
  const { rows } = await sql<{
    item_id: string
    version: number
    effective_on: string
    item: Item
    first_version: number
    first: Item
  }>`
    select e.item_id, e.version, v.effective_on, v.document as item, f.version as first_version, f.document as first
    from items.search_entry e
    join items.version v on v.realm = e.realm and v.item_id = e.item_id and v.version = e.version
    join lateral (select version, document from items.version o where o.realm = e.realm and o.item_id = e.item_id
                  order by o.version limit 1) f on true
    left join items.profile p on p.realm = e.realm and p.item_id = e.item_id
    where e.realm = ${realm} and p.version is distinct from e.version
    order by e.item_id limit ${limit}`.execute(db)
  return rows
}

export async function upsertProfiles(tx: Tx, rows: Insertable<ProfileTable>[]): Promise<void> {
  if (rows.length === 0) return
  const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb` as never
  const values = rows.map((row) => ({
    ...row,
    basis: json(row.basis),
    measure: json(row.measure),
    first_measure: json(row.first_measure),
    exemptions: json(row.exemptions),
  }))
  const changing = Object.keys(rows[0]!).filter(
    (name) => name !== 'realm' && name !== 'item_id',
  ) as (keyof ProfileTable)[]
  await tx
    .withTables<Tables>()
    .insertInto('items.profile')
    .values(values)
    .onConflict((on) =>
      on
        .columns(['realm', 'item_id'])
        .doUpdateSet((set) => Object.fromEntries(changing.map((name) => [name, set.ref(`excluded.${name}`)])) as never),
    )
    .execute()
}

/** What is no longer offered has no profile. */
export async function deleteWithdrawn(db: Db, realm: string): Promise<void> {
  await sql`delete from items.profile p where p.realm = ${realm}
    and not exists (select from items.search_entry e where e.realm = p.realm and e.item_id = p.item_id)`.execute(db)
}

export async function selectProfile(db: Db, realm: string, itemId: string): Promise<ProfileRow | undefined> {
  return profiles(db, realm).where('item_id', '=', itemId).executeTakeFirst()
}

/** The best scored first, then by id; without a score last. */
export async function listProfiles(
  db: Db,
  realm: string,
  query: Omit<ProfileQuery, 'cursor' | 'limit'> & { limit: number; after?: readonly [number, string] },
): Promise<ProfileRow[]> {
  let found = profiles(db, realm)
  if (query.department) found = found.where('department', '=', query.department)
  if (query.online !== undefined) found = found.where('online', '=', query.online)
  if (query.idOnly !== undefined) found = found.where('id_only', '=', query.idOnly)
  if (query.changed) found = found.whereRef('version', '>', 'first_version')
  const visits = sql<number | null>`(measure->>'visits')::int`
  if (query.visits === 'unknown') found = found.where(visits, 'is', null)
  if (query.visits === 'none') found = found.where(visits, '=', 0)
  if (query.visits === 'one') found = found.where(visits, '=', 1)
  if (query.visits === 'more') found = found.where(visits, '>', 1)
  if (query.after)
    found = found.where(
      sql<boolean>`(-coalesce(score, -1), item_id) > (${-query.after[0]}::int, ${query.after[1]}::uuid)`,
    )
  return found.orderBy(sql`-coalesce(score, -1)`).orderBy('item_id').limit(query.limit).execute()
}

/** Each unit's items together, the best first. */
export async function summariseUnits(db: Db, realm: string): Promise<UnitProfile[]> {
  const { rows } = await sql<Omit<UnitProfile, 'score'> & { score: number | null }>`
    select department, count(*)::int as items, count(*) filter (where online)::int as online,
      count(*) filter (where id_only)::int as "idOnly",
      count(*) filter (where (measure->>'free')::int > 0)::int as "withFree",
      count(*) filter (where (measure->>'visits')::int = 0)::int as "noVisit",
      count(*) filter (where (measure->>'visits')::int = 1)::int as "oneVisit",
      count(*) filter (where (measure->>'visits')::int > 1)::int as "moreVisits",
      count(*) filter (where measure->>'visits' is null)::int as "unknownVisits",
      count(*) filter (where (measure->>'instant')::boolean)::int as instant,
      count(*) filter (where (measure->>'instant')::boolean and not (first_measure->>'instant')::boolean)::int as "becameInstant",
      coalesce(sum((first_measure->>'uploads')::int - (measure->>'uploads')::int), 0)::int as "uploadsCut",
      coalesce(sum((first_measure->'promised'->>'days')::int - (measure->'promised'->>'days')::int) filter (
        where first_measure->'promised'->>'unit' = measure->'promised'->>'unit' or measure->'promised'->>'unit' = 'instant'), 0)::int as "daysCut",
      round(avg(score) filter (where online), 1)::float8 as score
    from items.profile where realm = ${realm}
    group by department
    order by avg(score) filter (where online) desc nulls last, count(*) desc, department
    limit 1000`.execute(db)
  return rows.map(({ score, ...unit }) => ({ ...unit, ...(score === null ? {} : { score }) }))
}

/** Powers (types 00 to 19) in the order of their ids, for systems that read them all. */
export async function listAuthority(
  db: Db,
  realm: string,
  query: Omit<AuthorityQuery, 'cursor'> & { after?: string },
): Promise<ProfileRow[]> {
  let found = profiles(db, realm).where('type', '<', '20')
  const { department, level, division, type, code, after } = query
  if (department)
    found = found.where((where) =>
      where.or([where('department', '=', department), where('department_id', '=', department)]),
    )
  if (level) found = found.where('level', '=', level)
  if (division) found = found.where('division_code', '^@', division.replace(/(?:00)+$/, ''))
  if (type) found = found.where('type', '=', type)
  if (code) found = found.where('task_code', '=', code)
  if (after) found = found.where('item_id', '>', after)
  return found.orderBy('item_id').limit(query.limit).execute()
}

const profiles = (db: Db, realm: string) =>
  db.withTables<Tables>().selectFrom('items.profile').selectAll().where('realm', '=', realm)
