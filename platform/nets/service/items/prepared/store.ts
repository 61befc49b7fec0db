import { sql } from 'kysely'
import type { Db } from '#ground/database/index.ts'

/** How often anything that guides and searches say has changed; seen only once the change is committed. */
export async function selectStamp(db: Db): Promise<string> {
  const { rows } = await sql<{ value: string }>`select value::text as value from items.stamp`.execute(db)
  return rows[0]!.value
}
