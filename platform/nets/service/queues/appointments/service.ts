import { inTransaction } from '#ground/database/index.ts'
import type { Claim } from '#ground/http/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { addCalendarDays } from '#kernel/calendar-date.ts'
import { Refusal } from '#kernel/errors.ts'
import { mask } from '#kernel/masks.ts'
import { cityDate } from '#kernel/working-days.ts'
import { type DeclaredPoint, postAt } from '../../halls/index.ts'
import type { QueueNeeds } from '../needs.ts'
import type { QueueService } from '../service.ts'
import type { Appointment, AppointmentInput, AppointmentVerb, SlotDay } from './contract.ts'
import { instantOf, slotsOf } from './slots.ts'
import * as store from './store.ts'

/** 预约: a place in a slot of a hall; who comes in time gets a number that goes before those without an appointment. */
export function createAppointments(needs: QueueNeeds, queues: Pick<QueueService, 'number' | 'note'>) {
  const { db, clock, halls } = needs
  const today = () => cityDate(clock())
  const serves = async (actor: Actor, point: DeclaredPoint) =>
    postAt(actor, point, await needs.territory()) !== undefined

  async function slots(realm: string, key: string): Promise<SlotDay[]> {
    const point = await halls.getDeclared(key)
    const { minutes, capacity, daysAhead } = slotsAt(point)
    const [now, first] = [clock(), today()]
    const booked = new Map(
      (await store.listBooked(db, realm, key, first)).map((each) => [`${each.day} ${each.time}`, each.booked]),
    )
    return Array.from({ length: daysAhead + 1 }, (_, ahead) => addCalendarDays(first, ahead))
      .map((day) => ({
        day,
        slots: slotsOf(halls.hoursOn(point, day), minutes)
          .filter((time) => instantOf(day, time) > now)
          .map((time) => ({ time, free: Math.max(0, capacity - (booked.get(`${day} ${time}`) ?? 0)) })),
      }))
      .filter(({ slots: open }) => open.length > 0)
  }

  async function book(person: Actor, key: string, input: AppointmentInput, claim?: Claim): Promise<Appointment> {
    const point = await halls.getDeclared(key)
    const { minutes, capacity } = slotsAt(point)
    const { day, time, itemId } = input
    const offered = (await slots(person.realm, key)).find((each) => each.day === day)?.slots
    if (!offered?.some((slot) => slot.time === time))
      throw new Refusal('conflict', 'queues.bad-slot', `${key} has no slot at ${day} ${time}`)
    const item = itemId ? (await halls.itemsOf(point.items)).find(({ id }) => id === itemId) : undefined
    if (itemId && !item) throw new Refusal('conflict', 'queues.not-here', `${key} does not handle ${itemId}`)
    const row: store.AppointmentRow = {
      ...{ realm: person.realm, id: needs.newId(), point: key, day, time, state: 'booked', ticket_id: null },
      ...{ item_id: item?.id ?? null, item_name: item?.name ?? null },
      ...{ account_id: person.accountId, party_id: person.partyId ?? null, person_name: person.name },
      ...{ ends_at: instantOf(day, time, minutes), booked_at: clock() },
    }
    await inTransaction(db, async (tx) => {
      if (!(await store.takePlace(tx, row, capacity)))
        throw new Refusal('conflict', 'queues.slot-full', `${day} ${time} at ${key} is full`)
      if (!(await store.insertAppointment(tx, row)))
        throw new Refusal('conflict', 'queues.has-appointment', 'This person holds one here on that day')
      await claim?.answer(tx, 201, await present(person, row))
    })
    return present(person, row)
  }

  async function listMine(person: Actor): Promise<Appointment[]> {
    const rows = await store.listOwnAppointments(db, person.realm, person.accountId)
    return Promise.all(rows.map((row) => present(person, row)))
  }

  /** Who is expected at a hall on a day, for those who serve there; names masked until they stand at the window. */
  async function listOf(clerk: Actor, key: string, day = today()): Promise<Appointment[]> {
    const point = await halls.getDeclared(key)
    if (!(await serves(clerk, point))) throw new Refusal('forbidden', 'queues.forbidden', `No post at ${key}`)
    const rows = await store.listAppointmentsOf(db, clerk.realm, key, day)
    return Promise.all(rows.map((row) => present(clerk, row)))
  }

  async function act(actor: Actor, id: string, verb: AppointmentVerb, claim?: Claim): Promise<Appointment> {
    const row = await store.findAppointment(db, actor.realm, id)
    const point = row && (await halls.getDeclared(row.point))
    const here = point !== undefined && (await serves(actor, point))
    if (!row || !point || (!here && row.account_id !== actor.accountId))
      throw new Refusal('missing', 'queues.appointment-missing', `No appointment ${id}`)
    if (verb === 'arrive' && !here) throw new Refusal('forbidden', 'queues.forbidden', 'The hall takes arrivals')
    if (verb === 'arrive' && row.day !== today())
      throw new Refusal('conflict', 'queues.not-that-day', `The appointment is for ${row.day}`)
    const settled = await inTransaction(db, async (tx) => {
      const ticket =
        verb === 'arrive'
          ? await queues.number(tx, point, {
              ...{ realm: row.realm, now: clock(), green: null, channel: 'window', appointment_id: row.id },
              ...{ item_id: row.item_id, item_name: row.item_name, account_id: row.account_id },
              ...{ party_id: row.party_id, person_name: row.person_name },
            })
          : undefined
      const state = ticket ? 'arrived' : 'cancelled'
      const after = await store.settle(tx, row, { state, ticket_id: ticket?.id ?? null })
      if (!after) throw new Refusal('conflict', 'queues.not-now', `${verb} is not open to a ${row.state} appointment`)
      if (ticket) await queues.note(tx, actor, ticket, 'take')
      else await store.givePlaceBack(tx, row)
      const note = { action: `queues.appointment-${verb}`, objectType: 'appointment', objectId: id }
      await needs.recordAudit(tx, actor, note)
      await claim?.answer(tx, 200, await present(actor, after, ticket?.no))
      return { after, no: ticket?.no }
    })
    return present(actor, settled.after, settled.no)
  }

  async function present(actor: Actor, row: store.AppointmentRow, no?: string): Promise<Appointment> {
    const point = await halls.getDeclared(row.point)
    const own = row.account_id === actor.accountId
    const booked = row.state === 'booked'
    const arrives = booked && row.day === today() && (await serves(actor, point))
    return {
      ...{ id: row.id, point: row.point, pointName: point.name, day: row.day, time: row.time, state: row.state },
      ...(row.item_id && row.item_name ? { itemId: row.item_id, itemName: row.item_name } : {}),
      person: own ? row.person_name : mask('name', row.person_name),
      ...(no ? { ticket: no } : {}),
      may: [...(booked ? (['cancel'] as const) : []), ...(arrives ? (['arrive'] as const) : [])],
    }
  }

  const missEnded = (realm: string) => store.missEnded(db, realm, clock())

  return { slots, book, listMine, listOf, act, missEnded }
}

export type AppointmentService = ReturnType<typeof createAppointments>

function slotsAt({ key, slots }: DeclaredPoint) {
  if (!slots) throw new Refusal('conflict', 'queues.no-appointments', `${key} takes no appointments`)
  return slots
}
