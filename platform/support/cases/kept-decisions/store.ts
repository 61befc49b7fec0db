import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#ground/database/index.ts'
import { escapeLike } from '../lists/finding/store.ts'
import type { Reach } from '../lists/todo/store.ts'

/** Which decisions: of one rule or of all, made within days of the city (both counted in), of cases within reach. */
export type KeptFilter = { rule?: string; from?: string; to?: string; whose: readonly Reach[] | 'all' }

export type KeptRow = {
  id: string
  case_id: string
  case_no: string
  party_id: string
  rule_key: string
  rule_version: number
  as_of: string
  at: Date
  /** To the microsecond, as the order needs it. */
  at_text: string
  outcome: string
  record: Buffer
}

export async function countKept(db: Db, realm: string, filter: KeptFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n ${fromWhere(realm, filter)}`.execute(db)
  return rows[0]!.n
}

export async function selectKept(
  db: Db,
  realm: string,
  filter: KeptFilter,
  { after, limit }: { after?: { at: string; id: string }; limit: number },
): Promise<KeptRow[]> {
  const { rows } = await sql<KeptRow>`
    select d.id, d.case_id, c.no as case_no, c.party_id, d.rule_key, d.rule_version, d.as_of, d.at, d.at::text as at_text,
           d.outcome, d.record
    ${fromWhere(realm, filter)} ${after ? sql`and (d.at, d.id) > (${after.at}::timestamptz, ${after.id}::uuid)` : sql``}
    order by d.at, d.id limit ${limit}`.execute(db)
  return rows
}

function fromWhere(realm: string, { rule, from, to, whose }: KeptFilter): RawBuilder<unknown> {
  // Days are the city's: 东八区, without summer time.
  return sql`
    from cases.decision d join cases."case" c on c.realm = d.realm and c.id = d.case_id
    where d.realm = ${realm} ${rule ? sql`and d.rule_key = ${rule}` : sql``}
      ${from ? sql`and d.at >= ${`${from}T00:00:00+08:00`}::timestamptz` : sql``}
      ${to ? sql`and d.at < ${`${to}T00:00:00+08:00`}::timestamptz + interval '1 day'` : sql``}
      ${whose === 'all' ? sql`` : sql`and (${within(whose)})`}`
}

function within(reaches: readonly Reach[]): RawBuilder<unknown> {
  if (reaches.length === 0) return sql`false`
  const each = reaches.map(
    ({ departments, divisionPrefix }) =>
      sql`(c.department_id = any(${departments}::text[]) and c.division_code like ${`${escapeLike(divisionPrefix)}%`})`,
  )
  return sql.join(each, sql` or `)
}
