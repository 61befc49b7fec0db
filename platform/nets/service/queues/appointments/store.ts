import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'

export type AppointmentRow = {
  realm: string
  id: string
  point: string
  day: string
  time: string
  item_id: string | null
  item_name: string | null
  account_id: string
  party_id: string | null
  person_name: string
  state: 'booked' | 'arrived' | 'cancelled' | 'missed'
  ends_at: Date
  booked_at: Date
  ticket_id: string | null
}

type Tables = { 'queues.appointment': AppointmentRow }
const columns =
  sql.raw(`realm, id, point, day::text as day, time, item_id, item_name, account_id, party_id, person_name,
  state, ends_at, booked_at, ticket_id`)

type Place = Pick<AppointmentRow, 'realm' | 'point' | 'day' | 'time'>

/** One place in a slot; false when it is full. */
export async function takePlace(tx: Tx, { realm, point, day, time }: Place, capacity: number): Promise<boolean> {
  const { rows } = await sql`
    insert into queues.slot (realm, point, day, time, booked) values (${realm}, ${point}, ${day}, ${time}, 1)
    on conflict (realm, point, day, time) do update set booked = queues.slot.booked + 1
      where queues.slot.booked < ${capacity}
    returning booked`.execute(tx)
  return rows.length === 1
}

export async function givePlaceBack(tx: Tx, { realm, point, day, time }: Place): Promise<void> {
  await sql`
    update queues.slot set booked = booked - 1
    where realm = ${realm} and point = ${point} and day = ${day} and time = ${time}`.execute(tx)
}

/** False when the person holds one there on that day. */
export async function insertAppointment(tx: Tx, row: AppointmentRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .withTables<Tables>()
    .insertInto('queues.appointment')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export async function findAppointment(db: Db, realm: string, id: string): Promise<AppointmentRow | undefined> {
  const { rows } = await sql<AppointmentRow>`
    select ${columns} from queues.appointment where realm = ${realm} and id = ${id}`.execute(db)
  return rows[0]
}

/** Out of `booked`; undefined when it was not booked any more. */
export async function settle(
  tx: Tx,
  { realm, id }: AppointmentRow,
  { state, ticket_id }: Pick<AppointmentRow, 'state' | 'ticket_id'>,
): Promise<AppointmentRow | undefined> {
  const { rows } = await sql<AppointmentRow>`
    update queues.appointment set state = ${state}, ticket_id = ${ticket_id}
    where realm = ${realm} and id = ${id} and state = 'booked' returning ${columns}`.execute(tx)
  return rows[0]
}

export async function listOwnAppointments(db: Db, realm: string, accountId: string): Promise<AppointmentRow[]> {
  const { rows } = await sql<AppointmentRow>`
    select ${columns} from queues.appointment where realm = ${realm} and account_id = ${accountId}
    order by day desc, time desc limit 50`.execute(db)
  return rows
}

export async function listAppointmentsOf(db: Db, realm: string, point: string, day: string): Promise<AppointmentRow[]> {
  const { rows } = await sql<AppointmentRow>`
    select ${columns} from queues.appointment where realm = ${realm} and point = ${point} and day = ${day}
    order by time, booked_at limit 500`.execute(db)
  return rows
}

export async function listBooked(db: Db, realm: string, point: string, from: string) {
  const { rows } = await sql<{ day: string; time: string; booked: number }>`
    select day::text as day, time, booked from queues.slot
    where realm = ${realm} and point = ${point} and day >= ${from}`.execute(db)
  return rows
}

/** Those who did not come until their slot was over. */
export async function missEnded(db: Db, realm: string, now: Date): Promise<void> {
  await sql`
    update queues.appointment set state = 'missed'
    where realm = ${realm} and state = 'booked' and ends_at <= ${now}`.execute(db)
}
