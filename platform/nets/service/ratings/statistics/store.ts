import { sql } from 'kysely'
import type { Db } from '#ground/database/index.ts'
import type { CountedBy } from '../contract.ts'

export type Counts = {
  departmentId: string
  department: string
  /** Of an item or a window; empty when counted by department. */
  part: string
  partName: string
  count: number
  /** Cases and services, each once: a case may be rated at acceptance and at its result. */
  subjects: number
  satisfied: number
  bad: number
  excluded: number
  answerDue: number
  replied: number
  due: number
  mendedOnTime: number
  named: number
  calledBack: number
  calledBackOnTime: number
  again: number
  satisfiedAgain: number
}

/**
 * Ratings over days in the city, both included, by department, or by its items or windows. What an appeal excluded counts nowhere but in `excluded`.
 * `answerDue` are the bad ratings whose answer is there or should be: an order still in time tells nothing yet. `due` are those of
 * them that were found to have ground: what was explained had nothing to mend. `named` are the bad ratings of people who can be
 * called: the national text asks all real-name bad ratings to be called back (unverified), and a code on a slip names nobody.
 */
export async function countRatings(
  db: Db,
  query: {
    realm: string
    departments: string[]
    from: string
    to: string
    today: string
    by: CountedBy
  },
): Promise<Counts[]> {
  const { rows } = await sql<Counts>`
    select r.department_id as "departmentId", max(r.department_name) as department,
      ${partOf[query.by]} as part, max(${partNameOf[query.by]}) as "partName",
      count(*) filter (where counts)::int as count,
      (count(distinct r.subject_id) filter (where r.stage <> 'acceptance'))::int as subjects,
      count(*) filter (where counts and r.level <= 3)::int as satisfied,
      count(*) filter (where counts and r.level >= 4)::int as bad,
      count(*) filter (where not counts)::int as excluded,
      count(*) filter (where counts and answerable)::int as "answerDue",
      count(*) filter (where counts and o.replied_on is not null)::int as replied,
      count(*) filter (where counts and answerable and founded)::int as due,
      count(*) filter (where counts and founded and o.replied_on <= o.mend_due)::int as "mendedOnTime",
      count(*) filter (where counts and r.level >= 4 and named)::int as named,
      count(*) filter (where counts and named and o.called_back_on is not null)::int as "calledBack",
      count(*) filter (where counts and named and o.called_back_on <= o.call_back_due)::int as "calledBackOnTime",
      count(*) filter (where counts and o.again is not null)::int as again,
      count(*) filter (where counts and o.again <= 3)::int as "satisfiedAgain"
    from ratings.rating r
    left join ratings.work_order o on o.realm = r.realm and o.rating_id = r.id
    left join ratings.service_record s on s.realm = r.realm and s.id = r.subject_id and r.stage = 'service'
    cross join lateral (select coalesce(o.progress, '') <> 'excluded', r.account_id is not null,
      o.replied_on is not null or o.mend_due < ${query.today}::date,
      not exists (select from ratings.work_step w where w.realm = r.realm and w.rating_id = r.id and w.verb = 'explain')
    ) as c (counts, named, answerable, founded)
    where r.realm = ${query.realm} and r.department_id = any(${query.departments}::text[])
      and r.at >= (${query.from}::date)::timestamp at time zone 'Asia/Shanghai'
      and r.at < (${query.to}::date + 1)::timestamp at time zone 'Asia/Shanghai'
      ${query.by === 'window' ? sql`and r.stage = 'service'` : query.by === 'item' ? sql`and r.item_id is not null` : sql``}
    group by r.department_id, part`.execute(db)
  return rows
}

const partOf = { department: sql`''`, item: sql`r.item_id::text`, window: sql`coalesce(s.window_no, '')` }
const partNameOf = { department: sql`''`, item: sql`r.item_name`, window: sql`coalesce(s.window_no, '')` }

export type Served = { departmentId: string; department: string; window: string; count: number }

/** Services given at counters and by telephone in these days. */
export async function countServices(
  db: Db,
  query: { realm: string; departments: readonly string[]; from: string; to: string },
): Promise<Served[]> {
  const { rows } = await sql<Served>`
    select department_id as "departmentId", max(department_name) as department, coalesce(window_no, '') as window,
      count(*)::int as count
    from ratings.service_record
    where realm = ${query.realm} and department_id = any(${[...query.departments]}::text[])
      and at >= (${query.from}::date)::timestamp at time zone 'Asia/Shanghai'
      and at < (${query.to}::date + 1)::timestamp at time zone 'Asia/Shanghai'
    group by department_id, coalesce(window_no, '')`.execute(db)
  return rows
}
