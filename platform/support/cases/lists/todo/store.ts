import { type RawBuilder, sql } from 'kysely'
import { type Db, plannedAfresh } from '#ground/database/index.ts'
import type { Clock } from '../../clocks.ts'
import { escapeLike, foundBy } from '../finding/store.ts'

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
  departmentId: string
  status: string
  clocks: { clocks: Clock[] }
  taken: boolean
}

export type TodoCounts = { total: number; overdue: number }

type Desk = { role: string; department: string; like: string }
type Reaching = Pick<TodoQuery, 'realm' | 'reaches' | 'takers'>

/** No due date sorts last, as the index has it. */
const far = sql.lit('9999-12-31')
const order = (from: string) =>
  sql`coalesce(${sql.ref(`${from}.due`)}, ${far}::date), ${sql.ref(`${from}.case_id`)}, ${sql.ref(`${from}.id`)}`

/** Where counting stops: pages say "1,000+". */
const enough = 1000

/** So many desks are written out one by one, so that the statement keeps its plan; more are planned for their number. */
const fewDesks = 8

/**
 * Open tasks the posts may take, the most urgent first: of each post and department the first few along the index, then the
 * first of these. So the answer costs the same however long the list is. Posts may overlap: a task comes once.
 */
export async function listTodo(db: Db, query: TodoQuery): Promise<TodoRecord[]> {
  const desks = todoDesks(query.reaches)
  if (desks.length === 0) return []
  const page = query.q
    ? sql`select distinct on (${order('w')}) w.* from (${found(query, desks, query.q)}) as w order by ${order('w')} limit ${query.limit}`
    : firstOf(query, desks)
  const { rows } = await sql<TodoRecord>`${query.q || desks.length > fewDesks ? plannedAfresh : sql``}
    with page as (${page})
    select ${columns} from ${pageOfTasks(query.realm)} order by ${order('page')}`.execute(db)
  return rows
}

/** How many open tasks wait, and how many of them are overdue: of each desk the most urgent, up to the bound, along the index. */
export async function countTodo(db: Db, query: Reaching, today: string): Promise<TodoCounts> {
  const desks = todoDesks(query.reaches)
  if (desks.length === 0) return { total: 0, overdue: 0 }
  const { rows } = await sql<TodoCounts>`${desks.length > fewDesks ? plannedAfresh : sql``}
    ${counted(query, desks, today)}`.execute(db)
  return rows[0]!
}

/** The first page with the counts, in one statement. */
export async function openTodo(
  db: Db,
  query: Reaching & { limit: number },
  today: string,
): Promise<{ rows: TodoRecord[] } & TodoCounts> {
  const desks = todoDesks(query.reaches)
  if (desks.length === 0) return { rows: [], total: 0, overdue: 0 }
  const { rows } = await sql<TodoRecord & TodoCounts>`${desks.length > fewDesks ? plannedAfresh : sql``}
    with page as (${firstOf(query, desks)}), counted as materialized (${counted(query, desks, today)})
    select ${columns}, counted.total, counted.overdue from counted, ${pageOfTasks(query.realm)}
    order by ${order('page')}`.execute(db)
  const { total = 0, overdue = 0 } = rows[0] ?? {}
  return { rows: rows.map(({ total: _, overdue: __, ...row }) => row), total, overdue }
}

const columns = sql`t.case_id as "caseId", t.id as "taskId", t.name as "taskName", t.name_en as "taskNameEn", t.due,
  t.opened_at as "openedAt", c.no, c.item_name as "itemName", c.party_name as applicant,
  c.division_code as "divisionCode", c.department_id as "departmentId", c.status, t.assignee is not null as taken, c.clocks`

const pageOfTasks = (realm: string) => sql`page
  join cases.task t on t.realm = ${realm} and t.case_id = page.case_id and t.id = page.id
  join cases."case" c on c.realm = ${realm} and c.id = page.case_id`

/** The first of all desks' first. */
const firstOf = (query: Walk & { limit: number }, desks: Desk[]) => sql`
  select ${overlap(desks) ? sql`distinct on (${order('w')})` : sql``} w.* from (${alongDesks(query, desks, query.limit)}) as w
  order by ${order('w')} limit ${query.limit}`

/** Counted as the index is walked, and nothing kept: of each desk up to the bound, each task once. */
const counted = (query: Reaching, desks: Desk[], today: string) => sql`
  select least(count(*), ${sql.lit(enough)})::int as total,
    least(count(*) filter (where due < ${today}::date), ${sql.lit(enough)})::int as overdue
  from (select ${overlap(desks) ? sql`distinct *` : sql`due`} from (${alongDesks(query, desks, enough)}) as each_desk) as waiting`

/** Whether a task can stand at two desks: divisions within each other, of the same role and department. */
const overlap = (desks: Desk[]) =>
  new Set(desks.map(({ role, department }) => `${role} ${department}`)).size < desks.length

type Walk = Reaching & Pick<TodoQuery, 'after' | 'status' | 'itemId'>

/** The most urgent tasks of each desk, from the index alone. */
function alongDesks(query: Walk, desks: Desk[], limit: number): RawBuilder<unknown> {
  const walk = (role: unknown, department: unknown, like: unknown) => sql`
    select t.case_id, t.id, t.due from cases.task t
    where t.realm = ${query.realm} and t.department_id = ${department} and t.post = ${role} and t.division_code like ${like}
      and ${isOpenTo(query)}
    order by ${order('t')} limit ${limit}`
  if (desks.length <= fewDesks)
    return sql.join(
      desks.map(({ role, department, like }) => sql`(${walk(role, department, like)})`),
      sql` union all `,
    )
  return sql`select first.* from ${deskRows(desks)}
    cross join lateral (${walk(sql`desk.post`, sql`desk.department_id`, sql`desk.divisions`)}) as first`
}

/** Words find cases first, and these their tasks. */
function found(query: TodoQuery, desks: Desk[], q: string): RawBuilder<unknown> {
  const departments = [...new Set(desks.map(({ department }) => department))]
  return sql`with found as materialized ${foundBy(query.realm, q, departments, { onlyOpen: true })}
    select t.case_id, t.id, t.due from found join cases.task t on t.realm = ${query.realm} and t.case_id = found.id
      join ${deskRows(desks)} on t.department_id = desk.department_id and t.post = desk.post and t.division_code like desk.divisions
    where ${isOpenTo(query)}`
}

const deskRows = (desks: Desk[]) => sql`unnest(${desks.map(({ role }) => role)}::text[],
  ${desks.map(({ department }) => department)}::text[], ${desks.map(({ like }) => like)}::text[]) as desk (post, department_id, divisions)`

/** A task that a colleague has taken is no to-do of anybody else. */
const isOpenTo = ({ takers, after, status, itemId }: Walk) => sql`t.closed_at is null
  and (t.assignee is null or t.assignee = any(${takers}::uuid[]))
  ${after ? sql`and (${order('t')}) > (${after[0] ?? '9999-12-31'}::date, ${after[1]}::uuid, ${after[2]}::int)` : sql``}
  ${status ? sql`and t.status = ${status}` : sql``}
  ${itemId ? sql`and t.item_id = ${itemId}::uuid` : sql``}`

/** Each role at each department in its reach, once. */
function todoDesks(reaches: Reach[]): Desk[] {
  const desks = reaches.flatMap(({ role, departments, divisionPrefix }) =>
    departments.map((department) => ({ role, department, like: `${escapeLike(divisionPrefix)}%` })),
  )
  return [...new Map(desks.map((desk) => [Object.values(desk).join(' '), desk])).values()]
}
