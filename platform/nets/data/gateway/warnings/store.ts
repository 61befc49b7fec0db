import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { Finding, WarningKind } from './contract.ts'
import type { Use } from './unusual.ts'

export type WarningRow = {
  realm: string
  id: string
  demand_id: string
  reader: string
  register: string
  day: string
  kind: WarningKind
  count: number
  usual: string | null
  found_at: Date
  finding: Finding | null
  note: string | null
  closed_by: string | null
  closed_at: Date | null
}

export type UsedGrant = Pick<WarningRow, 'realm' | 'demand_id' | 'reader' | 'register'> & Use

/** How each grant that was used on a day was used, on it and in the four weeks before. */
export async function selectUse(db: Db, day: string): Promise<UsedGrant[]> {
  const { rows } = await sql<Omit<UsedGrant, 'before'> & { before: UsedGrant['before'] }>`
    with call as (
      select realm, demand_id, reader, register, rows, code, (at at time zone 'Asia/Shanghai')::date as on_day,
        extract(hour from at at time zone 'Asia/Shanghai') not between 6 and 21 as is_night
      from gateway.call
      where at >= ((${day}::date - 28)::timestamp at time zone 'Asia/Shanghai')
        and at < ((${day}::date + 1)::timestamp at time zone 'Asia/Shanghai')
        and demand_id in (select demand_id from gateway.call
          where at >= (${day}::date::timestamp at time zone 'Asia/Shanghai')
            and at < ((${day}::date + 1)::timestamp at time zone 'Asia/Shanghai'))
    )
    select realm, demand_id, max(reader) as reader, max(register) as register,
      coalesce(sum(rows) filter (where on_day = ${day}::date), 0)::int as records,
      (count(*) filter (where on_day = ${day}::date and is_night and code is null))::int as night,
      (count(*) filter (where on_day = ${day}::date and code = 'gateway.elsewhere'))::int as elsewhere,
      (count(*) filter (where on_day = ${day}::date and code = 'registers.masked-filter'))::int as guesses,
      jsonb_build_object(
        'days', count(distinct on_day) filter (where on_day < ${day}::date),
        'records', coalesce(sum(rows) filter (where on_day < ${day}::date), 0),
        'calls', count(*) filter (where on_day < ${day}::date),
        'night', count(*) filter (where on_day < ${day}::date and is_night)) as before
    from call group by realm, demand_id`.execute(db)
  return rows
}

/** Says whether it is new: a kind is told once a day. */
export async function insertWarning(
  tx: Tx,
  row: Omit<WarningRow, 'finding' | 'note' | 'closed_by' | 'closed_at' | 'usual'> & { usual: number | null },
): Promise<boolean> {
  const { rows } = await sql`
    insert into gateway.warning (realm, id, demand_id, reader, register, day, kind, count, usual, found_at)
    values (${row.realm}, ${row.id}, ${row.demand_id}, ${row.reader}, ${row.register}, ${row.day}::date, ${row.kind},
      ${row.count}, ${row.usual}, ${row.found_at})
    on conflict (realm, demand_id, day, kind) do nothing returning id`.execute(tx)
  return rows.length === 1
}

export async function listWarnings(
  db: Db,
  query: { realm: string; open?: boolean; before?: { at: string; id: string }; limit: number },
): Promise<WarningRow[]> {
  const { realm, open, before, limit } = query
  const { rows } = await sql<WarningRow>`
    select w.*, w.day::text as day from gateway.warning w where realm = ${realm}
      and (${open === undefined} or (closed_at is null) = ${open ?? true})
      and (${before === undefined} or (found_at, id) < (${before?.at ?? null}::timestamptz, ${before?.id ?? null}::uuid))
    order by found_at desc, id desc limit ${limit}`.execute(db)
  return rows
}

export async function closeWarning(
  tx: Tx,
  closing: { realm: string; id: string; finding: Finding; note: string; by: string; at: Date },
): Promise<WarningRow | undefined> {
  const { realm, id, finding, note, by, at } = closing
  const { rows } = await sql<WarningRow>`
    update gateway.warning w set finding = ${finding}, note = ${note}, closed_by = ${by}, closed_at = ${at}
    where realm = ${realm} and id = ${id} and closed_at is null returning w.*, w.day::text as day`.execute(tx)
  return rows[0]
}
