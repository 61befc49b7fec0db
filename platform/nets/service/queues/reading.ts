import type { Db } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import { type DeclaredPoint, mayManage, type PointQueue, postAt } from '../halls/index.ts'
import type { CallingScreen, Duty, HallLoad, Ticket } from './contract.ts'
import type { QueueNeeds } from './needs.ts'
import { mayAct, maySeePerson } from './policy.ts'
import * as store from './store.ts'
import { verbsFrom, waitingMinutes } from './ticket.ts'

/** Everything that looks at the queues and changes nothing. */
export function createQueueReading(needs: QueueNeeds) {
  const { db, clock, halls } = needs
  const today = () => cityDate(clock())

  /** Minutes a person takes at a window: as measured today once five were served, before that as the pack says. */
  const minutesEach = (point: DeclaredPoint, rows: readonly store.TicketRow[]): number => {
    const served = rows.filter(({ state }) => state === 'finished')
    return served.length < 5 ? point.usualMinutes : (average(served.map(serviceMinutes)) ?? point.usualMinutes)
  }

  async function present(actor: Actor, row: store.TicketRow, from: Db = db): Promise<Ticket> {
    const point = await halls.getDeclared(row.point)
    const serves = postAt(actor, point, await needs.territory()) !== undefined
    const waits = row.state === 'waiting' ? await waitOf(row, point, from) : undefined
    return {
      ...{ id: row.id, point: row.point, pointName: point.name, no: row.no, day: row.day, state: row.state },
      ...(row.item_id && row.item_name ? { itemId: row.item_id, itemName: row.item_name } : {}),
      ...(row.green ? { green: row.green } : {}),
      channel: row.channel,
      ...(row.person_name && maySeePerson(actor, row) ? { person: row.person_name } : {}),
      ...(row.window_no && row.state !== 'waiting' ? { window: row.window_no } : {}),
      takenAt: row.taken_at.toISOString(),
      ...(row.called_at ? { calledAt: row.called_at.toISOString() } : {}),
      ...(row.started_at ? { startedAt: row.started_at.toISOString() } : {}),
      calls: row.calls,
      ...waits,
      may: verbsFrom(row.state).filter((verb) => mayAct(actor, row, verb, serves)),
    }
  }

  async function waitOf(row: store.TicketRow, point: DeclaredPoint, from: Db) {
    const [rows, duties] = await Promise.all([
      store.listTickets(from, row),
      store.listDuties(from, row.realm, row.point),
    ])
    const ahead = rows.filter(({ state }) => state === 'waiting').findIndex(({ id }) => id === row.id)
    return { ahead, minutes: waitingMinutes(ahead, duties.length, minutesEach(point, rows)) }
  }

  async function findFor(actor: Actor, id: string): Promise<store.TicketRow> {
    const row = await store.findTicket(db, actor.realm, id)
    const missing = () => new Refusal('missing', 'queues.missing', `No ticket ${id}`)
    if (!row) throw missing()
    const serves = postAt(actor, await halls.getDeclared(row.point), await needs.territory()) !== undefined
    if (!serves && row.account_id !== actor.accountId) throw missing()
    return row
  }

  async function listMine(actor: Actor): Promise<Ticket[]> {
    const rows = await store.listOwn(db, actor.realm, actor.accountId, today())
    return Promise.all(rows.map((row) => present(actor, row)))
  }

  /** For the screen in the hall and the portal: numbers and windows, no names. */
  async function screen(realm: string, key: string): Promise<CallingScreen> {
    const point = await halls.getDeclared(key)
    const day = today()
    const [rows, duties] = await Promise.all([
      store.listTickets(db, { realm, point: key, day }),
      store.listDuties(db, realm, key),
    ])
    const of = (...states: string[]) => rows.filter(({ state }) => states.includes(state))
    const waiting = of('waiting')
    return {
      ...{ point: key, pointName: point.name },
      calls: of('called', 'serving', 'finished')
        .toSorted((one, other) => other.called_at!.getTime() - one.called_at!.getTime())
        .slice(0, 8)
        .map((row) => ({
          ...{ no: row.no, window: row.window_no!, at: row.called_at!.toISOString() },
          again: row.state === 'called' && row.calls > 1,
        })),
      next: waiting.slice(0, 8).map(({ no }) => no),
      skipped: of('skipped').map(({ no }) => no),
      waiting: waiting.length,
      openWindows: duties.length,
      minutes: waitingMinutes(waiting.length, duties.length, minutesEach(point, rows)),
    }
  }

  async function queues(realm: string): Promise<Map<string, PointQueue>> {
    const usual = new Map((await halls.points()).map(({ key, usualMinutes }) => [key, usualMinutes]))
    const rows = await store.countQueues(db, realm, today())
    return new Map(
      rows.map(({ point, waiting, windows, minutes }) => [
        point,
        { waiting, openWindows: windows, minutes: waitingMinutes(waiting, windows, minutes ?? usual.get(point) ?? 0) },
      ]),
    )
  }

  async function dutyOf(clerk: Actor): Promise<Duty | undefined> {
    const duty = await store.findOwnDuty(db, clerk.realm, clerk.accountId)
    return duty && presentDuty(clerk, duty)
  }

  async function presentDuty(clerk: Actor, duty: store.DutyRow): Promise<Duty> {
    const point = await halls.getDeclared(duty.point)
    const rows = await store.listTickets(db, { realm: duty.realm, point: duty.point, day: today() })
    const here = rows.find((row) => row.duty_id === duty.id && (row.state === 'called' || row.state === 'serving'))
    const skipped = rows.filter(({ state }) => state === 'skipped')
    return {
      ...{ id: duty.id, point: duty.point, pointName: point.name, window: duty.window_no, clerk: duty.clerk_name },
      since: duty.since.toISOString(),
      ...(here ? { ticket: await present(clerk, here) } : {}),
      waiting: rows.filter(({ state }) => state === 'waiting').length,
      skipped: await Promise.all(skipped.map((row) => present(clerk, row))),
      served: rows.filter((row) => row.clerk_id === duty.clerk_id && row.state === 'finished').length,
    }
  }

  /** 负荷: who sits where, how many wait, how long it takes; for the supervisor of the hall. */
  async function load(actor: Actor, key: string): Promise<HallLoad> {
    const point = await halls.getDeclared(key)
    if (!mayManage(actor, point, await needs.territory()))
      throw new Refusal('forbidden', 'queues.forbidden', `No supervisor of ${key}`)
    const day = today()
    const [rows, duties] = await Promise.all([
      store.listTickets(db, { realm: actor.realm, point: key, day }),
      store.listDuties(db, actor.realm, key),
    ])
    const finished = rows.filter(({ state }) => state === 'finished')
    const count = (state: string) => rows.filter((row) => row.state === state).length
    const called = rows.filter(({ called_at }) => called_at)
    return {
      ...{ point: key, pointName: point.name, day, usualMinutes: point.usualMinutes },
      ...{ waiting: count('waiting'), served: finished.length, skipped: count('skipped'), left: count('cancelled') },
      ...said('averageWait', average(called.map((row) => minutesFrom(row.queued_at, row.called_at!)))),
      ...said('averageService', average(finished.map(serviceMinutes))),
      windows: point.windows.map(({ no, name }) => {
        const duty = duties.find(({ window_no }) => window_no === no)
        const served = finished.filter(({ window_no }) => window_no === no)
        const now = duty && rows.find((row) => row.duty_id === duty.id && ['called', 'serving'].includes(row.state))
        return {
          ...{ window: no, name, served: served.length },
          ...said('averageMinutes', average(served.map(serviceMinutes))),
          ...(duty ? { dutyId: duty.id, clerk: duty.clerk_name, since: duty.since.toISOString() } : {}),
          ...(now ? { now: now.no } : {}),
        }
      }),
    }
  }

  return { present, findFor, listMine, screen, queues, dutyOf, presentDuty, load }
}

const minutesFrom = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 60_000
const serviceMinutes = (row: store.TicketRow) => minutesFrom(row.called_at!, row.finished_at!)

const average = (all: readonly number[]): number | undefined =>
  all.length > 0 ? Math.round((all.reduce((sum, each) => sum + each, 0) / all.length) * 10) / 10 : undefined

const said = <Key extends string>(key: Key, value: number | undefined): Partial<Record<Key, number>> =>
  value === undefined ? {} : ({ [key]: value } as Record<Key, number>)
