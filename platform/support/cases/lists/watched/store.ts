import { sql } from 'kysely'
import type { Db } from '#ground/database/index.ts'
import { type Clock, runningDue } from '../../clocks.ts'

/** A case as whoever watches over offices sees it: times, counts and the day it is due; nobody is named. */
export type WatchedCase = {
  id: string
  no: string
  itemName: string
  departmentId: string
  department: string
  channel: string
  status: string
  outcome: string | null
  automatic: boolean
  submittedAt: Date
  closedAt: Date | null
  due: string | undefined
  returns: number
  corrections: number
  materials: number
}

type Row = Omit<WatchedCase, 'due'> & { clocks: { clocks: Clock[] } }

/** Open cases of departments, and those closed since an instant; the oldest first, so that what waits longest is never cut off. */
export async function listWatched(
  db: Db,
  realm: string,
  { departments, since, limit }: { departments: readonly string[]; since: Date; limit: number },
): Promise<WatchedCase[]> {
  const { rows } = await sql<Row>`
    select c.id, c.no, c.item_name as "itemName", c.department_id as "departmentId", c.department_name as department,
      c.channel, c.status, c.outcome, c.automatic, c.submitted_at as "submittedAt", c.closed_at as "closedAt", c.clocks,
      (select count(*) from cases.step s where s.realm = c.realm and s.case_id = c.id and s.verb = 'return')::int as returns,
      (select count(*) from cases.step s
        where s.realm = c.realm and s.case_id = c.id and s.verb = 'request-correction')::int as corrections,
      (select count(distinct key) from cases.material m where m.realm = c.realm and m.case_id = c.id)::int as materials
    from cases."case" c
    where c.realm = ${realm} and c.department_id = any(${[...departments]}::text[])
      and (c.closed_at is null or c.closed_at >= ${since})
    order by c.submitted_at, c.id limit ${limit}`.execute(db)
  return rows.map(({ clocks, ...row }) => ({ ...row, due: row.closedAt ? undefined : runningDue(clocks.clocks) }))
}
