import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { EntryContent, EntryState, Measure } from './contract.ts'

export type EntryRecord = {
  realm: string
  id: string
  code: string | null
  department_id: string
  state: EntryState
  content: EntryContent
  live: EntryContent | null
  version: number
  revision: number
  submitted_by: string | null
  changed_at: Date
  first_published_at: Date | null
  published_at: Date | null
  mount_tested_at: Date | null
  mount_ok: boolean | null
  mount_rows: string | null
  mount_says: string | null
}

const columns = sql`realm, id, code, department_id, state, content, live, version, revision, submitted_by, changed_at,
  first_published_at, published_at, mount_tested_at, mount_ok, mount_rows, mount_says`

export type Filter = {
  /** Departments whose drafts the reader sees, too. */
  own: readonly string[]
  q?: string
  department?: string
  sharing?: string
  opening?: string
  grade?: string
  cycle?: string
  state?: EntryState
  measure?: Measure
  holds?: boolean
}

const gradeSql = sql`(select coalesce(max((item ->> 'grade')::int), 0) from jsonb_array_elements(shown -> 'items') as item)`

/** Collected: in a table of record of the platform, with rows. Shared: not refused. Mounted: its last test passed. */
const measures: Record<Measure, RawBuilder<boolean>> = {
  catalogued: sql`live #>> '{mount,register}' is not null`,
  collected: sql`live #>> '{mount,kind}' = 'register' and mount_ok is true and mount_rows > 0`,
  shared: sql`live #>> '{sharing,type}' <> 'refused'`,
  mounted: sql`mount_ok is true`,
}

const escaped = (text: string) => `%${text.replace(/[\\%_]/g, (char) => `\\${char}`)}%`

function where(realm: string, filter: Filter): RawBuilder<unknown> {
  const { q, department, sharing, opening, grade, cycle, state, measure, holds = true } = filter
  const words = (q ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 6)
  const parts = [
    sql`realm = ${realm}`,
    sql`(live is not null or department_id = any(${[...filter.own]}))`,
    ...words.map((word) => sql`(search like ${escaped(word)} or code like ${escaped(word)})`),
    ...(department ? [sql`department_id = ${department}`] : []),
    ...(sharing ? [sql`shown #>> '{sharing,type}' = ${sharing}`] : []),
    ...(opening ? [sql`shown #>> '{opening,type}' = ${opening}`] : []),
    ...(cycle ? [sql`shown ->> 'cycle' = ${cycle}`] : []),
    ...(grade ? [sql`${gradeSql} = ${Number(grade)}`] : []),
    ...(state ? [sql`state = ${state}`] : []),
    ...(measure ? [sql`live is not null and coalesce(${measures[measure]}, false) = ${holds}`] : []),
  ]
  return sql.join(parts, sql` and `)
}

export async function listEntries(
  db: Db,
  realm: string,
  filter: Filter & { limit: number; before?: readonly [string, string] },
): Promise<EntryRecord[]> {
  const { rows } = await sql<EntryRecord>`select ${columns} from catalogue.entry
    where ${where(realm, filter)}
      ${filter.before ? sql`and (changed_at, id) < (${filter.before[0]}::timestamptz, ${filter.before[1]}::uuid)` : sql``}
    order by changed_at desc, id desc limit ${filter.limit}`.execute(db)
  return rows
}

/** How many of what the filter finds have each value of each facet: one statement. */
export async function countFacets(
  db: Db,
  realm: string,
  filter: Filter,
): Promise<{ facet: string; value: string; count: number }[]> {
  const { rows } = await sql<{ facet: string; value: string; count: number }>`
    select facet, value, count(*)::int as count from catalogue.entry, lateral (values
      ('department', department_id), ('sharing', shown #>> '{sharing,type}'), ('opening', shown #>> '{opening,type}'),
      ('grade', ${gradeSql}::text), ('cycle', shown ->> 'cycle'), ('state', state)) as each (facet, value)
    where ${where(realm, filter)} group by facet, value order by facet, count desc, value`.execute(db)
  return rows
}

export async function findEntry(db: Db, realm: string, id: string, lock = false): Promise<EntryRecord | undefined> {
  const { rows } = await sql<EntryRecord>`select ${columns} from catalogue.entry
    where realm = ${realm} and id = ${id} ${lock ? sql`for update` : sql``}`.execute(db)
  return rows[0]
}

/** The entry in force that describes a table of record. */
export async function findByRegister(db: Db, realm: string, register: string): Promise<EntryRecord | undefined> {
  const { rows } = await sql<EntryRecord>`select ${columns} from catalogue.entry
    where realm = ${realm} and live #>> '{mount,register}' = ${register}`.execute(db)
  return rows[0]
}

export type NewRecord = Pick<EntryRecord, 'realm' | 'id' | 'department_id' | 'content' | 'changed_at'> & {
  search: string
}

export async function insertEntry(tx: Tx, row: NewRecord): Promise<void> {
  await sql`insert into catalogue.entry (realm, id, department_id, state, content, search, changed_at)
    values (${row.realm}, ${row.id}, ${row.department_id}, 'draft', ${JSON.stringify(row.content)}::jsonb, ${row.search},
      ${row.changed_at})`.execute(tx)
}

export type Change = Partial<
  Pick<EntryRecord, 'state' | 'code' | 'version' | 'submitted_by' | 'first_published_at' | 'published_at'>
> & { changed_at: Date; content?: EntryContent; live?: EntryContent | null; search?: string }

/** Changes an entry; every change counts in its revision. */
export async function changeEntry(
  tx: Tx,
  { realm, id }: Pick<EntryRecord, 'realm' | 'id'>,
  { content, live, ...plain }: Change,
): Promise<void> {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value))
  await tx
    .withTables<{ 'catalogue.entry': EntryRecord & { search: string } }>()
    .updateTable('catalogue.entry')
    .set({
      ...plain,
      ...(content ? { content: sql<EntryContent>`${json(content)}::jsonb` } : {}),
      ...(live === undefined ? {} : { live: sql<EntryContent | null>`${json(live)}::jsonb` }),
      revision: sql<number>`revision + 1`,
    })
    .where('realm', '=', realm)
    .where('id', '=', id)
    .execute()
}

export async function keepVersion(
  tx: Tx,
  { realm, id }: Pick<EntryRecord, 'realm' | 'id'>,
  kept: { version: number; content: EntryContent; at: Date; by: string },
): Promise<void> {
  await sql`insert into catalogue.version (realm, entry_id, version, content, at, by_name)
    values (${realm}, ${id}, ${kept.version}, ${JSON.stringify(kept.content)}::jsonb, ${kept.at}, ${kept.by})`.execute(
    tx,
  )
}

export type StepRow = { at: Date; verb: string; by_name: string; by_account: string; detail: string }

export async function addStep(tx: Tx, { realm, id }: Pick<EntryRecord, 'realm' | 'id'>, step: StepRow): Promise<void> {
  await sql`insert into catalogue.step (realm, entry_id, seq, at, verb, by_name, by_account, detail)
    select ${realm}, ${id}, coalesce(max(seq), 0) + 1, ${step.at}, ${step.verb}, ${step.by_name}, ${step.by_account},
      ${step.detail} from catalogue.step where realm = ${realm} and entry_id = ${id}`.execute(tx)
}

export async function listSteps(db: Db, realm: string, id: string): Promise<StepRow[]> {
  const { rows } = await sql<StepRow>`select at, verb, by_name, by_account, detail from catalogue.step
    where realm = ${realm} and entry_id = ${id} order by seq`.execute(db)
  return rows
}

/** The next number under a classification; two at once wait for each other. */
export async function nextNumber(tx: Tx, realm: string, prefix: string): Promise<number> {
  const { rows } = await sql<{ last: number }>`insert into catalogue.number (realm, prefix, last)
    values (${realm}, ${prefix}, 1)
    on conflict (realm, prefix) do update set last = catalogue.number.last + 1 returning last`.execute(tx)
  return rows[0]!.last
}

export type TestResult = { at: Date; ok: boolean; rows?: number; says?: string }

/** What a test of the mount found. It is no change of the entry. */
export async function saveTest(
  db: Db,
  { realm, id }: Pick<EntryRecord, 'realm' | 'id'>,
  { at, ok, rows, says }: TestResult,
): Promise<void> {
  await sql`update catalogue.entry set mount_tested_at = ${at}, mount_ok = ${ok}, mount_rows = ${rows ?? null},
    mount_says = ${says ?? null} where realm = ${realm} and id = ${id}`.execute(db)
}

/** Entries in force whose mount was not tested since. */
export async function listUntested(db: Db, realm: string, since: Date, limit: number): Promise<EntryRecord[]> {
  const { rows } = await sql<EntryRecord>`select ${columns} from catalogue.entry
    where realm = ${realm} and live -> 'mount' is not null and (mount_tested_at is null or mount_tested_at < ${since})
    order by mount_tested_at nulls first limit ${limit}`.execute(db)
  return rows
}

export type RateRow = {
  department_id: string
  entries: number
  shared: number
  collected: number
  mounted: number
  rows: string
  registers: string[]
}

/** What each department has in force, and which tables of record its entries describe. */
export async function countByDepartment(db: Db, realm: string): Promise<RateRow[]> {
  const { rows } = await sql<RateRow>`select department_id, count(*)::int as entries,
      (count(*) filter (where ${measures.shared}))::int as shared,
      (count(*) filter (where ${measures.collected}))::int as collected,
      (count(*) filter (where ${measures.mounted}))::int as mounted,
      coalesce(sum(mount_rows) filter (where mount_ok), 0)::text as rows,
      coalesce(array_agg(live #>> '{mount,register}') filter (where ${measures.catalogued}), '{}') as registers
    from catalogue.entry where realm = ${realm} and live is not null group by department_id`.execute(db)
  return rows
}
