import { inTransaction } from '#ground/database/index.ts'
import type { Log } from '#ground/telemetry/log.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { Transfer } from '../bills/bill.ts'
import type { BillNeeds } from '../bills/needs.ts'
import type { BillService } from '../bills/service.ts'
import { billOf, book, loadBill } from '../bills/store.ts'
import type { StatementLine } from '../channels/channel.ts'
import { compare, type Difference, type Line } from './compare.ts'
import type { DifferenceView, ReconcileInput, ReconciliationView, SettleInput } from './contract.ts'
import { mayReconcile, maySettle, readers } from './policy.ts'
import {
  addDifferences,
  billBehind,
  type DifferenceRow,
  hasReconciled,
  linesOfDay,
  listDifferences,
  listReconciliations,
  lockDifference,
  type ReconciliationRow,
  saveReconciliation,
  settleDifference,
} from './store.ts'
import { readVouchers, type TreasuryLine } from './treasury.ts'

/** Channels have yesterday's bill ready by ten (微信支付: 每日10点后); this is when we fetch it, minutes after midnight in the city. */
const fetchMinute = 10 * 60 + 30

export type Reconciling = ReturnType<typeof createReconciling>

/** 对账: every day with every channel, and with the treasury whenever it sends what it took in. */
export function createReconciling(needs: BillNeeds & { log: Log }, bills: BillService) {
  const { db, clock, realm } = needs

  /**
   * Compares a channel's bill of a day with our books. What the channel was paid and we were never told is booked first: its
   * bill is as good a word as its notification. What still differs becomes tasks.
   */
  async function reconcile(channel: string, day: string): Promise<ReconciliationView> {
    const connected = bills.channels.get(channel)
    if (!connected) throw new Refusal('invalid', 'payments.unknown-channel', `No channel ${channel}`)
    const theirs = await connected.statement(day)
    let mended = 0
    for (const line of theirs) if (line.kind === 'paid' && (await mend(line))) mended++
    return keep(channel, day, await linesOfDay(db, realm, channel, day), theirs.map(lineOf), mended)
  }

  async function mend({ order: no, transaction, fen, at }: Extract<StatementLine, { kind: 'paid' }>): Promise<boolean> {
    const whole = await loadBill(db, realm, { orderNo: no })
    const order = whole?.orders.find((each) => each.no === no)
    if (!order || order.state === 'paid' || order.fen !== fen) return false
    return (await bills.happen(realm, { orderNo: no }, { kind: 'paid', order: no, transaction, fen, at })) === undefined
  }

  async function keep(
    channel: string,
    day: string,
    ours: readonly Line[],
    theirs: readonly Line[],
    mended: number,
    more: readonly Omit<DifferenceRow, keyof Fresh>[] = [],
  ): Promise<ReconciliationView> {
    const { oursFen, theirsFen, differences } = compare(ours, theirs)
    const found = [...(await Promise.all(differences.map((each) => rowOf(channel, day, each)))), ...more]
    const row: ReconciliationRow = {
      ...{ realm, channel, day, at: clock(), ours: ours.length, ours_fen: oursFen },
      ...{ theirs: theirs.length, theirs_fen: theirsFen, mended, differences: found.length },
    }
    await inTransaction(db, async (tx) => {
      await saveReconciliation(tx, row)
      await addDifferences(
        tx,
        found.map((each) => ({ ...each, ...fresh() })),
      )
      const said = { format: 'zhengtong-reconciliation/1', ...row, at: row.at.toISOString() }
      await needs.appendLeaf(tx, { realm, kind: 'payments.reconciled', subject: `${channel} ${day}`, said })
    })
    return viewOf(row)
  }

  type Fresh = ReturnType<typeof fresh>
  const fresh = () => ({
    ...{ realm, id: needs.newId(), state: 'open' as const, found_at: clock(), row_version: 1 },
    ...{ settled_at: null, settled_by: null, settled_name: null, how: null },
  })

  async function rowOf(
    channel: string,
    day: string,
    difference: Difference,
  ): Promise<Omit<DifferenceRow, keyof Fresh>> {
    const { kind, about, no, oursFen, theirsFen } = difference
    const bill = await billBehind(db, realm, no)
    return {
      ...{ channel, day, about, no, ours_fen: oursFen, theirs_fen: theirsFen },
      // Money for an order that nobody made is another matter than a payment we missed.
      kind: kind === 'missing-here' && !bill ? 'not-owed' : kind,
      department_id: bill?.department_id ?? null,
      bill_id: bill?.id ?? null,
    }
  }

  /**
   * Takes vouchers of the treasury: what it took in of a paid bill leaves its channel in our books. Sent twice it is booked
   * once; what we do not know, or know differently, becomes a task.
   */
  async function takeVouchers(actor: Actor, xml: string): Promise<ReconciliationView[]> {
    if (!mayReconcile(actor)) throw forbidden()
    const lines = readVouchers(xml)
    const days = [...new Set(lines.map(({ day }) => day))]
    return Promise.all(
      days.map((day) =>
        takeDay(
          day,
          lines.filter((line) => line.day === day),
        ),
      ),
    )
  }

  async function takeDay(day: string, lines: readonly TreasuryLine[]): Promise<ReconciliationView> {
    const ours: Line[] = []
    for (const billNo of new Set(lines.map((line) => line.billNo))) {
      const taken = lines.filter((line) => line.billNo === billNo)
      const fen = taken.reduce((sum, line) => sum + line.fen, 0)
      await inTransaction(db, async (tx) => {
        const whole = await loadBill(tx, realm, { no: billNo }, { lock: true })
        const settled = whole?.orders.find(({ state, surplus }) => state === 'paid' && !surplus)
        if (!whole || !settled) return
        // Deposits stay on the government's account and never reach the treasury.
        const owed = billOf(whole).items.reduce((sum, item) => sum + (item.kind === 'fee' ? item.fen : 0), 0)
        ours.push({ about: 'payment', no: billNo, fen: owed })
        if (owed !== fen) return
        const transfer: Transfer = {
          key: `${billNo}:treasury`,
          debit: 'treasury',
          credit: `channel:${settled.channel}`,
          fen,
        }
        await book(tx, realm, billNo, clock(), [transfer], { once: true })
      })
    }
    const theirs = lines.map(({ billNo, fen }): Line => ({ about: 'payment', no: billNo, fen }))
    return keep('treasury', day, ours, theirs, 0)
  }

  /** One round of the clock: after half past ten, yesterday of every channel, once. */
  async function sweep(): Promise<void> {
    const now = clock()
    const [hour, minute] = [(now.getUTCHours() + 8) % 24, now.getUTCMinutes()]
    if (hour * 60 + minute < fetchMinute) return
    const yesterday = cityDate(new Date(now.getTime() - 86_400_000))
    for (const channel of bills.channels.keys()) {
      if (await hasReconciled(db, realm, channel, yesterday)) continue
      await reconcile(channel, yesterday).catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error
        needs.log.warn(
          { channel, day: yesterday, reason: error.message },
          'a channel could not be reconciled; it is tried again',
        )
      })
    }
  }

  async function run(actor: Actor, { channel, day }: ReconcileInput): Promise<ReconciliationView> {
    if (!mayReconcile(actor)) throw forbidden()
    return reconcile(channel, day)
  }

  async function list(
    actor: Actor,
    query: { limit: number; cursor?: string; channel?: string },
  ): Promise<Page<ReconciliationView>> {
    if (!mayReconcile(actor)) throw forbidden()
    const rows = await listReconciliations(db, actor.realm, {
      ...(query.channel ? { channel: query.channel } : {}),
      ...(query.cursor ? { after: decodeCursor(query.cursor, 2) as [string, string] } : {}),
      limit: query.limit + 1,
    })
    const page = pageOf(rows, query.limit, (row) => [row.day, row.channel])
    return { ...page, items: page.items.map(viewOf) }
  }

  async function differences(
    actor: Actor,
    query: { limit: number; cursor?: string; state?: 'open' | 'settled' },
  ): Promise<Page<DifferenceView>> {
    if (!mayReconcile(actor)) throw forbidden()
    const offices = await needs.officesOf(actor, readers)
    const rows = await listDifferences(db, actor.realm, {
      offices,
      all: true,
      ...(query.state ? { state: query.state } : {}),
      ...(query.cursor ? { after: decodeCursor(query.cursor, 2) as [string, string] } : {}),
      limit: query.limit + 1,
    })
    const page = pageOf(rows, query.limit, (row) => [row.found_at.toISOString(), row.id])
    return { ...page, items: page.items.map((row) => differenceOf(row, maySettle(offices, row.department_id))) }
  }

  /** A person says what was behind a difference and what was done about it; that closes the task. */
  async function settle(actor: Actor, id: string, { how, expectedVersion }: SettleInput): Promise<DifferenceView> {
    const offices = await needs.officesOf(actor, readers)
    return inTransaction(db, async (tx) => {
      const row = await lockDifference(tx, actor.realm, id)
      if (!row || !mayReconcile(actor) || !maySettle(offices, row.department_id))
        throw new Refusal('missing', 'payments.difference-missing', `No difference ${id} for this person`)
      if (row.state === 'settled' || row.row_version !== expectedVersion)
        throw new Refusal('conflict', 'payments.conflict', 'Somebody has settled it')
      const settled = { settled_at: clock(), settled_by: actor.accountId, settled_name: actor.name, how }
      await settleDifference(tx, row, settled)
      const said = {
        format: 'zhengtong-difference/1',
        id,
        no: row.no,
        how,
        by: actor.accountId,
        at: settled.settled_at.toISOString(),
      }
      await needs.appendLeaf(tx, { realm, kind: 'payments.settled', subject: id, said })
      return differenceOf({ ...row, ...settled, state: 'settled', row_version: row.row_version + 1 }, false)
    })
  }

  return { reconcile, run, takeVouchers, sweep, list, differences, settle }
}

const forbidden = () =>
  new Refusal('forbidden', 'payments.forbidden', 'Reconciling is the work of cashiers and supervisors')

function lineOf(line: StatementLine): Line {
  return line.kind === 'paid'
    ? { about: 'payment', no: line.order, fen: line.fen }
    : { about: 'refund', no: line.refund, fen: line.fen }
}

const viewOf = (row: ReconciliationRow): ReconciliationView => ({
  channel: row.channel,
  day: row.day,
  at: row.at.toISOString(),
  ours: row.ours,
  oursFen: row.ours_fen,
  theirs: row.theirs,
  theirsFen: row.theirs_fen,
  mended: row.mended,
  differences: row.differences,
})

const differenceOf = (row: DifferenceRow, settles: boolean): DifferenceView => ({
  id: row.id,
  channel: row.channel,
  day: row.day,
  kind: row.kind,
  about: row.about,
  no: row.no,
  oursFen: row.ours_fen,
  theirsFen: row.theirs_fen,
  ...(row.bill_id ? { billId: row.bill_id } : {}),
  state: row.state,
  foundAt: row.found_at.toISOString(),
  ...(row.settled_at ? { settledAt: row.settled_at.toISOString() } : {}),
  ...(row.settled_name ? { settledBy: row.settled_name } : {}),
  ...(row.how ? { how: row.how } : {}),
  maySettle: settles && row.state === 'open',
  rowVersion: row.row_version,
})
