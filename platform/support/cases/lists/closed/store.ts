import { sql } from 'kysely'
import type { Db } from '#ground/database/index.ts'

export type ClosedCount = { departmentId: string; department: string; itemId: string; item: string; count: number }

/** Cases closed in days of the city, both included, by department and item. */
export async function countClosed(
  db: Db,
  realm: string,
  { departments, from, to }: { departments: readonly string[]; from: string; to: string },
): Promise<ClosedCount[]> {
  const { rows } = await sql<ClosedCount>`
    select department_id as "departmentId", max(department_name) as department, item_id as "itemId",
      max(item_name) as item, count(*)::int as count
    from cases."case"
    where realm = ${realm} and department_id = any(${[...departments]}::text[])
      and closed_at >= (${from}::date)::timestamp at time zone 'Asia/Shanghai'
      and closed_at < (${to}::date + 1)::timestamp at time zone 'Asia/Shanghai'
    group by department_id, item_id`.execute(db)
  return rows
}
