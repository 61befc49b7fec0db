import { sql } from 'kysely'
import type { Db } from '#ground/database/index.ts'

/** Something that waits for an applicant and is due within days. */
export type DueSoon = {
  caseId: string
  taskId: number
  name: string
  nameEn: string
  due: string
  no: string
  itemName: string
  accountId: string
}

/** Open tasks of applicants that are due from one day to another, along the index of to-do lists. */
export async function listDueSoon(db: Db, realm: string, from: string, to: string, limit: number): Promise<DueSoon[]> {
  const { rows } = await sql<DueSoon>`
    select t.case_id as "caseId", t.id as "taskId", t.name, t.name_en as "nameEn", t.due, c.no,
      c.item_name as "itemName", c.account_id as "accountId"
    from cases.task t join cases."case" c on c.realm = t.realm and c.id = t.case_id
    where t.realm = ${realm} and t.department_id = '' and t.post = 'applicant' and t.closed_at is null
      and coalesce(t.due, date '9999-12-31') between ${from}::date and ${to}::date
    order by t.due, t.case_id, t.id limit ${limit}`.execute(db)
  return rows
}
