import { sql } from 'kysely'
import type { Db } from '#ground/database/index.ts'
import type { Reach } from '../lists/todo/store.ts'

export type Load = {
  accountId: string | null
  departmentId: string
  open: number
  overdue: number
  done: number
  hours: number | null
}

/** Open tasks by who has taken them, and tasks done since `since` by who did them, in the departments a post reaches. */
export async function countWorkload(
  db: Db,
  realm: string,
  reach: Reach,
  at: { today: string; since: Date },
): Promise<Load[]> {
  const within = sql`realm = ${realm} and department_id = any(${reach.departments}::text[])
    and division_code like ${`${reach.divisionPrefix}%`} and post <> 'applicant'`
  const { rows } = await sql<Load>`
    with open as (
      select assignee as account, department_id, count(*)::int as open,
             (count(*) filter (where due < ${at.today}::date))::int as overdue
      from cases.task where ${within} and closed_at is null group by 1, 2
    ), done as (
      select closed_by as account, department_id, count(*)::int as done,
             avg(extract(epoch from closed_at - opened_at) / 3600)::float8 as hours
      from cases.task where ${within} and closed_at >= ${at.since} and closed_by is not null group by 1, 2
    )
    select coalesce(open.account, done.account) as "accountId",
           coalesce(open.department_id, done.department_id) as "departmentId",
           coalesce(open.open, 0) as open, coalesce(open.overdue, 0) as overdue, coalesce(done.done, 0) as done, done.hours
    from open full join done on done.account = open.account and done.department_id = open.department_id
    order by open desc, done desc, "accountId" limit 1000`.execute(db)
  return rows
}

export type Taken = { caseId: string; taskId: number; no: string; taskName: string; version: number }

/** The open tasks an officer has taken, by case. */
export async function listTaken(db: Db, realm: string, accountId: string): Promise<Taken[]> {
  const { rows } = await sql<Taken>`
    select t.case_id as "caseId", t.id as "taskId", t.name as "taskName", c.no, c.version
    from cases.task t join cases."case" c on c.realm = t.realm and c.id = t.case_id
    where t.realm = ${realm} and t.assignee = ${accountId} and t.closed_at is null
    order by t.case_id, t.id limit 5000`.execute(db)
  return rows
}
