import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#ground/database/index.ts'

/** Where a row of numbers runs: a letter's is its office's own. */
export type Row = { realm: string; type: string; departmentId: string; scope: string }

/** Who reserves, when, and since when what others reserved and never used is anybody's. */
export type Reserver = { holder: string; now: Date; abandonedBefore: Date }

const isOf = ({ realm, type, departmentId, scope }: Row) =>
  sql`realm = ${realm} and type = ${type} and department_id = ${departmentId} and scope = ${scope}`

/**
 * Reserves `count` numbers, rising: those that were abandoned first, then new ones. One statement, committed by itself. Nobody waits
 * for it to be on disk: the act that uses a number commits after it, so a crash that takes the reservation takes the act, too.
 */
export async function reserveNumbers(db: Db, row: Row, count: number, by: Reserver): Promise<number[]> {
  const { realm, type, departmentId, scope } = row
  const { rows } = await sql<{ number: number }>`
    with abandoned as (
      select number from credentials.reserved where ${isOf(row)} and at < ${by.abandonedBefore}::timestamptz
      order by number limit ${count}::int for update skip locked),
    again as (
      update credentials.reserved r set holder = ${by.holder}::uuid, at = ${by.now}::timestamptz from abandoned a
      where ${isOf(row)} and r.number = a.number returning r.number),
    counted as (
      insert into credentials.counter as c values (${realm}, ${type}, ${departmentId}, ${scope},
        ${count}::int - (select count(*) from abandoned))
      on conflict (realm, type, department_id, scope) do update set last = c.last + excluded.last returning last),
    fresh as (
      insert into credentials.reserved
      select ${realm}, ${type}, ${departmentId}, ${scope}, n, ${by.holder}::uuid, ${by.now}::timestamptz
      from counted, generate_series(last - ${count}::int + 1 + (select count(*) from abandoned), last) n
      returning number)
    select number from (select number from again union all select number from fresh) taken,
      (select set_config('synchronous_commit', 'off', true)) unhurried
    order by number`.execute(db)
  return rows.map(({ number }) => number)
}

/** Uses a reserved number up; touches nothing when it is no longer this holder's. */
export function useNumber(row: Row, number: number, holder: string): RawBuilder<unknown> {
  return sql`delete from credentials.reserved where ${isOf(row)} and number = ${number} and holder = ${holder}::uuid`
}
