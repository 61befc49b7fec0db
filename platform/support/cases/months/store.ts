import { sql } from 'kysely'
import type { Db } from '#ground/database/index.ts'

/** How many months are made before they come. */
const ahead = 2

/** Makes the partitions of history of this month and the next ones. Cheap when they are there. */
export async function ensureHistoryMonths(db: Db, today: string): Promise<void> {
  await sql`select cases.ensure_history_month((${today}::date + make_interval(months => n))::date)
    from generate_series(0, ${sql.lit(ahead)}) as n`.execute(db)
}
