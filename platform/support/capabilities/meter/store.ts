import { sql } from 'kysely'
import type { Db } from '#ground/database/index.ts'
import { bounds, type Call, type Counts } from './calls.ts'

export type Quota = { programId: string; capability: string; perDay: number; perSecond: number; day: string }
export type Used = { calls: number; inSecond: number }

/** Counts a call when day and second leave room; nothing when they do not. One statement, whatever process asks. */
export async function countCall(db: Db, quota: Quota): Promise<Used | undefined> {
  const { programId, capability, perDay, perSecond, day } = quota
  const { rows } = await sql<Used>`
    insert into capabilities.meter as m (program_id, capability, day, calls, second, in_second)
    select ${programId}, ${capability}, ${day}::date,
           coalesce((select sum(calls)::int from capabilities.call_day
                     where program_id = ${programId} and capability = ${capability} and day = ${day}::date), 0) + 1,
           extract(epoch from clock_timestamp())::bigint, 1
    on conflict (program_id, capability) do update set
      day = excluded.day,
      calls = case when m.day = excluded.day then m.calls + 1 else 1 end,
      second = excluded.second,
      in_second = case when m.second = excluded.second then m.in_second + 1 else 1 end
    where (m.day <> excluded.day or m.calls < ${perDay}) and (m.second <> excluded.second or m.in_second < ${perSecond})
    returning calls, in_second as "inSecond"`.execute(db)
  return rows[0]
}

export async function selectUsed(db: Db, programId: string, day: string): Promise<Map<string, Used>> {
  const { rows } = await sql<Used & { capability: string }>`
    select capability, calls, in_second as "inSecond" from capabilities.meter
    where program_id = ${programId} and day = ${day}::date`.execute(db)
  return new Map(rows.map(({ capability, ...used }) => [capability, used]))
}

export type Line = Counts & { day: string; programId: string; capability: string; operation: string }

export async function addCounts(db: Db, lines: readonly Line[]): Promise<void> {
  // In one order everywhere, so that two processes never wait for each other in a circle.
  const inOrder = lines.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  const values = JSON.stringify(inOrder)
  await sql`
    insert into capabilities.call_day as c
      (day, program_id, capability, operation, calls, refused, failed, limited, millis, buckets)
    select day, "programId", capability, operation, calls, refused, failed, limited, millis, buckets
    from jsonb_to_recordset(${values}::jsonb) as x
      (day date, "programId" text, capability text, operation text, calls bigint, refused bigint, failed bigint,
       limited bigint, millis bigint, buckets bigint[])
    on conflict (day, program_id, operation) do update set
      calls = c.calls + excluded.calls, refused = c.refused + excluded.refused, failed = c.failed + excluded.failed,
      limited = c.limited + excluded.limited, millis = c.millis + excluded.millis,
      buckets = (select array_agg(a + b order by place)
                 from unnest(c.buckets, excluded.buckets) with ordinality as t(a, b, place))`.execute(db)
}

const keyOf = ({ day, programId, operation }: Line) => `${day} ${programId} ${operation}`

type Failed = Required<Pick<Call, 'programId' | 'code'>> & Omit<Call, 'capability'>

export async function addFailures(db: Db, failures: readonly Failed[]): Promise<void> {
  const rows = failures.map(({ at, ...rest }) => ({ ...rest, millis: Math.round(rest.millis), at: at.toISOString() }))
  await sql`
    insert into capabilities.failure (program_id, at, request_id, operation, status, code, millis)
    select "programId", at, "requestId", operation, status, code, millis
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x
      ("programId" text, at timestamptz, "requestId" text, operation text, status smallint, code text, millis integer)`.execute(
    db,
  )
}

type CountRow = Record<'calls' | 'refused' | 'failed' | 'limited' | 'millis', string> & { buckets: string[] }

const asCounts = ({ calls, refused, failed, limited, millis, buckets }: CountRow): Counts => ({
  ...{ calls: Number(calls), refused: Number(refused), failed: Number(failed) },
  ...{ limited: Number(limited), millis: Number(millis), buckets: buckets.map(Number) },
})

export async function selectDays(db: Db, programId: string, from: string, to: string): Promise<Line[]> {
  const { rows } = await sql<CountRow & { day: string; capability: string; operation: string }>`
    select day::text, capability, operation, calls, refused, failed, limited, millis, buckets
    from capabilities.call_day where program_id = ${programId} and day between ${from}::date and ${to}::date
    order by day desc, operation limit 2000`.execute(db)
  return rows.map(({ day, capability, operation, ...counts }) => ({
    programId,
    day,
    capability,
    operation,
    ...asCounts(counts),
  }))
}

/** Since a day: all calls of everybody by capability (of one only, when it is named), operation by operation. */
export async function selectSums(db: Db, since: string, only?: string): Promise<Map<string, Counts[]>> {
  const { rows } = await sql<CountRow & { capability: string }>`
    select capability, sum(calls) as calls, sum(refused) as refused, sum(failed) as failed, sum(limited) as limited,
      sum(millis) as millis, ${sumOfBuckets} as buckets
    from capabilities.call_day
    where program_id = '' and day >= ${since}::date and (${only ?? null}::text is null or capability = ${only ?? null})
    group by capability, operation`.execute(db)
  const sums = new Map<string, Counts[]>()
  for (const { capability, ...row } of rows) sums.set(capability, [...(sums.get(capability) ?? []), asCounts(row)])
  return sums
}

/** Buckets of many days, place by place. */
const sumOfBuckets = sql.raw(`array[${[...bounds, 0].map((_, place) => `sum(buckets[${place + 1}])`).join(', ')}]`)

/** Of a capability since a day: what each program called. */
export async function selectByProgram(db: Db, capability: string, since: string) {
  const { rows } = await sql<{ programId: string; calls: string; failed: string }>`
    select program_id as "programId", sum(calls) as calls, sum(failed) as failed from capabilities.call_day
    where program_id <> '' and capability = ${capability} and day >= ${since}::date group by program_id`.execute(db)
  return new Map(
    rows.map(({ programId, calls, failed }) => [programId, { calls: Number(calls), failed: Number(failed) }]),
  )
}

export async function selectFailures(db: Db, programId: string, limit: number): Promise<Omit<Failed, 'programId'>[]> {
  const { rows } = await sql<Omit<Failed, 'programId'>>`
    select at, request_id as "requestId", operation, status, code, millis from capabilities.failure
    where program_id = ${programId} order by at desc limit ${limit}`.execute(db)
  return rows
}

/** Forgets failures after thirty days and beyond the last five hundred of a program, and days after three years. */
export async function deleteOld(db: Db, now: Date): Promise<void> {
  await sql`delete from capabilities.failure where at < ${now}::timestamptz - interval '30 days'`.execute(db)
  await sql`
    delete from capabilities.failure f using (
      select ctid as place, row_number() over (partition by program_id order by at desc) as turn
      from capabilities.failure) as o
    where f.ctid = o.place and o.turn > 500`.execute(db)
  await sql`delete from capabilities.nonce where until < ${now}`.execute(db)
  await sql`delete from capabilities.call_day where day < ${now}::timestamptz - interval '3 years'`.execute(db)
}
