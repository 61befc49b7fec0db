import { type RawBuilder, sql } from 'kysely'
import { type Db, plannedAfresh } from '#ground/database/index.ts'
import type { Clock } from '../clocks.ts'
import type { CaseTable, CaseTables } from '../tables.ts'
import { escapeLike, foundBy } from './finding/store.ts'

/** Where a post counts: its role, the departments under its own, the divisions under its own. */
export type Reach = { role: string; departments: string[]; divisionPrefix: string }

export type TodoCursor = readonly [due: string | null, caseId: string, taskId: number]

export type TodoQuery = {
  realm: string
  reaches: Reach[]
  /** Whose taken tasks count too: one's own, and of those whose posts are delegated to one. */
  takers: string[]
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
  clocks: { clocks: Clock[] }
  taken: boolean
}

/** No due date sorts last, as the index has it. */
const far = '9999-12-31'

/**
 * Open tasks the posts may take, the most urgent first: of each post and department the first few along the index, then the
 * first of these. So the answer costs the same however long the list is. Posts may overlap: a task comes once.
 */
export async function listTodo(db: Db, query: TodoQuery): Promise<TodoRecord[]> {
  const desks = todoDesks(query.reaches)
  if (desks.length === 0) return []
  const after = query.after
    ? sql`and (coalesce(t.due, ${sql.lit(far)}::date), t.case_id, t.id) > (${query.after[0] ?? far}::date, ${query.after[1]}::uuid, ${query.after[2]})`
    : sql``
  const desk = sql`unnest(${desks.map(({ role }) => role)}::text[], ${desks.map(({ department }) => department)}::text[],
    ${desks.map(({ like }) => like)}::text[]) as desk (post, department_id, divisions)`
  const atDesk = sql`t.department_id = desk.department_id and t.post = desk.post and t.division_code like desk.divisions`
  const tasks = (from: RawBuilder<unknown>) => sql`
    select t.case_id as "caseId", t.id as "taskId", t.name as "taskName", t.name_en as "taskNameEn", t.due,
           t.opened_at as "openedAt", c.no, c.item_name as "itemName", c.party_name as applicant,
           c.division_code as "divisionCode", c.status, t.assignee is not null as taken, c.clocks
    from ${from} join cases."case" c on c.realm = t.realm and c.id = t.case_id
    where t.realm = ${query.realm} and ${atDesk} and t.closed_at is null ${notOfOthers(query.takers)} ${after}
      ${query.status ? sql`and c.status = ${query.status}` : sql``}
      ${query.itemId ? sql`and c.item_id = ${query.itemId}` : sql``}`
  const order = sql`coalesce(t.due, ${sql.lit(far)}::date), t.case_id, t.id`
  // Words find cases first, and these their tasks; without words each desk's list is gone along.
  const departments = [...new Set(desks.map(({ department }) => department))]
  const first = query.q
    ? sql`(with found as materialized ${foundBy(query.realm, query.q, departments)}
        ${tasks(sql`found join cases.task t on t.realm = ${query.realm} and t.case_id = found.id cross join ${desk}`)}) as first`
    : sql`${desk} cross join lateral (${tasks(sql`cases.task t`)} order by ${order} limit ${query.limit}) as first`
  const { rows } = await sql<TodoRecord>`${plannedAfresh}
    select distinct on (coalesce(first.due, ${sql.lit(far)}::date), first."caseId", first."taskId") first.* from ${first}
    order by coalesce(first.due, ${sql.lit(far)}::date), first."caseId", first."taskId"
    limit ${query.limit}`.execute(db)
  return rows
}

/** A task that a colleague has taken is no to-do of anybody else. */
const notOfOthers = (takers: string[]) => sql`and (t.assignee is null or t.assignee = any(${takers}::uuid[]))`

/** Each role at each department in its reach. */
function todoDesks(reaches: Reach[]): { role: string; department: string; like: string }[] {
  return reaches.flatMap(({ role, departments, divisionPrefix }) =>
    departments.map((department) => ({ role, department, like: `${escapeLike(divisionPrefix)}%` })),
  )
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

/**
 * Cases, the newest first: a party's own, or of each department in reach the newest along the index, then the newest of
 * these. Open cases have an index of their own, since a status other than `closed` is rare among all that ever was.
 */
export async function listCases(db: Db, query: CaseQuery): Promise<CaseListRecord[]> {
  const desks = desksOf(query.reaches ?? [])
  if (!query.parties && desks.length === 0) return []
  const like = `%${escapeLike(query.q ?? '')}%`
  const filters = sql`
    ${query.status ? sql`and c.status = ${query.status}` : sql``}
    ${query.status && query.status !== 'closed' ? sql`and c.closed_at is null` : sql``}
    ${query.after ? sql`and (c.submitted_at, c.id) < (${query.after[0]}::timestamptz, ${query.after[1]}::uuid)` : sql``}`
  const source = query.parties
    ? sql`(select c.* from cases."case" c where c.realm = ${query.realm} and c.party_id = any(${query.parties}::uuid[]) ${filters}
        ${query.q ? sql`and (c.no like ${like} or c.party_name like ${like} or c.item_name like ${like})` : sql``}) as c`
    : query.q
      ? sql`(select c.* from cases."case" c where c.realm = ${query.realm}
          and c.id in ${foundBy(query.realm, query.q, [...new Set(desks.map(({ department }) => department))])}
          and (${sql.join(
            desks.map(
              ({ department, like: divisions }) =>
                sql`(c.department_id = ${department} and c.division_code like ${divisions})`,
            ),
            sql` or `,
          )}) ${filters}) as c`
      : sql`(select distinct on (c.submitted_at, c.id) c.*
          from unnest(${desks.map(({ department }) => department)}::text[], ${desks.map((desk) => desk.like)}::text[])
            as desk (department_id, divisions)
          cross join lateral (select * from cases."case" c where c.realm = ${query.realm}
            and c.department_id = desk.department_id and c.division_code like desk.divisions ${filters}
            order by c.submitted_at desc, c.id desc limit ${query.limit}) as c
          order by c.submitted_at desc, c.id desc) as c`
  const { rows } = await sql<CaseListRecord>`${plannedAfresh}
    select c.*, exists (select 1 from cases.task t where t.realm = c.realm and t.case_id = c.id
                        and t.closed_at is null and t.post = 'applicant') as "needsApplicant"
    from ${source}
    order by c.submitted_at desc, c.id desc
    limit ${query.limit}`.execute(db)
  return rows
}

/** The departments and divisions in reach, each pair once: posts of different roles often share them. */
function desksOf(reaches: Reach[]): { department: string; like: string }[] {
  const pairs = reaches.flatMap(({ departments, divisionPrefix }) =>
    departments.map((department) => ({ department, like: `${escapeLike(divisionPrefix)}%` })),
  )
  return [...new Map(pairs.map((pair) => [`${pair.department} ${pair.like}`, pair])).values()]
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

/** Where counting stops: pages say "1,000+". */
const enough = 1000

/** How many open tasks wait, and how many of them are overdue: of each desk the most urgent, up to the bound, along the index. */
export async function countTodo(
  db: Db,
  realm: string,
  reaches: Reach[],
  takers: string[],
  today: string,
): Promise<{ total: number; overdue: number }> {
  const desks = todoDesks(reaches)
  if (desks.length === 0) return { total: 0, overdue: 0 }
  const { rows } = await sql<{ total: number; overdue: number }>`
    select least(count(*), ${enough})::int as total, least(count(*) filter (where due < ${today}::date), ${enough})::int as overdue
    from (select distinct first.case_id, first.id, first.due
          from unnest(${desks.map(({ role }) => role)}::text[], ${desks.map(({ department }) => department)}::text[],
            ${desks.map(({ like }) => like)}::text[]) as desk (post, department_id, divisions)
          cross join lateral (select t.case_id, t.id, t.due from cases.task t
            where t.realm = ${realm} and t.department_id = desk.department_id and t.post = desk.post
              and t.division_code like desk.divisions and t.closed_at is null ${notOfOthers(takers)}
            order by coalesce(t.due, ${sql.lit(far)}::date), t.case_id, t.id limit ${enough}) as first) as t`.execute(
    db,
  )
  return rows[0]!
}
