import QRCode from 'qrcode'
import { inTransaction, type Tx } from '#ground/database/index.ts'
import type { Actor, PostRole } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import { cityDate } from '#kernel/working-days.ts'
import { chargedItem, type Fee } from '../fees.ts'
import { type Bill, type Happening, issued, type Oddity } from './bill.ts'
import type { BillAct, BillState, BillView, ChannelView, PayAnswer, PayInput } from './contract.ts'
import { createDeposits } from './deposits.ts'
import { createKeeping } from './keeping.ts'
import type { BillNeeds } from './needs.ts'
import { billNumber } from './number.ts'
import { isOwn, mayDecide, mayDo, maySee, type Reach, readers, verbsFor } from './policy.ts'
import { presentBill } from './present.ts'
import {
  type BillRow,
  balances,
  billOf,
  book,
  type ItemRow,
  insertBill,
  listBills,
  loadBill,
  nextBillNumber,
  type Whole,
  withAll,
} from './store.ts'

/** For whom and for what a bill is made. */
export type BillFor = {
  realm: string
  caseId: string
  caseNo: string
  itemName: string
  party: { partyId: string; name: string; accountId: string }
  department: { id: string; name: string }
  divisionCode: string
  fees: readonly string[]
  /** What the fees' expressions read. */
  values: Record<string, unknown>
  /** Days to pay; 15 unless told, as a notice to pay gives. */
  days?: number
}

/** What a flow gets back: nothing is due when the total is 0. */
export type Billed = { billNo: string | null; billId: string | null; totalFen: number; text: string }

/** A payer has so long at a channel's page. */
const orderMinutes = 30

export type BillService = ReturnType<typeof createBills>

/** Bills: made from cases, paid at channels or the counter, refunded by two persons. */
export function createBills(needs: BillNeeds) {
  const { db, clock } = needs
  const apply = createKeeping(needs)
  const channels = new Map(needs.channels.map((channel) => [channel.key, channel]))

  /** Makes a bill in the caller's transaction: fees in force today, amounts by their own expressions. */
  async function make(tx: Tx, asked: BillFor): Promise<Billed> {
    const now = clock()
    const charged: { fee: Fee; item: Bill['items'][number] }[] = []
    for (const key of asked.fees) {
      const fee = await needs.fee(key, cityDate(now))
      const item = chargedItem(fee, asked.values, needs.compileExpression)
      if (item) charged.push({ fee, item })
    }
    if (charged.length === 0) return { billNo: null, billId: null, totalFen: 0, text: '不用缴费' }
    const { realm } = asked
    const [id, no] = [needs.newId(), billNumber(realm, Number(cityDate(now).slice(0, 4)), await nextBillNumber(tx))]
    const bill: Bill = { no, state: 'open', items: charged.map(({ item }) => item), orders: [], refunds: [], kept: [] }
    const totalFen = bill.items.reduce((sum, { fen }) => sum + fen, 0)
    const row: BillRow = {
      ...{ realm, id, no, case_id: asked.caseId, case_no: asked.caseNo, item_name: asked.itemName },
      ...{ party_id: asked.party.partyId, party_name: asked.party.name, account_id: asked.party.accountId },
      ...{
        department_id: asked.department.id,
        department_name: asked.department.name,
        division_code: asked.divisionCode,
      },
      title: charged.map(({ fee }) => fee.name).join('、'),
      title_en: charged.map(({ fee }) => fee.nameEn).join(', '),
      state: 'open',
      total_fen: totalFen,
      due: new Date(now.getTime() + (asked.days ?? 15) * 86_400_000),
      made_at: now,
      ...{ paid_at: null, closed_for: null, receipt_id: null, receipt_no: null, row_version: 1 },
    }
    const items = charged.map(({ fee, item }, seq): ItemRow => {
      const { version, name, nameEn: name_en, basis, standard } = fee
      return { realm, bill_id: id, seq, ...item, version, name, name_en, basis, standard }
    })
    await insertBill(tx, row, items)
    await book(tx, realm, no, now, issued(bill))
    const said = {
      ...{
        format: 'zhengtong-bill/1',
        bill: no,
        case: asked.caseNo,
        due: row.due.toISOString(),
        at: now.toISOString(),
      },
      items: items.map(({ code, version, kind, fen }) => ({ code, version, kind, fen })),
    }
    await needs.appendLeaf(tx, { realm, kind: 'payments.bill', subject: id, said })
    const text = charged.map(({ fee, item }) => `${fee.name}${(item.fen / 100).toFixed(2)}元`).join('，')
    return { billNo: no, billId: id, totalFen, text }
  }

  /** For citizens their own and those of whom they act for; for officials those of their offices. */
  async function list(
    actor: Actor,
    query: { limit: number; cursor?: string; state?: BillState; caseId?: string; no?: string; refunding?: boolean },
  ): Promise<Page<BillView>> {
    const reach = await reachOf(actor)
    const isCitizen = actor.kind === 'citizen'
    const rows = await listBills(db, actor.realm, {
      ...(isCitizen ? { parties: reach.parties } : { offices: reach.offices(readers) }),
      ...(query.state ? { states: [query.state] } : {}),
      ...(query.caseId ? { caseId: query.caseId } : {}),
      ...(query.no ? { no: query.no.replace(/\s/g, '') } : {}),
      ...(query.refunding ? { refunding: true } : {}),
      ...(query.cursor ? { after: decodeCursor(query.cursor, 2) as [string, string] } : {}),
      limit: query.limit + 1,
    })
    const page = pageOf(rows, query.limit, (row) => [row.made_at.toISOString(), row.id])
    const wholes = await withAll(db, actor.realm, page.items)
    return { ...page, items: wholes.map((whole) => presentBill(actor, whole, reach, clock())) }
  }

  async function get(actor: Actor, id: string): Promise<BillView> {
    const reach = await reachOf(actor)
    const whole = await loadBill(db, actor.realm, { id })
    if (!whole || !maySee(actor, owedOf(whole), reach)) throw missing(id)
    return presentBill(actor, whole, reach, clock())
  }

  async function pay(actor: Actor, id: string, input: PayInput, ip: string): Promise<PayAnswer> {
    // Whoever may not see the bill does not learn what is connected for it.
    await get(actor, id)
    const reach = await reachOf(actor)
    return begin(actor.realm, id, input, ip, (whole) => {
      if (!isOwn(actor, owedOf(whole), reach)) throw forbidden('pay')
    })
  }

  /** Begins to pay at a channel. The order is kept before the channel hears of it, so that no payment is ever unknown. */
  async function begin(
    realm: string,
    id: string,
    input: PayInput,
    ip: string,
    check: (whole: Whole) => void = () => {},
  ): Promise<PayAnswer> {
    const channel = channels.get(input.channel)
    if (!channel?.ways.includes(input.way))
      throw new Refusal('invalid', 'payments.unknown-channel', `No channel ${input.channel} takes ${input.way}`)
    if ((input.way === 'app') !== (input.payer !== undefined))
      throw new Refusal('invalid', 'payments.payer-needed', 'Inside an app, and only there, the payer is named')
    const now = clock()
    const { row, no, expires } = await inTransaction(db, async (tx) => {
      const whole = await loadBill(tx, realm, { id }, { lock: true })
      if (!whole) throw missing(id)
      check(whole)
      const order = `${whole.row.no}${String(whole.orders.length + 1).padStart(2, '0')}`
      const until = new Date(Math.min(now.getTime() + orderMinutes * 60_000, whole.row.due.getTime()))
      const step = await apply(tx, whole, { kind: 'order', no: order, channel: channel.key }, { expires: until })
      if (step.oddity || until <= now)
        throw new Refusal('conflict', 'payments.not-payable', `The bill is ${whole.row.state}`)
      return { row: whole.row, no: order, expires: until }
    })
    const asking = await channel
      .ask({
        ...{ no, fen: row.total_fen, title: row.title, at: now, expires, ip, way: input.way },
        ...(input.payer ? { payer: input.payer } : {}),
        returnTo: `${needs.publicUrl}/pay/${id}`,
      })
      .catch(async (error: unknown) => {
        // A channel that said no has no order; one that fell silent may have, and is asked later.
        if (error instanceof Refusal && error.code === 'payments.channel-refused')
          await happen(realm, { orderNo: no }, { kind: 'order-closed', order: no })
        throw error
      })
    const answer = { order: no, expires: expires.toISOString(), simulated: channel.simulated }
    switch (asking.kind) {
      case 'qr': {
        const svg = await QRCode.toString(asking.content, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
        const image = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
        return { ...answer, qr: { content: asking.content, image } }
      }
      case 'app':
        return { ...answer, app: asking.parameters }
      case 'redirect':
        return { ...answer, redirect: asking.url }
      case 'form':
        return { ...answer, form: { action: asking.action, fields: asking.fields } }
    }
  }

  /** One act of an official on a bill. */
  async function act(actor: Actor, id: string, input: BillAct): Promise<BillView> {
    const reach = await reachOf(actor)
    await inTransaction(db, async (tx) => {
      const whole = await loadBill(tx, actor.realm, { id }, { lock: true })
      if (!whole || !maySee(actor, owedOf(whole), reach)) throw missing(id)
      if (!mayDo(input.verb, owedOf(whole), reach)) throw forbidden(input.verb)
      if (
        whole.row.row_version !== input.expectedVersion ||
        !verbsFor(actor, owedOf(whole), billOf(whole), reach).includes(input.verb)
      )
        throw new Refusal('conflict', 'payments.conflict', `A bill that is ${whole.row.state} cannot ${input.verb}`)
      const by = { accountId: actor.accountId, name: actor.name }
      const about = { reason: input.reason, by }
      if (input.verb === 'take-cash') await takeCash(tx, whole, actor)
      else refuseOddity((await apply(tx, whole, happeningOf(actor, whole, input), about)).oddity)
      const said = {
        format: 'zhengtong-bill-act/1',
        bill: whole.row.no,
        ...input,
        by: actor.accountId,
        at: clock().toISOString(),
      }
      await needs.appendLeaf(tx, { realm: actor.realm, kind: 'payments.act', subject: id, said })
    })
    return get(actor, id)
  }

  /** Cash at the counter is asked and paid in one act; its number is the order's own. */
  async function takeCash(tx: Tx, whole: Whole, actor: Actor): Promise<void> {
    const no = `${whole.row.no}${String(whole.orders.length + 1).padStart(2, '0')}`
    const { row, items } = whole
    const order: Happening = { kind: 'order', no, channel: 'cash' }
    refuseOddity((await apply(tx, whole, order, { expires: clock() })).oddity)
    const again = await loadBill(tx, row.realm, { id: row.id }, { lock: true })
    if (!again) throw new Error(`Bill ${row.no} of ${items.length} items went away`)
    const at = clock().toISOString()
    const paid: Happening = { kind: 'paid', order: no, transaction: no, fen: row.total_fen, at }
    refuseOddity((await apply(tx, again, paid, { by: { accountId: actor.accountId, name: actor.name } })).oddity)
  }

  function happeningOf(actor: Actor, whole: Whole, { verb, item, fen, refund: no }: BillAct): Happening {
    if (verb === 'close') return { kind: 'close' }
    if (verb === 'propose-refund') {
      if (!item || !fen) throw new Refusal('invalid', 'payments.refund-unnamed', 'A refund names its item and amount')
      const serial = String(whole.refunds.length + whole.kept.length + 1).padStart(2, '0')
      return { kind: 'propose-refund', no: `${whole.row.no}R${serial}`, item, fen }
    }
    const refund = whole.refunds.find((each) => each.no === no)
    if (!refund) throw new Refusal('invalid', 'payments.refund-unnamed', `No refund ${no ?? ''}`)
    const decides = verb === 'approve-refund' || verb === 'refuse-refund'
    if (decides && !mayDecide(actor, { proposedBy: refund.proposed_by }))
      throw new Refusal('forbidden', 'payments.same-person', 'Who asked for a refund may not decide on it')
    return { kind: verb as 'approve-refund', refund: refund.no }
  }

  /** Lets something happen to a bill from outside: what a channel says, or a clock. Answers the oddity, if it is one. */
  async function happen(
    realm: string,
    by: Parameters<typeof loadBill>[2],
    happening: Happening,
    about: { reason?: string } = {},
  ): Promise<Oddity | undefined> {
    return inTransaction(db, async (tx) => {
      const whole = await loadBill(tx, realm, by, { lock: true })
      if (!whole) return 'unknown-order'
      return (await apply(tx, whole, happening, about)).oddity
    })
  }

  async function reachOf(actor: Actor): Promise<Reach> {
    const parties = actor.kind === 'citizen' ? await needs.partiesOf(actor) : []
    if (actor.kind !== 'official') return { parties, offices: () => [] }
    const roles: PostRole[] = [...new Set(actor.posts.map(({ role }) => role))]
    const byRole = new Map(
      await Promise.all(roles.map(async (role) => [role, await needs.officesOf(actor, [role])] as const)),
    )
    return { parties, offices: (wanted) => wanted.flatMap((role) => byRole.get(role) ?? []) }
  }

  /** The state of the books, for those who watch over money. */
  async function books(actor: Actor): Promise<{ account: string; fen: number }[]> {
    if (!actor.posts.some(({ role }) => readers.includes(role))) throw forbidden('books')
    return balances(db, actor.realm)
  }

  const listChannels = (): ChannelView[] =>
    needs.channels.map(({ key, name, nameEn, simulated, ways }) => ({ key, name, nameEn, simulated, ways: [...ways] }))

  return {
    deposits: createDeposits(apply),
    make,
    list,
    get,
    pay,
    begin,
    act,
    happen,
    apply,
    books,
    channels,
    listChannels,
  }
}

const owedOf = ({ row }: Whole) => ({ partyId: row.party_id, departmentId: row.department_id })
const missing = (id: string) => new Refusal('missing', 'payments.missing', `No bill ${id} for this person`)
const forbidden = (verb: string) => new Refusal('forbidden', 'payments.forbidden', `May not ${verb} this bill`)

function refuseOddity(oddity: Oddity | undefined): void {
  if (oddity === 'too-much') throw new Refusal('invalid', 'payments.too-much', 'More than is left of the item')
  if (oddity) throw new Refusal('conflict', 'payments.conflict', `Not now: ${oddity}`)
}
