import { insertAtCommit, inTransaction, type Tx } from '#ground/database/index.ts'
import type { Claim } from '#ground/http/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate, cityTime } from '#kernel/working-days.ts'
import { type DeclaredPoint, mayManage, postAt } from '../halls/index.ts'
import type { Duty, DutyInput, Ticket, TicketActInput, TicketInput, TicketVerb } from './contract.ts'
import { TicketMoved } from './events.ts'
import type { QueueNeeds } from './needs.ts'
import { mayAct } from './policy.ts'
import { createQueueReading } from './reading.ts'
import * as store from './store.ts'
import { ticketNo, wayOf } from './ticket.ts'

/** 排队叫号: numbers taken, called and served at the windows of a hall. */
export function createQueues(needs: QueueNeeds) {
  const { db, clock, halls } = needs
  const reading = createQueueReading(needs)
  const today = () => cityDate(clock())
  const servesAt = async (actor: Actor, point: DeclaredPoint) => postAt(actor, point, await needs.territory())

  async function take(actor: Actor, key: string, input: TicketInput, claim?: Claim): Promise<Ticket> {
    const point = await halls.getDeclared(key)
    const own = actor.kind === 'citizen'
    if (!own && !(await servesAt(actor, point))) throw forbidden(key)
    if (point.windows.length === 0) throw new Refusal('conflict', 'queues.no-windows', `${key} has no windows`)
    const now = clock()
    const opened = halls.hoursOn(point, today())
    // Numbers are given out from opening to closing, the noon break included: whoever waits may wait through it.
    const [first, last] = [opened[0]?.opens, opened.at(-1)?.closes]
    const time = cityTime(now)
    if (!first || !last || time < first || time >= last)
      throw new Refusal('conflict', 'queues.closed', `${key} is closed at ${time}`)
    const item = input.itemId ? await itemAt(point, input.itemId) : undefined
    const row = await inTransaction(db, async (tx) => {
      const taken = await number(tx, point, {
        ...{
          realm: actor.realm,
          now,
          green: input.green ?? null,
          channel: own ? 'portal' : (input.channel ?? 'window'),
        },
        ...{ item_id: item?.id ?? null, item_name: item?.name ?? null },
        ...(own ? { account_id: actor.accountId, party_id: actor.partyId ?? null, person_name: actor.name } : {}),
      })
      await note(tx, actor, taken, 'take')
      await claim?.answer(tx, 201, await reading.present(actor, taken, tx))
      return taken
    })
    return reading.present(actor, row)
  }

  type Taking = Pick<store.TicketRow, 'realm' | 'green' | 'channel' | 'item_id' | 'item_name'> & {
    now: Date
  } & Partial<Pick<store.TicketRow, 'account_id' | 'party_id' | 'person_name' | 'appointment_id'>>

  /** A number of today in this hall. */
  async function number(tx: Tx, { key }: DeclaredPoint, { now, ...taking }: Taking): Promise<store.TicketRow> {
    const day = cityDate(now)
    const green = taking.green !== null
    const seq = await store.nextNumber(tx, { realm: taking.realm, point: key, day }, green ? 'G' : 'A')
    const row: store.TicketRow = {
      ...{ account_id: null, party_id: null, person_name: null, appointment_id: null },
      ...taking,
      ...{ id: needs.newId(), point: key, day, no: ticketNo(green, seq), seq, state: 'waiting' },
      ...{ taken_at: now, queued_at: now, wanted_window: null, duty_id: null, window_no: null, clerk_id: null },
      ...{ clerk_name: null, calls: 0, called_at: null, started_at: null, finished_at: null, case_id: null },
    }
    if (!(await store.insertTicket(tx, row)))
      throw new Refusal('conflict', 'queues.has-ticket', 'This person stands in this queue already')
    return row
  }

  async function itemAt(point: DeclaredPoint, id: string) {
    const found = (await halls.itemsOf(point.items)).find((item) => item.id === id)
    if (!found) throw new Refusal('conflict', 'queues.not-here', `${point.key} does not handle ${id}`)
    return found
  }

  /** What happened to a ticket, and that it did, in the transaction of the act. */
  async function note(tx: Tx, actor: Actor, row: store.TicketRow, verb: string): Promise<void> {
    const window = row.window_no ?? undefined
    await insertAtCommit(tx, 'queues.ticket_step', [
      {
        ...{ realm: row.realm, ticket_id: row.id, at: clock(), verb, account_id: actor.accountId },
        ...{ actor_name: actor.name, window_no: row.window_no, state: row.state },
      },
    ])
    const data = { point: row.point, day: row.day, no: row.no, verb, state: row.state, ...(window ? { window } : {}) }
    await needs.publish(tx, TicketMoved, { realm: row.realm, subject: row.id, data })
  }

  /** 开窗: the clerk sits down at a window of a hall in their place. */
  async function open(clerk: Actor, { point: key, window }: DutyInput): Promise<Duty> {
    const point = await halls.getDeclared(key)
    const post = await servesAt(clerk, point)
    if (!post) throw forbidden(key)
    const duty = dutyAt(point, window, {
      realm: clerk.realm,
      clerk_id: clerk.accountId,
      clerk_name: clerk.name,
      post_id: post.id,
    })
    await inTransaction(db, async (tx) => {
      await sit(tx, duty)
      await noteDuty(tx, clerk, 'open', duty)
    })
    return reading.presentDuty(clerk, duty)
  }

  function dutyAt(
    point: DeclaredPoint,
    window: string,
    clerk: Pick<store.DutyRow, 'realm' | 'clerk_id' | 'clerk_name' | 'post_id'>,
  ): store.DutyRow {
    if (!point.windows.some(({ no }) => no === window))
      throw new Refusal('invalid', 'queues.no-window', `${point.key} has no window ${window}`)
    return { ...clerk, id: needs.newId(), point: point.key, window_no: window, since: clock(), until: null }
  }

  async function sit(tx: Tx, duty: store.DutyRow): Promise<void> {
    if (!(await store.insertDuty(tx, duty)))
      throw new Refusal('conflict', 'queues.window-taken', 'The window is taken, or the clerk sits elsewhere')
  }

  const noteDuty = (tx: Tx, actor: Actor, act: string, { id, point, window_no, clerk_id }: store.DutyRow) =>
    needs.recordAudit(tx, actor, {
      ...{ action: `queues.${act}`, objectType: 'window', objectId: id },
      after: { point, window: window_no, clerk: clerk_id },
    })

  async function onDuty(clerk: Actor): Promise<store.DutyRow> {
    const duty = await store.findOwnDuty(db, clerk.realm, clerk.accountId)
    if (!duty) throw notOnDuty()
    return duty
  }

  async function close(clerk: Actor): Promise<void> {
    const duty = await onDuty(clerk)
    await inTransaction(db, async (tx) => {
      if (!(await store.endDuty(tx, duty, clock()))) throw stillServing()
      await noteDuty(tx, clerk, 'close', duty)
    })
  }

  /** 叫号: whoever comes next, to the window of this clerk; the name is told to them alone, and that it was is recorded. */
  async function call(clerk: Actor): Promise<Duty> {
    const duty = await onDuty(clerk)
    const point = await halls.getDeclared(duty.point)
    // A post that ended takes nobody's number any more.
    if (!(await servesAt(clerk, point))) throw forbidden(duty.point)
    await inTransaction(db, async (tx) => {
      if (!(await store.holdDuty(tx, duty))) throw notOnDuty()
      if (await store.atWindow(tx, duty.realm, duty.id)) throw stillServing()
      const row = await store.callNext(tx, duty, today(), clock())
      if (!row) throw new Refusal('conflict', 'queues.nobody', 'Nobody waits')
      await note(tx, clerk, row, 'call')
      if (row.party_id)
        await needs.recordAudit(tx, clerk, {
          ...{ action: 'queues.call', objectType: 'ticket', objectId: row.id },
          after: { no: row.no, window: duty.window_no, partyId: row.party_id },
        })
    })
    return reading.presentDuty(clerk, duty)
  }

  async function act(actor: Actor, id: string, input: TicketActInput, claim?: Claim): Promise<Ticket> {
    const row = await reading.findFor(actor, id)
    const point = await halls.getDeclared(row.point)
    const { from, to } = wayOf(input.verb)
    if (!mayAct(actor, row, input.verb, (await servesAt(actor, point)) !== undefined)) throw forbidden(row.point)
    if (!from.includes(row.state)) throw notNow(row, input.verb)
    const change = { ...changeBy(input, row, point, clock()), state: to }
    const changed = await inTransaction(db, async (tx) => {
      const after = await store.changeTicket(tx, row, change).catch((error: unknown) => {
        if (!(error instanceof Error && 'constraint' in error && error.constraint === 'ticket_of_person')) throw error
        throw new Refusal('conflict', 'queues.another-ticket', `The person of ${row.no} took another number`)
      })
      if (!after) throw notNow(row, input.verb)
      await note(tx, actor, after, input.verb)
      await claim?.answer(tx, 200, await reading.present(actor, after, tx))
      return after
    })
    return reading.present(actor, changed)
  }

  /** 调窗: the supervisor sends a clerk to another window of the same hall. */
  async function move(actor: Actor, dutyId: string, window: string) {
    const duty = await store.findDuty(db, actor.realm, dutyId)
    if (!duty) throw new Refusal('missing', 'queues.missing', `No open window ${dutyId}`)
    const point = await halls.getDeclared(duty.point)
    if (!mayManage(actor, point, await needs.territory())) throw forbidden(duty.point)
    const { realm, clerk_id, clerk_name, post_id } = duty
    const next = dutyAt(point, window, { realm, clerk_id, clerk_name, post_id })
    await inTransaction(db, async (tx) => {
      if (!(await store.endDuty(tx, duty, clock()))) throw stillServing()
      await sit(tx, next)
      await noteDuty(tx, actor, 'move', next)
    })
    return reading.load(actor, duty.point)
  }

  return { ...reading, take, number, note, open, close, call, act, move }
}

export type QueueService = ReturnType<typeof createQueues>

/** What a verb writes beside the new state. */
function changeBy(
  { verb, window, caseId }: TicketActInput,
  { calls }: store.TicketRow,
  point: DeclaredPoint,
  now: Date,
): Partial<store.TicketRow> {
  const back = { queued_at: now, duty_id: null, window_no: null, clerk_id: null, clerk_name: null, started_at: null }
  switch (verb) {
    case 'recall':
      return { called_at: now, calls: calls + 1 }
    case 'start':
      return { started_at: now }
    case 'finish':
      return { finished_at: now, ...(caseId ? { case_id: caseId } : {}) }
    case 'return':
      return back
    case 'transfer':
      if (!point.windows.some(({ no }) => no === window))
        throw new Refusal('invalid', 'queues.no-window', `${point.key} has no window ${window}`)
      return { ...back, wanted_window: window! }
    case 'skip':
    case 'cancel':
      return {}
  }
}

const forbidden = (key: string) => new Refusal('forbidden', 'queues.forbidden', `No post for this at ${key}`)
const notOnDuty = () => new Refusal('conflict', 'queues.not-on-duty', 'No window is open')
const stillServing = () => new Refusal('conflict', 'queues.still-serving', 'A number is still at the window')
const notNow = ({ no, state }: store.TicketRow, verb: TicketVerb) =>
  new Refusal('conflict', 'queues.not-now', `${verb} is not open to ${no}, which is ${state}`)
