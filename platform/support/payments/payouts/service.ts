import { inTransaction, type Tx } from '#ground/database/index.ts'
import type { JobHandler } from '#ground/jobs.ts'
import type { Actor, PostRole } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { mask } from '#kernel/masks.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import { cityDate } from '#kernel/working-days.ts'
import { book } from '../bills/store.ts'
import type { PayoutActInput, PayoutView, RunInput, RunView } from './contract.ts'
import { amountOf, type PayoutKind } from './declared.ts'
import type { PayoutNeeds } from './needs.ts'
import { type Payee, type Paying, payeeSealedAs, payoutOf } from './paying.ts'
import { owed } from './payout.ts'
import * as store from './store.ts'

/** What a flow says of whom to pay. */
export type PayoutFor = {
  caseId: string
  caseNo: string
  party: { partyId: string }
  department: { id: string; name: string }
  kind: string
  payee: Payee
  given: Record<string, unknown>
  fromMonth?: string
  untilMonth?: string
}

const readers: readonly PostRole[] = ['cashier', 'decider', 'supervisor']
const mostLines = 500

export type PayoutService = ReturnType<typeof createPayouts>

/** 秒批秒发、按月发放: what is granted is owed at once, paid to a verified account, and never twice. */
export function createPayouts(needs: PayoutNeeds, paying: Paying) {
  const { db, clock, realm } = needs

  /** `payments.payout` of a flow: what is granted once is paid at once; what is granted by the month, this month at once and then by runs. */
  async function grant(tx: Tx, given: PayoutFor): Promise<{ entitlement?: string; payoutNo?: string; fen?: number }> {
    const kind = await needs.payoutKind(given.kind)
    const month = cityDate(clock()).slice(0, 7)
    const payee = needs.secrets.encrypt(JSON.stringify(given.payee), payeeSealedAs)
    const whose = {
      ...{ realm, party_id: given.party.partyId, payee, department_id: given.department.id },
      ...{ department_name: given.department.name, case_id: given.caseId, case_no: given.caseNo },
    }
    if (kind.schedule === 'once') {
      const fen = amountOf(kind, given.given, month, needs.compileExpression)
      const no = await payOut(tx, [{ kind, fen, whose }])
      return { ...(no ? { payoutNo: no } : {}), fen }
    }
    const id = needs.newId()
    const added = await store.insertEntitlement(tx, {
      ...{ ...whose, id, kind: kind.key, kind_version: kind.version, given: JSON.stringify(given.given) },
      ...{ from_month: given.fromMonth ?? month, until_month: given.untilMonth ?? null, made_at: clock() },
    })
    if (!added || (given.fromMonth ?? month) > month) return { entitlement: id }
    const fen = amountOf(kind, given.given, month, needs.compileExpression)
    const no = await payOut(tx, [{ kind, fen, whose, entitlement: id, month }])
    return { entitlement: id, fen, ...(no ? { payoutNo: no } : {}) }
  }

  type New = {
    kind: PayoutKind
    fen: number
    whose: Pick<
      store.PayoutRow,
      'realm' | 'party_id' | 'payee' | 'department_id' | 'department_name' | 'case_id' | 'case_no'
    >
    entitlement?: string
    month?: string
  }

  /** Owes and batches; what is there already is left. Answers the number of the first. */
  async function payOut(tx: Tx, news: readonly New[]): Promise<string | undefined> {
    const [now, day] = [clock(), cityDate(clock())]
    let first: string | undefined
    for (let from = 0; from < news.length; from += mostLines) {
      const batch = await store.nextNumber(tx, 'PB', day)
      await store.insertBatch(tx, { realm, no: batch, made_at: now, look_at: now, looks: 0 })
      for (const { kind, fen, whose, entitlement, month } of news.slice(from, from + mostLines)) {
        const row: store.PayoutRow = {
          ...{
            ...whose,
            no: await store.nextNumber(tx, 'PO', day),
            kind: kind.key,
            title: kind.name,
            title_en: kind.nameEn,
          },
          ...{
            subsidy: kind.subsidy,
            basis: kind.basis,
            entitlement_id: entitlement ?? null,
            month: month ?? null,
            fen,
          },
          ...{ state: 'due', attempt: 1, batch_no: batch, reason: null, made_at: now, sent_at: null, paid_at: null },
          ...{ returned_at: null, row_version: 1 },
        }
        if (!(await store.insertPayout(tx, row))) continue
        await book(tx, realm, row.no, now, owed(payoutOf(row)))
        first ??= row.no
      }
      await needs.jobs.add(tx, 'payments.pay-out', { no: batch }, { key: `pay-out:${realm}:${batch}` })
    }
    return first
  }

  /** 按月发放: one person prepares the month, with how many and how much. */
  async function propose(actor: Actor, { kind: key, month, departmentId }: RunInput): Promise<RunView> {
    const offices = await needs.officesOf(actor, ['cashier'])
    const office = departmentId ?? actor.posts.find(({ role }) => role === 'cashier')?.departmentId
    if (!office || !offices.includes(office)) throw forbidden()
    const kind = await needs.payoutKind(key)
    if (kind.schedule !== 'monthly' || month > cityDate(clock()).slice(0, 7))
      throw new Refusal('invalid', 'payments.no-run', 'Not paid by the month, or not yet')
    const { count, fen } = await totals(kind, month, office)
    const row: store.RunRow = {
      ...{ realm, id: needs.newId(), kind: key, month, department_id: office, state: 'proposed', count, fen },
      ...{ proposed_at: clock(), proposed_by: actor.accountId, proposed_name: actor.name },
      ...{ decided_at: null, decided_by: null, decided_name: null },
    }
    await inTransaction(db, (tx) => store.insertRun(tx, row)).catch((error: unknown) => {
      const taken = error instanceof Error && 'constraint' in error && error.constraint === 'run_open'
      throw taken ? new Refusal('conflict', 'payments.run-open', 'Prepared already') : error
    })
    return runView(row, false)
  }

  async function totals(kind: PayoutKind, month: string, departmentId: string) {
    const rows = await store.openEntitlements(db, realm, { kind: kind.key, month, departmentId })
    const fen = rows.reduce(
      (sum, row) =>
        sum + amountOf(kind, row.given as unknown as Record<string, unknown>, month, needs.compileExpression),
      0,
    )
    return { count: rows.length, fen, rows }
  }

  /** Another person approves: what is owed for the month is booked, batched and sent. */
  async function decide(actor: Actor, id: string, approve: boolean): Promise<RunView> {
    const offices = await needs.officesOf(actor, ['decider'])
    return inTransaction(db, async (tx) => {
      const run = await store.loadRun(tx, actor.realm, id)
      if (!run || !offices.includes(run.department_id))
        throw new Refusal('missing', 'payments.payout-missing', `No run ${id}`)
      if (run.state !== 'proposed') throw new Refusal('conflict', 'payments.conflict', 'Decided already')
      if (run.proposed_by === actor.accountId)
        throw new Refusal('forbidden', 'payments.same-person', 'Who prepared it may not approve it')
      const kind = await needs.payoutKind(run.kind)
      const { rows, count, fen } = await totals(kind, run.month, run.department_id)
      const decided = { decided_at: clock(), decided_by: actor.accountId, decided_name: actor.name }
      const now = { ...decided, state: approve ? ('approved' as const) : ('refused' as const), count, fen }
      await store.decideRun(tx, run, now)
      if (approve)
        await payOut(
          tx,
          rows.map((row) => ({
            ...{ kind, whose: whoseOf(row), entitlement: row.id, month: run.month },
            fen: amountOf(kind, row.given as unknown as Record<string, unknown>, run.month, needs.compileExpression),
          })),
        )
      const said = { format: 'zhengtong-payout-run/1', id, kind: run.kind, month: run.month, approve, count, fen }
      await needs.appendLeaf(tx, { realm, kind: 'payments.payout-run', subject: id, said })
      return runView({ ...run, ...now }, false)
    })
  }

  async function runs(actor: Actor): Promise<RunView[]> {
    const [offices, deciding] = await Promise.all([
      needs.officesOf(actor, readers),
      needs.officesOf(actor, ['decider']),
    ])
    if (offices.length === 0) throw forbidden()
    const rows = await store.listRuns(db, actor.realm, offices)
    return Promise.all(
      rows.map((row) =>
        runView(
          row,
          row.state === 'proposed' && deciding.includes(row.department_id) && row.proposed_by !== actor.accountId,
        ),
      ),
    )
  }

  async function runView(row: store.RunRow, mayDecide: boolean): Promise<RunView> {
    const kind = await needs.payoutKind(row.kind)
    return {
      ...{ id: row.id, kind: row.kind, title: kind.name, titleEn: kind.nameEn, month: row.month, state: row.state },
      ...{ count: row.count, fen: row.fen, proposedBy: row.proposed_name, proposedAt: row.proposed_at.toISOString() },
      ...(row.decided_name ? { decidedBy: row.decided_name } : {}),
      ...(row.decided_at ? { decidedAt: row.decided_at.toISOString() } : {}),
      mayDecide,
    }
  }

  /** One's own, or those of one's offices; what came back is a task of the cashier. */
  async function list(
    actor: Actor,
    query: { limit: number; cursor?: string; state?: store.PayoutRow['state'] },
  ): Promise<Page<PayoutView>> {
    const own = actor.kind === 'citizen'
    const offices = own ? [] : await needs.officesOf(actor, readers)
    if (!own && offices.length === 0) throw forbidden()
    const rows = await store.listPayouts(db, actor.realm, {
      ...(own ? { parties: await needs.partiesOf(actor) } : { departments: offices }),
      ...(query.state ? { state: query.state } : {}),
      ...(query.cursor ? { after: decodeCursor(query.cursor, 2) as [string, string] } : {}),
      limit: query.limit + 1,
    })
    const collecting = own ? [] : await needs.officesOf(actor, ['cashier'])
    const page = pageOf(rows, query.limit, (row) => [row.made_at.toISOString(), row.no])
    return {
      ...page,
      items: page.items.map((row) => view(row, { own, mayAct: collecting.includes(row.department_id) })),
    }
  }

  function view(row: store.PayoutRow, { own, mayAct }: { own: boolean; mayAct: boolean }): PayoutView {
    const { name, account } = paying.payeeOf(row)
    return {
      ...{ no: row.no, kind: row.kind, title: row.title, titleEn: row.title_en, basis: row.basis },
      payee: own ? name : mask('name', name),
      account: account ? `****${account.slice(-4)}` : '社保卡',
      ...(row.month ? { month: row.month } : {}),
      ...{ fen: row.fen, state: row.state, department: row.department_name, caseId: row.case_id, caseNo: row.case_no },
      ...(row.reason ? { reason: row.reason } : {}),
      madeAt: row.made_at.toISOString(),
      ...(row.paid_at && row.state === 'paid' ? { paidAt: row.paid_at.toISOString() } : {}),
      may: mayAct && row.state === 'returned' ? ['correct', 'cancel'] : [],
      rowVersion: row.row_version,
    }
  }

  /** A payout that came back: the cashier puts the account right and it is due again, or it is owed no more. */
  async function act(actor: Actor, no: string, input: PayoutActInput): Promise<PayoutView> {
    const offices = await needs.officesOf(actor, ['cashier'])
    return inTransaction(db, async (tx) => {
      const row = await store.loadPayout(tx, actor.realm, no, true)
      if (!row || !offices.includes(row.department_id))
        throw new Refusal('missing', 'payments.payout-missing', `No payout ${no}`)
      if (row.row_version !== input.expectedVersion || row.state !== 'returned')
        throw new Refusal('conflict', 'payments.conflict', 'It has changed')
      if (input.verb === 'cancel') await paying.happen(tx, no, { kind: 'cancel' }, { reason: input.reason })
      else {
        const { account: _, ...payee } = paying.payeeOf(row)
        const sealed = needs.secrets.encrypt(
          JSON.stringify({ ...payee, ...(input.account ? { account: input.account } : {}) }),
          payeeSealedAs,
        )
        const batch = await store.nextNumber(tx, 'PB', cityDate(clock()))
        await store.insertBatch(tx, { realm, no: batch, made_at: clock(), look_at: clock(), looks: 0 })
        await paying.happen(
          tx,
          no,
          { kind: 'correct' },
          { payee: sealed, batch_no: batch, reason: null, returned_at: null },
        )
        await needs.jobs.add(tx, 'payments.pay-out', { no: batch }, { key: `pay-out:${realm}:${batch}` })
      }
      const said = { format: 'zhengtong-payout-act/1', no, verb: input.verb, reason: input.reason, by: actor.accountId }
      await needs.appendLeaf(tx, { realm, kind: 'payments.payout-act', subject: no, said })
      return view((await store.loadPayout(tx, realm, no))!, { own: false, mayAct: true })
    })
  }

  const jobHandlers: Record<string, JobHandler> = {
    'payments.pay-out': async ({ no }) => {
      const batch = await store.loadBatch(db, realm, String(no))
      if (batch?.look_at) await paying.look(batch)
    },
  }

  return { grant, propose, decide, runs, list, act, jobHandlers }
}

const whoseOf = ({
  realm,
  party_id,
  payee,
  department_id,
  department_name,
  case_id,
  case_no,
}: store.EntitlementRow) => ({
  ...{ realm, party_id, payee, department_id, department_name, case_id, case_no },
})

const forbidden = () =>
  new Refusal('forbidden', 'payments.forbidden', 'Paying out is the work of cashiers and deciders')
