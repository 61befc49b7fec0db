import { sql } from 'kysely'
import type { Db } from '#ground/database/index.ts'

/** Ids of all cases of a realm, page by page in their order: for work that goes over every case. */
export async function listIds(db: Db, realm: string, after: string | undefined, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from cases."case" where realm = ${realm} ${after ? sql`and id > ${after}` : sql``}
    order by id limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}
