import { sql } from 'kysely'
import type { Db } from '#ground/database/index.ts'

/** Something that waits for an applicant and is due within days. */
export type DueSoon = {
  realm: string
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
    select t.realm, t.case_id as "caseId", t.id as "taskId", t.name, t.name_en as "nameEn", t.due, c.no,
      c.item_name as "itemName", c.account_id as "accountId"
    from cases.task t join cases."case" c on c.realm = t.realm and c.id = t.case_id
    where t.realm = ${realm} and t.department_id = '' and t.post = 'applicant' and t.closed_at is null
      and coalesce(t.due, date '9999-12-31') between ${from}::date and ${to}::date
    order by t.due, t.case_id, t.id limit ${limit}`.execute(db)
  return rows
}

/** A task of an office whose last day it is. */
export type OfficeDue = Omit<DueSoon, 'accountId' | 'due'> & {
  post: string
  departmentId: string
  divisionCode: string
  assignee: string | null
}

/** Open tasks of these departments that are due on a day, along the index of to-do lists. */
export async function listOfficeDue(
  db: Db,
  realm: string,
  given: { day: string; departments: readonly string[]; posts: readonly string[]; limit: number },
): Promise<OfficeDue[]> {
  const { rows } = await sql<OfficeDue>`
    select t.realm, t.case_id as "caseId", t.id as "taskId", t.name, t.name_en as "nameEn", c.no,
      c.item_name as "itemName", t.post, t.department_id as "departmentId", t.division_code as "divisionCode", t.assignee
    from cases.task t join cases."case" c on c.realm = t.realm and c.id = t.case_id
    where t.realm = ${realm} and t.department_id = any(${[...given.departments]}::text[])
      and t.post = any(${[...given.posts]}::text[]) and t.closed_at is null
      and coalesce(t.due, date '9999-12-31') = ${given.day}::date
    order by t.case_id, t.id limit ${given.limit}`.execute(db)
  return rows
}
