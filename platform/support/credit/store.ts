import { sql } from 'kysely'
import { askedTogether, type Db, type Tx } from '#ground/database/index.ts'
import type { EntityRow, FactRow, ListingRow, PublicityRow, RequestRow, Tables } from './rows.ts'

export type * from './rows.ts'

const tables = (db: Db) => db.withTables<Tables>()
export type After = readonly [string, string]

/** The party, or the one who is there with this number. */
export async function insertEntity(tx: Tx, row: EntityRow): Promise<EntityRow> {
  await tables(tx)
    .insertInto('credit.entity')
    .values(row)
    .onConflict((found) => found.columns(['realm', 'number_index']).doNothing())
    .execute()
  return (await loadEntity(tx, row.realm, { index: row.number_index }))!
}

export async function renameEntity(
  tx: Tx,
  { realm, id }: Pick<EntityRow, 'realm' | 'id'>,
  name: string,
): Promise<void> {
  await tables(tx).updateTable('credit.entity').set({ name }).where('realm', '=', realm).where('id', '=', id).execute()
}

export async function loadEntity(
  db: Db,
  realm: string,
  by: { id: string } | { index: Buffer },
): Promise<EntityRow | undefined> {
  const found = tables(db).selectFrom('credit.entity').selectAll().where('realm', '=', realm)
  return ('id' in by ? found.where('id', '=', by.id) : found.where('number_index', '=', by.index)).executeTakeFirst()
}

export async function loadEntities(db: Db, realm: string, ids: readonly string[]): Promise<EntityRow[]> {
  if (ids.length === 0) return []
  return tables(db)
    .selectFrom('credit.entity')
    .selectAll()
    .where('realm', '=', realm)
    .where('id', 'in', [...ids])
    .execute()
}

/** Firms and bodies by a pattern of the name; persons have none to find them by. */
export async function searchEntities(db: Db, realm: string, pattern: string): Promise<EntityRow[]> {
  const { rows } = await sql<EntityRow>`
    select * from credit.entity where realm = ${realm} and kind = 'legal' and name like ${pattern}
    order by name limit 20`.execute(db)
  return rows
}

/** `XY20260000012`, `MD…`, in order. */
export async function nextNo(db: Db, prefix: string, year: string): Promise<string> {
  const { rows } = await sql<{ next: string }>`select nextval('credit.number')::text as next`.execute(db)
  return `${prefix}${year}${rows[0]!.next.padStart(7, '0')}`
}

/** False when the same document said the same of this party before. */
export async function insertFact(tx: Tx, row: FactRow): Promise<boolean> {
  const added = await tables(tx)
    .insertInto('credit.fact')
    .values(row)
    .onConflict((found) => found.columns(['realm', 'entity_id', 'kind', 'reference']).doNothing())
    .returning('id')
    .execute()
  return added.length > 0
}

export type FactQuery = {
  entityId?: string
  /** Undefined: all of the realm. */
  departments?: readonly string[]
  kind?: string
  effect?: FactRow['effect']
  state?: FactRow['state']
  public?: boolean
  after?: After
  limit: number
}

export async function listFacts(db: Db, realm: string, query: FactQuery): Promise<FactRow[]> {
  let found = tables(db).selectFrom('credit.fact').selectAll().where('realm', '=', realm).limit(query.limit)
  if (query.entityId) found = found.where('entity_id', '=', query.entityId)
  if (query.departments) found = found.where(sql<boolean>`department_id = any(${[...query.departments]})`)
  if (query.kind) found = found.where('kind', '=', query.kind)
  if (query.effect) found = found.where('effect', '=', query.effect)
  if (query.state) found = found.where('state', '=', query.state)
  if (query.public !== undefined) found = found.where('public', '=', query.public)
  if (query.after)
    found = found.where(sql<boolean>`(recorded_at, id) < (${query.after[0]}::timestamptz, ${query.after[1]}::uuid)`)
  return found.orderBy('recorded_at', 'desc').orderBy('id', 'desc').execute()
}

export async function loadFact(db: Db, realm: string, id: string, lock = false): Promise<FactRow | undefined> {
  const found = tables(db).selectFrom('credit.fact').selectAll().where('realm', '=', realm).where('id', '=', id)
  return (lock ? found.forUpdate() : found).executeTakeFirst()
}

export async function updateFact(
  tx: Tx,
  { realm, id }: Pick<FactRow, 'realm' | 'id'>,
  change: Partial<Pick<FactRow, 'state' | 'contested' | 'state_reason' | 'ended_at' | 'aged' | 'public'>>,
): Promise<void> {
  await tables(tx).updateTable('credit.fact').set(change).where('realm', '=', realm).where('id', '=', id).execute()
}

/** Facts whose last day is over and which scores still count. */
export async function listAged(db: Db, realm: string, today: string, limit: number): Promise<FactRow[]> {
  return tables(db)
    .selectFrom('credit.fact')
    .selectAll()
    .where('realm', '=', realm)
    .where('state', '=', 'valid')
    .where('aged', '=', false)
    .where('until', '<', today)
    .limit(limit)
    .execute()
}

export async function insertListing(tx: Tx, row: ListingRow): Promise<void> {
  await tables(tx).insertInto('credit.listing').values(row).execute()
}

export type ListingQuery = {
  entityId?: string
  departments?: readonly string[]
  list?: string
  colour?: ListingRow['colour']
  states?: readonly ListingRow['state'][]
  public?: boolean
  overBefore?: string
  after?: After
  limit: number
}

export async function listListings(db: Db, realm: string, query: ListingQuery): Promise<ListingRow[]> {
  let found = tables(db).selectFrom('credit.listing').selectAll().where('realm', '=', realm).limit(query.limit)
  if (query.entityId) found = found.where('entity_id', '=', query.entityId)
  if (query.departments) found = found.where(sql<boolean>`department_id = any(${[...query.departments]})`)
  if (query.list) found = found.where('list', '=', query.list)
  if (query.colour) found = found.where('colour', '=', query.colour)
  if (query.states) found = found.where('state', 'in', [...query.states])
  if (query.public !== undefined) found = found.where('public', '=', query.public)
  if (query.overBefore) found = found.where('until', '<', query.overBefore)
  if (query.after)
    found = found.where(sql<boolean>`(proposed_at, id) < (${query.after[0]}::timestamptz, ${query.after[1]}::uuid)`)
  return found.orderBy('proposed_at', 'desc').orderBy('id', 'desc').execute()
}

export async function loadListing(
  db: Db,
  realm: string,
  by: { id: string } | { caseId: string },
  lock = false,
): Promise<ListingRow | undefined> {
  const all = tables(db).selectFrom('credit.listing').selectAll().where('realm', '=', realm)
  const found = 'id' in by ? all.where('id', '=', by.id) : all.where('case_id', '=', by.caseId)
  return (lock ? found.forUpdate() : found).executeTakeFirst()
}

export async function updateListing(
  tx: Tx,
  { realm, id }: Pick<ListingRow, 'realm' | 'id'>,
  change: Partial<Omit<ListingRow, 'realm' | 'id' | 'no' | 'entity_id'>>,
): Promise<void> {
  await tables(tx).updateTable('credit.listing').set(change).where('realm', '=', realm).where('id', '=', id).execute()
}

export async function insertRequest(tx: Tx, row: RequestRow): Promise<void> {
  await tables(tx).insertInto('credit.request').values(row).execute()
}

export async function listRequests(
  db: Db,
  realm: string,
  query: {
    entityId?: string
    departments?: readonly string[]
    state?: RequestRow['state']
    after?: After
    limit: number
  },
): Promise<RequestRow[]> {
  let found = tables(db).selectFrom('credit.request').selectAll().where('realm', '=', realm).limit(query.limit)
  if (query.entityId) found = found.where('entity_id', '=', query.entityId)
  if (query.departments) found = found.where(sql<boolean>`department_id = any(${[...query.departments]})`)
  if (query.state) found = found.where('state', '=', query.state)
  if (query.after)
    found = found.where(sql<boolean>`(raised_at, id) < (${query.after[0]}::timestamptz, ${query.after[1]}::uuid)`)
  return found.orderBy('raised_at', 'desc').orderBy('id', 'desc').execute()
}

/** What a case was asked for by. Asked of every case that ends, so of many at once. */
export const requestOfCase = askedTogether(async (db, cases: readonly { realm: string; caseId: string }[]) => {
  const { rows } = await sql<RequestRow>`
    select r.* from unnest(${cases.map(({ realm }) => realm)}::text[], ${cases.map(({ caseId }) => caseId)}::uuid[]) a (realm, id)
      join credit.request r on r.realm = a.realm and r.case_id = a.id`.execute(db)
  const found = new Map(rows.map((row) => [`${row.realm} ${row.case_id}`, row]))
  return cases.map(({ realm, caseId }) => found.get(`${realm} ${caseId}`))
})

export async function endRequest(tx: Tx, row: RequestRow, state: RequestRow['state'], at: Date): Promise<void> {
  await tables(tx)
    .updateTable('credit.request')
    .set({ state, ended_at: at })
    .where('realm', '=', row.realm)
    .where('id', '=', row.id)
    .where('state', '=', 'open')
    .execute()
}

export async function insertPublicity(tx: Tx, row: PublicityRow): Promise<boolean> {
  const added = await tables(tx)
    .insertInto('credit.publicity')
    .values(row)
    .onConflict((found) => found.columns(['realm', 'kind', 'doc_no', 'entity_id']).doNothing())
    .returning('id')
    .execute()
  return added.length > 0
}

export async function listPublicity(
  db: Db,
  realm: string,
  query: {
    kind?: PublicityRow['kind']
    entityId?: string
    /** For `like`, on names of parties and numbers of documents. */
    pattern?: string
    today: string
    after?: After
    limit: number
  },
): Promise<PublicityRow[]> {
  let found = tables(db)
    .selectFrom('credit.publicity')
    .selectAll()
    .where('realm', '=', realm)
    .where('state', '=', 'published')
    .where(sql<boolean>`(until is null or until >= ${query.today}::date)`)
    .limit(query.limit)
  if (query.kind) found = found.where('kind', '=', query.kind)
  if (query.entityId) found = found.where('entity_id', '=', query.entityId)
  if (query.pattern)
    found = found.where(sql<boolean>`(doc_no like ${query.pattern} or exists (select from credit.entity e
      where e.realm = ${realm} and e.id = credit.publicity.entity_id and e.kind = 'legal'
        and (e.name like ${query.pattern} or e.code like ${query.pattern})))`)
  if (query.after)
    found = found.where(sql<boolean>`(decided_on, id) < (${query.after[0]}::date, ${query.after[1]}::uuid)`)
  return found.orderBy('decided_on', 'desc').orderBy('id', 'desc').execute()
}

export async function withdrawPublicity(tx: Tx, realm: string, factId: string): Promise<void> {
  await tables(tx)
    .updateTable('credit.publicity')
    .set({ state: 'withdrawn' })
    .where('realm', '=', realm)
    .where('fact_id', '=', factId)
    .execute()
}

type Counted = { key: string; count: number; late: number }

/** What the public page counts: facts by kind, parties by list, permits and penalties, and current grades. */
export async function countPublic(db: Db, realm: string, today: string) {
  const [facts, lists, publicity, grades] = await Promise.all([
    sql<Counted>`select kind as key, count(*)::int as count, 0 as late from credit.fact
      where realm = ${realm} and public and state = 'valid' and (until is null or until >= ${today}::date) group by kind`.execute(
      db,
    ),
    sql<Counted>`select list as key, count(*)::int as count, 0 as late from credit.listing
      where realm = ${realm} and public and state = 'listed' group by list`.execute(db),
    sql<Counted>`select kind as key, count(*)::int as count,
      count(*) filter (where (published_at at time zone 'Asia/Shanghai')::date > due_on)::int as late
      from credit.publicity where realm = ${realm} and state = 'published' group by kind`.execute(db),
    sql<Counted>`select grade as key, count(*)::int as count, 0 as late from credit.score
      where realm = ${realm} and current group by grade`.execute(db),
  ])
  return { facts: facts.rows, lists: lists.rows, publicity: publicity.rows, grades: grades.rows }
}
