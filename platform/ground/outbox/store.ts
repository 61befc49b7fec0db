import { type RawBuilder, sql } from 'kysely'
import { type Db, insertAtCommit, type Tx } from '../database/index.ts'

/** One event as reactions see it. `id` grows in the order of writing; `eventId` is its name for the outside. */
export type Event = {
  id: string
  eventId: string
  realm: string
  type: string
  subject: string
  data: unknown
  occurredAt: Date
}

type OutboxRow = { event_id: string; realm: string; type: string; subject: string; data: string; occurred_at: Date }

/** Rows of one transaction keep their order, so that events of a subject are heard as they happened. */
export async function insertEvent(tx: Tx, event: Omit<Event, 'id'>): Promise<void> {
  const row: OutboxRow = {
    event_id: event.eventId,
    realm: event.realm,
    type: event.type,
    subject: event.subject,
    data: JSON.stringify(event.data),
    occurred_at: event.occurredAt,
  }
  await insertAtCommit(tx, 'ground.outbox', [row])
}

/** True for the one dispatcher, of all processes, that may run now: order per subject needs a single reader. */
export async function tryToLead(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{
    led: boolean
  }>`select pg_try_advisory_xact_lock(hashtext('ground.outbox')) as led`.execute(tx)
  return rows[0]?.led === true
}

/** No pause is longer; a moment beyond it was written before the clock was set back, and has come. */
const longestPause = sql.lit('10 minutes')

/** The oldest waiting events. An event waits while an older one of its subject is postponed. */
export async function takeEvents(tx: Tx, now: Date, limit: number): Promise<Event[]> {
  const postponed = (column: RawBuilder<unknown>) =>
    sql`(${column} > ${now} and ${column} <= ${now}::timestamptz + ${longestPause}::interval)`
  const { rows } = await sql<Event>`
    select id::text, event_id as "eventId", realm, type, subject, data, occurred_at as "occurredAt"
    from ground.outbox o
    where ${postponed(sql`coalesce(o.not_before, '-infinity')`)} is not true
      and not exists (select 1 from ground.outbox b where b.subject = o.subject and b.id < o.id
                      and ${postponed(sql`b.not_before`)})
    order by id
    limit ${limit}`.execute(tx)
  return rows
}

export async function deleteEvents(tx: Tx, ids: string[]): Promise<void> {
  await sql`delete from ground.outbox where id = any(${ids}::bigint[])`.execute(tx)
}

/** Puts an event back with a growing pause (1 s, 2 s, 4 s … at most ten minutes) and the reason it failed. */
export async function postponeEvent(tx: Tx, id: string, now: Date, failure: string): Promise<void> {
  await sql`
    update ground.outbox
    set attempts = attempts + 1, failure = ${failure},
        not_before = ${now}::timestamptz + least(${longestPause}::interval, interval '1 second' * (2 ^ least(attempts, 10)))
    where id = ${id}`.execute(tx)
}

export async function countWaiting(db: Db): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from (select 1 from ground.outbox limit 100000) w`.execute(db)
  return rows[0]?.n ?? 0
}
