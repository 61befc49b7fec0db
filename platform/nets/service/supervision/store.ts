import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { NoticeState, NoticeVerb } from './contract.ts'

export type NoticeRow = {
  realm: string
  id: string
  no: number
  case_id: string
  case_no: string
  item_name: string
  department_id: string
  department_name: string
  rule_key: string | null
  rule_name: string | null
  demand: string
  answer_days: number
  due: string
  state: NoticeState
  escalated_at: Date | null
  returned: number
  issued_by: string
  issued_name: string
  issued_at: Date
  row_version: number
}
export type StepRow = {
  realm: string
  notice_id: string
  at: Date
  verb: 'issue' | 'escalate' | NoticeVerb
  account_id: string
  actor_name: string
  words: string
}
type New = Omit<NoticeRow, 'no' | 'escalated_at' | 'returned' | 'row_version'>

const columns =
  sql.raw(`realm, id, no, case_id, case_no, item_name, department_id, department_name, rule_key, rule_name,
  demand, answer_days, due::text as due, state, escalated_at, returned, issued_by, issued_name, issued_at, row_version`)

/** Numbered in the order of issue; undefined when one about the same is open. */
export async function insertNotice(tx: Tx, row: New): Promise<NoticeRow | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`supervision:${row.realm}`}, 0))`.execute(tx)
  const { rows } = await sql<NoticeRow>`
    insert into supervision.notice (realm, id, no, case_id, case_no, item_name, department_id, department_name, rule_key,
      rule_name, demand, answer_days, due, state, issued_by, issued_name, issued_at)
    select ${row.realm}, ${row.id}, coalesce((select max(no) from supervision.notice where realm = ${row.realm}), 0) + 1,
      ${row.case_id}, ${row.case_no}, ${row.item_name}, ${row.department_id}, ${row.department_name}, ${row.rule_key},
      ${row.rule_name}, ${row.demand}, ${row.answer_days}, ${row.due}::date, ${row.state}, ${row.issued_by},
      ${row.issued_name}, ${row.issued_at}
    on conflict do nothing
    returning ${columns}`.execute(tx)
  return rows[0]
}

export async function findNotice(db: Db, realm: string, id: string): Promise<NoticeRow | undefined> {
  const { rows } = await sql<NoticeRow>`
    select ${columns} from supervision.notice where realm = ${realm} and id = ${id}`.execute(db)
  return rows[0]
}

/** Of departments, the newest first. */
export async function listNotices(
  db: Db,
  realm: string,
  query: { departments: readonly string[]; state?: NoticeState; late?: string; before?: number; limit: number },
): Promise<NoticeRow[]> {
  const { rows } = await sql<NoticeRow>`
    select ${columns} from supervision.notice
    where realm = ${realm} and department_id = any(${[...query.departments]}::text[])
      ${query.state ? sql`and state = ${query.state}` : sql``}
      ${query.late ? sql`and state = 'issued' and due < ${query.late}::date` : sql``}
      ${query.before ? sql`and no < ${query.before}` : sql``}
    order by no desc limit ${query.limit}`.execute(db)
  return rows
}

/** Which rules open notices are about, by case. */
export async function listOpen(db: Db, realm: string, departments: readonly string[]) {
  const { rows } = await sql<{ caseId: string; departmentId: string; rule: string | null }>`
    select case_id as "caseId", department_id as "departmentId", rule_key as rule from supervision.notice
    where realm = ${realm} and department_id = any(${[...departments]}::text[]) and state <> 'accepted'`.execute(db)
  return rows
}

export async function listSteps(db: Db, realm: string, ids: readonly string[]): Promise<StepRow[]> {
  const { rows } = await sql<StepRow>`
    select realm, notice_id, at, verb, account_id, actor_name, words from supervision.step
    where realm = ${realm} and notice_id = any(${[...ids]}::uuid[]) order by at`.execute(db)
  return rows
}

/** Undefined when it stands otherwise than it was read. */
export async function changeNotice(
  tx: Tx,
  { realm, id, row_version }: NoticeRow,
  to: Pick<NoticeRow, 'state' | 'due' | 'returned' | 'escalated_at'>,
): Promise<NoticeRow | undefined> {
  const { rows } = await sql<NoticeRow>`
    update supervision.notice set state = ${to.state}, due = ${to.due}::date, returned = ${to.returned},
      escalated_at = ${to.escalated_at}, row_version = row_version + 1
    where realm = ${realm} and id = ${id} and row_version = ${row_version}
    returning ${columns}`.execute(tx)
  return rows[0]
}

export async function listLate(db: Db, realm: string, today: string): Promise<NoticeRow[]> {
  const { rows } = await sql<NoticeRow>`
    select ${columns} from supervision.notice
    where realm = ${realm} and state = 'issued' and escalated_at is null and due < ${today}::date
    order by due, no limit 200`.execute(db)
  return rows
}
