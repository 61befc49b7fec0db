import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'

export type RatingRow = {
  realm: string
  id: string
  case_id: string
  case_no: string
  item_id: string
  item_name: string
  department_id: string
  department_name: string
  party_name: string
  account_id: string
  level: number
  tags: string[]
  text: string | null
  channel: string
  at: Date
  due: string | null
  state: string
  reply: string | null
  replied_by: string | null
  replied_at: Date | null
}

type Tables = { 'ratings.rating': RatingRow }

/** False when the case was rated before: one case, one rating (国办发〔2019〕51号, 一事一评). */
export async function insertRating(tx: Tx, row: RatingRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .withTables<Tables>()
    .insertInto('ratings.rating')
    .values(row)
    .onConflict((on) => on.columns(['realm', 'case_id']).doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

export async function findByCase(db: Db, realm: string, caseId: string): Promise<RatingRow | undefined> {
  return db
    .withTables<Tables>()
    .selectFrom('ratings.rating')
    .selectAll()
    .where('realm', '=', realm)
    .where('case_id', '=', caseId)
    .executeTakeFirst()
}

export async function lockRating(tx: Tx, realm: string, id: string): Promise<RatingRow | undefined> {
  return tx
    .withTables<Tables>()
    .selectFrom('ratings.rating')
    .selectAll()
    .where('realm', '=', realm)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function saveReply(tx: Tx, row: RatingRow): Promise<void> {
  await tx
    .withTables<Tables>()
    .updateTable('ratings.rating')
    .set({ state: row.state, reply: row.reply, replied_by: row.replied_by, replied_at: row.replied_at })
    .where('realm', '=', row.realm)
    .where('id', '=', row.id)
    .execute()
}

export async function listRatings(
  db: Db,
  query: {
    realm: string
    departments: string[]
    bad?: boolean
    state?: string
    limit: number
    after?: readonly [string, string]
  },
): Promise<RatingRow[]> {
  let rows = db
    .withTables<Tables>()
    .selectFrom('ratings.rating')
    .selectAll()
    .where('realm', '=', query.realm)
    .where('department_id', 'in', query.departments)
  if (query.bad !== undefined) rows = rows.where('level', query.bad ? '>=' : '<', 4)
  if (query.state) rows = rows.where('state', '=', query.state)
  if (query.after) rows = rows.where(sql<boolean>`(at, id) < (${query.after[0]}::timestamptz, ${query.after[1]}::uuid)`)
  return rows.orderBy('at', 'desc').orderBy('id', 'desc').limit(query.limit).execute()
}

/** How many rated an item in the last twelve months, and the share of levels 1 to 3. */
export async function summarise(
  db: Db,
  realm: string,
  itemId: string,
): Promise<{ count: number; satisfied: number | null }> {
  const { rows } = await sql<{ count: number; satisfied: number | null }>`
    select count(*)::int as count, (count(*) filter (where level <= 3))::float8 / nullif(count(*), 0) as satisfied
    from ratings.rating
    where realm = ${realm} and item_id = ${itemId} and at > now() - interval '12 months'`.execute(db)
  return rows[0]!
}
