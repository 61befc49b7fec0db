import { sql } from 'kysely'
import { type Db, plannedAfresh } from '#ground/database/index.ts'
import type { CaseTable, CaseTables } from '../tables.ts'
import { escapeLike, foundBy } from './finding/store.ts'
import type { Reach } from './todo/store.ts'

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
 * these. Open and closed cases have an index each: a status other than `closed` is rare among all that ever was, and
 * `closed` is rare among the newest.
 */
export async function listCases(db: Db, query: CaseQuery): Promise<CaseListRecord[]> {
  const desks = desksOf(query.reaches ?? [])
  if (!query.parties && desks.length === 0) return []
  const like = `%${escapeLike(query.q ?? '')}%`
  const filters = sql`
    ${query.status ? sql`and c.status = ${query.status}` : sql``}
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
          cross join lateral (${sql.join(
            halves(query.status).map(
              (half) => sql`(select * from cases."case" c where c.realm = ${query.realm}
            and c.department_id = desk.department_id and c.division_code like desk.divisions and ${half} ${filters}
            order by c.submitted_at desc, c.id desc limit ${query.limit})`,
            ),
            sql` union all `,
          )}) as c
          order by c.submitted_at desc, c.id desc) as c`
  const { rows } = await sql<CaseListRecord>`${plannedAfresh}
    select c.*, exists (select 1 from cases.task t where t.realm = c.realm and t.case_id = c.id
                        and t.closed_at is null and t.post = 'applicant') as "needsApplicant"
    from ${source}
    order by c.submitted_at desc, c.id desc
    limit ${query.limit}`.execute(db)
  return rows
}

/** Which of the two indexes hold cases of a status: of any status both. */
function halves(status: string | undefined) {
  const [open, closed] = [sql`c.closed_at is null`, sql`c.closed_at is not null`]
  if (status === undefined) return [open, closed]
  return [status === 'closed' ? closed : open]
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
