import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'

export type RatingRow = {
  realm: string
  id: string
  demand_id: string
  register: string
  side: 'user' | 'provider'
  by_account: string
  by_name: string
  at: Date
  accuracy: number | null
  freshness: number | null
  service: number | null
  compliance: number | null
  note: string
}

export async function insertRating(tx: Tx, row: RatingRow): Promise<void> {
  await tx.withTables<{ 'scores.rating': RatingRow }>().insertInto('scores.rating').values(row).execute()
}

export async function listRatings(db: Db, realm: string, demandId: string): Promise<RatingRow[]> {
  const { rows } = await sql<RatingRow>`
    select * from scores.rating where realm = ${realm} and demand_id = ${demandId} order by at desc, id desc limit 100`.execute(
    db,
  )
  return rows
}

/** The mean of what users say of a register, of each demand its last word. */
export async function selectScore(db: Db, realm: string, register: string) {
  const { rows } = await sql<{ ratings: number; accuracy: number; freshness: number; service: number }>`
    select count(*)::int as ratings, round(avg(accuracy), 1)::float8 as accuracy,
      round(avg(freshness), 1)::float8 as freshness, round(avg(service), 1)::float8 as service
    from (select distinct on (demand_id) accuracy, freshness, service from scores.rating
      where realm = ${realm} and register = ${register} and side = 'user' order by demand_id, at desc, id desc) last`.execute(
    db,
  )
  return rows[0]
}
