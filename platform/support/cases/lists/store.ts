import { sql } from 'kysely'
import type { Db } from '#ground/database/index.ts'
import type { CaseTable, CaseTables } from '../tables.ts'

/** Where a post counts: its role, the departments under its own, the divisions under its own. */
export type Reach = { role: string; departments: string[]; divisionPrefix: string }

export type TodoCursor = readonly [due: string | null, caseId: string, taskId: number]

export type TodoQuery = {
  realm: string
  reaches: Reach[]
  limit: number
  after?: TodoCursor
  status?: string
  itemId?: string
  q?: string
}

export type TodoRecord = {
  caseId: string
  taskId: number
  taskName: string
  taskNameEn: string
  due: string | null
  openedAt: Date
  no: string
  itemName: string
  applicant: string
  divisionCode: string
  status: string
  clocks: { clocks: { due?: string; days: number; unit: string; stoppedOn?: string }[] }
}

/** No due date sorts last, as the index has it. */
const far = '9999-12-31'

/**
 * Open tasks the posts may take, the most urgent first: of each post and department the first few along the index, then the
 * first of these. So the answer costs the same however long the list is. Posts may overlap: a task comes once.
 */
export async function listTodo(db: Db, query: TodoQuery): Promise<TodoRecord[]> {
  const desks = query.reaches.flatMap(({ role, departments, divisionPrefix }) =>
    departments.map((department) => ({ role, department, like: `${escapeLike(divisionPrefix)}%` })),
  )
  if (desks.length === 0) return []
  const after = query.after
    ? sql`and (coalesce(t.due, ${sql.lit(far)}::date), t.case_id, t.id) > (${query.after[0] ?? far}::date, ${query.after[1]}::uuid, ${query.after[2]})`
    : sql``
  const { rows } = await sql<TodoRecord>`
    select distinct on (coalesce(first.due, ${sql.lit(far)}::date), first."caseId", first."taskId") first.* from unnest(${desks.map(({ role }) => role)}::text[], ${desks.map(({ department }) => department)}::text[],
      ${desks.map(({ like }) => like)}::text[]) as desk (post, department_id, divisions)
    cross join lateral (
      select t.case_id as "caseId", t.id as "taskId", t.name as "taskName", t.name_en as "taskNameEn", t.due,
             t.opened_at as "openedAt", c.no, c.item_name as "itemName", c.party_name as applicant,
             c.division_code as "divisionCode", c.status, c.clocks
      from cases.task t join cases."case" c on c.realm = t.realm and c.id = t.case_id
      where t.realm = ${query.realm} and t.department_id = desk.department_id and t.post = desk.post
        and t.division_code like desk.divisions and t.closed_at is null ${after}
        ${query.status ? sql`and c.status = ${query.status}` : sql``}
        ${query.itemId ? sql`and c.item_id = ${query.itemId}` : sql``}
        ${query.q ? sql`and (c.no like ${`%${escapeLike(query.q)}%`} or c.party_name like ${`%${escapeLike(query.q)}%`} or c.item_name like ${`%${escapeLike(query.q)}%`})` : sql``}
      order by coalesce(t.due, ${sql.lit(far)}::date), t.case_id, t.id
      limit ${query.limit}) as first
    order by coalesce(first.due, ${sql.lit(far)}::date), first."caseId", first."taskId"
    limit ${query.limit}`.execute(db)
  return rows
}

export type CaseCursor = readonly [submittedAt: string, id: string]

export type CaseQuery = {
  realm: string
  /** One of the two says whose cases: the parties' own, or those that posts reach. */
  parties?: string[]
  reaches?: Reach[]
  status?: string
  q?: string
  limit: number
  after?: CaseCursor
}

export type CaseListRecord = CaseTable & { needsApplicant: boolean }

/** Cases, the newest first. */
export async function listCases(db: Db, query: CaseQuery): Promise<CaseListRecord[]> {
  const whose = query.parties ? sql`c.party_id = any(${query.parties}::uuid[])` : reachedBy(query.reaches ?? [])
  const { rows } = await sql<CaseListRecord>`
    select c.*, exists (select 1 from cases.task t where t.realm = c.realm and t.case_id = c.id
                        and t.closed_at is null and t.post = 'applicant') as "needsApplicant"
    from cases."case" c
    where c.realm = ${query.realm} and ${whose}
      ${query.status ? sql`and c.status = ${query.status}` : sql``}
      ${query.q ? sql`and (c.no like ${`%${escapeLike(query.q)}%`} or c.party_name like ${`%${escapeLike(query.q)}%`} or c.item_name like ${`%${escapeLike(query.q)}%`})` : sql``}
      ${query.after ? sql`and (c.submitted_at, c.id) < (${query.after[0]}::timestamptz, ${query.after[1]}::uuid)` : sql``}
    order by c.submitted_at desc, c.id desc
    limit ${query.limit}`.execute(db)
  return rows
}

/** All departments at once for the index; then each post's own, in its division. */
function reachedBy(reaches: Reach[]) {
  const each = reaches.map(
    ({ departments, divisionPrefix }) =>
      sql`(c.department_id = any(${departments}::text[]) and c.division_code like ${`${divisionPrefix}%`})`,
  )
  const departments = [...new Set(reaches.flatMap((reach) => reach.departments))]
  return each.length === 0
    ? sql`false`
    : sql`c.department_id = any(${departments}::text[]) and (${sql.join(each, sql` or `)})`
}

export async function findCaseByCode(
  db: Db,
  realm: string,
  code: { queryCode: string } | { no: string; lookupIndex: Buffer },
): Promise<CaseTable | undefined> {
  let query = db.withTables<CaseTables>().selectFrom('cases.case').selectAll().where('realm', '=', realm)
  query =
    'queryCode' in code
      ? query.where('query_code', '=', code.queryCode)
      : query.where('no', '=', code.no).where('lookup_index', '=', code.lookupIndex)
  return query.executeTakeFirst()
}

/** Open tasks by light, for the counts beside the list; counting stops at 1,000. */
export async function countTodo(
  db: Db,
  realm: string,
  reaches: Reach[],
  today: string,
): Promise<{ total: number; overdue: number }> {
  if (reaches.length === 0) return { total: 0, overdue: 0 }
  const where = sql.join(
    reaches.map(
      (reach) => sql`(post = ${reach.role} and department_id = any(${reach.departments}::text[])
        and division_code like ${`${reach.divisionPrefix}%`})`,
    ),
    sql` or `,
  )
  const { rows } = await sql<{ total: number; overdue: number }>`
    select count(*)::int as total, count(*) filter (where due < ${today}::date)::int as overdue
    from (select due from cases.task where realm = ${realm} and closed_at is null and (${where}) limit 1000) t`.execute(
    db,
  )
  return rows[0]!
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (found) => `\\${found}`)
}
