import { sql } from 'kysely'
import type { Db } from '#ground/database/index.ts'

export type Counts = {
  departmentId: string
  department: string
  count: number
  satisfied: number
  bad: number
  excluded: number
  due: number
  mendedOnTime: number
  calledBack: number
  calledBackOnTime: number
  again: number
  satisfiedAgain: number
}

/**
 * Ratings of each department over days in the city, both included. What an appeal excluded counts nowhere but in `excluded`.
 * `due` are the bad ratings whose answer is there or should be: an order still in time tells nothing yet.
 */
export async function countByDepartment(
  db: Db,
  query: {
    realm: string
    departments: string[]
    from: string
    to: string
    today: string
    after?: string
    limit: number
  },
): Promise<Counts[]> {
  const { rows } = await sql<Counts>`
    select r.department_id as "departmentId", max(r.department_name) as department,
      count(*) filter (where counts)::int as count,
      count(*) filter (where counts and r.level <= 3)::int as satisfied,
      count(*) filter (where counts and r.level >= 4)::int as bad,
      count(*) filter (where not counts)::int as excluded,
      count(*) filter (where counts and (o.replied_on is not null or o.mend_due < ${query.today}::date))::int as due,
      count(*) filter (where counts and o.replied_on <= o.mend_due)::int as "mendedOnTime",
      count(*) filter (where counts and o.called_back_on is not null)::int as "calledBack",
      count(*) filter (where counts and o.called_back_on <= o.call_back_due)::int as "calledBackOnTime",
      count(*) filter (where counts and o.again is not null)::int as again,
      count(*) filter (where counts and o.again <= 3)::int as "satisfiedAgain"
    from ratings.rating r
    left join ratings.work_order o on o.realm = r.realm and o.rating_id = r.id
    cross join lateral (select coalesce(o.progress, '') <> 'excluded') as c (counts)
    where r.realm = ${query.realm} and r.department_id = any(${query.departments}::text[])
      and r.at >= (${query.from}::date)::timestamp at time zone 'Asia/Shanghai'
      and r.at < (${query.to}::date + 1)::timestamp at time zone 'Asia/Shanghai'
      ${query.after ? sql`and r.department_id > ${query.after}` : sql``}
    group by r.department_id
    order by r.department_id
    limit ${query.limit}`.execute(db)
  return rows
}
