import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { GreenReason, TicketState } from './contract.ts'

export type TicketRow = {
  realm: string
  id: string
  point: string
  day: string
  no: string
  seq: number
  item_id: string | null
  item_name: string | null
  green: GreenReason | null
  channel: 'portal' | 'kiosk' | 'window'
  account_id: string | null
  party_id: string | null
  person_name: string | null
  appointment_id: string | null
  state: TicketState
  taken_at: Date
  queued_at: Date
  wanted_window: string | null
  duty_id: string | null
  window_no: string | null
  clerk_id: string | null
  clerk_name: string | null
  calls: number
  called_at: Date | null
  started_at: Date | null
  finished_at: Date | null
  case_id: string | null
}

export type DutyRow = {
  realm: string
  id: string
  point: string
  window_no: string
  clerk_id: string
  clerk_name: string
  post_id: string
  since: Date
  until: Date | null
}

type Tables = { 'queues.ticket': TicketRow; 'queues.duty': DutyRow }
const ticketColumns =
  sql.raw(`realm, id, point, day::text as day, no, seq, item_id, item_name, green, channel, account_id,
  party_id, person_name, appointment_id, state, taken_at, queued_at, wanted_window, duty_id, window_no, clerk_id, clerk_name,
  calls, called_at, started_at, finished_at, case_id`)

type Queue = { realm: string; point: string; day: string }

/** The next number of a series; two who ask at once get two numbers. */
export async function nextNumber(tx: Tx, { realm, point, day }: Queue, series: string): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into queues.numbering (realm, point, day, series, last) values (${realm}, ${point}, ${day}, ${series}, 1)
    on conflict (realm, point, day, series) do update set last = queues.numbering.last + 1
    returning last`.execute(tx)
  return rows[0]!.last
}

/** False when this person stands in this queue already. */
export async function insertTicket(tx: Tx, row: TicketRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .withTables<Tables>()
    .insertInto('queues.ticket')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/**
 * Calls whoever comes next to a window: who was sent to it, then the green channel, then who came by appointment, then by
 * time. Two windows that call at once call two people.
 */
export async function callNext(tx: Tx, duty: DutyRow, day: string, now: Date): Promise<TicketRow | undefined> {
  const { rows } = await sql<TicketRow>`
    update queues.ticket set state = 'called', duty_id = ${duty.id}, window_no = ${duty.window_no},
      clerk_id = ${duty.clerk_id}, clerk_name = ${duty.clerk_name}, calls = calls + 1, called_at = ${now},
      started_at = null, wanted_window = null
    where realm = ${duty.realm} and id = (
      select id from queues.ticket
      where realm = ${duty.realm} and point = ${duty.point} and day = ${day} and state = 'waiting'
        and (wanted_window is null or wanted_window = ${duty.window_no})
      order by wanted_window is null, green is null, appointment_id is null, queued_at, seq
      limit 1 for update skip locked)
    returning ${ticketColumns}`.execute(tx)
  return rows[0]
}

export async function findTicket(db: Db, realm: string, id: string): Promise<TicketRow | undefined> {
  const { rows } = await sql<TicketRow>`
    select ${ticketColumns} from queues.ticket where realm = ${realm} and id = ${id}`.execute(db)
  return rows[0]
}

/** Changes it if it still stands as it was read; undefined when somebody was quicker. */
export async function changeTicket(
  tx: Tx,
  { realm, id, state, clerk_id }: TicketRow,
  change: Partial<TicketRow>,
): Promise<TicketRow | undefined> {
  const { rows } = await sql<TicketRow>`
    update queues.ticket set ${sql.join(
      Object.entries(change).map(([column, value]) => sql`${sql.ref(column)} = ${value}`),
    )}
    where realm = ${realm} and id = ${id} and state = ${state} and clerk_id is not distinct from ${clerk_id}
    returning ${ticketColumns}`.execute(tx)
  return rows[0]
}

export async function listOwn(db: Db, realm: string, accountId: string, day: string): Promise<TicketRow[]> {
  const { rows } = await sql<TicketRow>`
    select ${ticketColumns} from queues.ticket
    where realm = ${realm} and account_id = ${accountId} and day = ${day} order by taken_at desc limit 20`.execute(db)
  return rows
}

/** Of a hall on a day, in the order in which they would be called. */
export async function listTickets(db: Db, { realm, point, day }: Queue): Promise<TicketRow[]> {
  const { rows } = await sql<TicketRow>`
    select ${ticketColumns} from queues.ticket where realm = ${realm} and point = ${point} and day = ${day}
    order by green is null, appointment_id is null, queued_at, seq`.execute(db)
  return rows
}

export async function atWindow(db: Db, realm: string, dutyId: string): Promise<TicketRow | undefined> {
  const { rows } = await sql<TicketRow>`
    select ${ticketColumns} from queues.ticket
    where realm = ${realm} and duty_id = ${dutyId} and state in ('called', 'serving')`.execute(db)
  return rows[0]
}

/** How many wait and how many windows are open, of every hall that has either. */
export async function countQueues(db: Db, realm: string, day: string) {
  const { rows } = await sql<{ point: string; waiting: number; windows: number; minutes: number | null }>`
    select point, sum(waiting)::int as waiting, sum(windows)::int as windows, max(minutes)::float as minutes from (
      select point, count(*) filter (where state = 'waiting') as waiting, 0 as windows,
        avg(extract(epoch from finished_at - called_at) / 60) filter (where state = 'finished') as minutes
      from queues.ticket where realm = ${realm} and day = ${day} group by point
      union all
      select point, 0, count(*), null from queues.duty where realm = ${realm} and until is null group by point
    ) as each group by point`.execute(db)
  return rows
}

/** False when the window is taken or the clerk sits elsewhere. */
export async function insertDuty(tx: Tx, row: DutyRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .withTables<Tables>()
    .insertInto('queues.duty')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export async function findOwnDuty(db: Db, realm: string, clerkId: string): Promise<DutyRow | undefined> {
  return db
    .withTables<Tables>()
    .selectFrom('queues.duty')
    .selectAll()
    .where('realm', '=', realm)
    .where('clerk_id', '=', clerkId)
    .where('until', 'is', null)
    .executeTakeFirst()
}

export async function findDuty(db: Db, realm: string, id: string): Promise<DutyRow | undefined> {
  return db
    .withTables<Tables>()
    .selectFrom('queues.duty')
    .selectAll()
    .where('realm', '=', realm)
    .where('id', '=', id)
    .where('until', 'is', null)
    .executeTakeFirst()
}

export async function listDuties(db: Db, realm: string, point: string): Promise<DutyRow[]> {
  return db
    .withTables<Tables>()
    .selectFrom('queues.duty')
    .selectAll()
    .where('realm', '=', realm)
    .where('point', '=', point)
    .where('until', 'is', null)
    .execute()
}

/** Holds an open window until the transaction ends; false when it is open no more. Calling and leaving take turns by it. */
export async function holdDuty(tx: Tx, { realm, id }: DutyRow): Promise<boolean> {
  const { rows } = await sql`
    select from queues.duty where realm = ${realm} and id = ${id} and until is null for update`.execute(tx)
  return rows.length === 1
}

/** Nobody may be at the window: false when somebody is, or it was ended before. */
export async function endDuty(tx: Tx, duty: DutyRow, now: Date): Promise<boolean> {
  // Held before the question is put: a number called meanwhile is seen.
  if (!(await holdDuty(tx, duty))) return false
  const { realm, id } = duty
  const { numAffectedRows } = await sql`
    update queues.duty set until = ${now} where realm = ${realm} and id = ${id} and until is null and not exists (
      select from queues.ticket where realm = ${realm} and duty_id = ${id} and state in ('called', 'serving'))`.execute(
    tx,
  )
  return numAffectedRows === 1n
}
