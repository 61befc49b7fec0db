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
  /** With the parties' own: cases of others in matters that somebody lets the person act in. */
  matters?: { partyId: string; itemId: string }[]
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
  const matters = query.matters ?? []
  const lent =
    matters.length === 0
      ? sql``
      : sql`or (c.party_id, c.item_id) in (select * from unnest(${matters.map(({ partyId }) => partyId)}::uuid[],
          ${matters.map(({ itemId }) => itemId)}::uuid[]))`
  const source = query.parties
    ? sql`(select c.* from cases."case" c where c.realm = ${query.realm} and (c.party_id = any(${query.parties}::uuid[]) ${lent}) ${filters}
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

/** For the platform's own work: the case of a number. */
export async function findIdOfNumber(db: Db, realm: string, no: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from cases."case" where realm = ${realm} and no = ${no}`.execute(db)
  return rows[0]?.id
}

export type ActRecord = {
  at: Date
  name: string
  nameEn: string
  by: string
  caseId: string
  caseNo: string
  itemName: string
}

/** What these accounts did to cases of a party in a time, the newest first; at most 200. */
export async function listActsFor(
  db: Db,
  realm: string,
  { partyId, accountIds, from, until }: { partyId: string; accountIds: string[]; from: Date; until: Date },
): Promise<ActRecord[]> {
  const { rows } = await sql<ActRecord>`
    select s.at, s.name, s.name_en as "nameEn", s.actor_name as by, c.id as "caseId", c.no as "caseNo", c.item_name as "itemName"
    from cases."case" c join cases.step s on s.realm = c.realm and s.case_id = c.id
    where c.realm = ${realm} and c.party_id = ${partyId} and s.account_id = any(${accountIds}::text[])
      and s.at >= ${from} and s.at < ${until}
    order by s.at desc, s.seq desc limit 200`.execute(db)
  return rows
}
