import { inTransaction, type Tx } from '#ground/database/index.ts'
import { cityDate } from '#kernel/working-days.ts'
import { type Bank, BankSilent } from '../bank/bank.ts'
import type { Instruction, StatusReport, Told } from '../bank/messages.ts'
import { book } from '../bills/store.ts'
import type { PayoutNeeds } from './needs.ts'
import { advancePayout, instructionOf, type Payout, type PayoutHappening } from './payout.ts'
import { type BatchRow, dueBatches, linesOf, loadPayout, type PayoutRow, updateBatch, updatePayout } from './store.ts'

export const payeeSealedAs = 'payments.payee'
/** Seconds until a bank that was silent, or still at it, is asked again; then every hour. */
const pauses = [5, 15, 60, 300, 900]
/** Days in which money that was paid may come back from an account. */
const watchDays = 3

export type Payee = { name: string; idNumber: string; account?: string }
export const payoutOf = ({ no, subsidy, fen, state, attempt }: PayoutRow): Payout => ({
  no,
  subsidy,
  fen,
  state,
  attempt,
})

export type Paying = ReturnType<typeof createPaying>

/** Hands batches to the bank and hears what became of them. A kill at any point leaves the same numbers to be sent again. */
export function createPaying(needs: PayoutNeeds & { bank?: Bank }) {
  const { db, clock, realm, secrets, bank } = needs

  const payeeOf = (row: PayoutRow): Payee => JSON.parse(secrets.decrypt(row.payee, payeeSealedAs)) as Payee

  /** Lets one thing happen to a payout, in a transaction of its own or the caller's. */
  async function happen(
    tx: Tx,
    no: string,
    happening: PayoutHappening,
    more: Partial<PayoutRow> = {},
  ): Promise<boolean> {
    const row = await loadPayout(tx, realm, no, true)
    if (!row) return false
    const { payout, transfers, changed } = advancePayout(payoutOf(row), happening)
    if (!changed) return false
    await updatePayout(tx, row, { state: payout.state, attempt: payout.attempt, ...more })
    await book(tx, realm, no, clock(), transfers)
    if (payout.state === 'paid' || payout.state === 'returned') {
      const said = {
        format: 'zhengtong-payout/1',
        no,
        state: payout.state,
        fen: payout.fen,
        instruction: instructionOf(payoutOf(row)),
      }
      await needs.appendLeaf(tx, { realm, kind: `payments.payout-${payout.state}`, subject: no, said })
      await needs.tellPayee(tx, { ...row, state: payout.state })
    }
    return true
  }

  /** One batch: who is new in it is checked and sent, who was sent is asked about. Again is the same again. */
  async function look(batch: BatchRow): Promise<void> {
    // Without a bank what is owed stays owed, and is sent when there is one.
    if (!bank) return updateBatch(db, batch, { look_at: new Date(clock().getTime() + 3_600_000) })
    const rows = await linesOf(db, realm, batch.no)
    try {
      for (const row of rows.filter(({ state }) => state === 'due')) await check(bank, row)
      // The whole batch each time, as it was: a bank takes a message again only when it is the same.
      const open = (await linesOf(db, realm, batch.no)).filter(({ state }) => state !== 'due')
      if (open.length > 0) {
        const lines = open.map((row): Instruction => {
          const { name, idNumber, account } = payeeOf(row)
          const purpose = `${row.title}${row.month ? ` ${row.month}` : ''}`
          return { id: instructionOf(row), fen: row.fen, name, idNumber, purpose, ...(account ? { account } : {}) }
        })
        const report = await bank.pay({
          ...{ id: batch.no, at: batch.made_at, day: cityDate(batch.made_at), debtor: open[0]!.department_name },
          ...{ debtorAccount: bank.account, lines },
        })
        await take(open, report)
      }
    } catch (error) {
      if (!(error instanceof BankSilent)) throw error
      needs.log.warn(
        { batch: batch.no, reason: error.message },
        'the bank does not answer; the same batch is sent again',
      )
    }
    await again(batch)
  }

  /** 核验账户: an account that is not the person's is never paid to. */
  async function check(at: Bank, row: PayoutRow): Promise<void> {
    const { matches, reason } = await at.verify({ id: instructionOf(row), ...payeeOf(row) })
    // First it is ours no more, in our books; only then does the bank hear of it.
    await inTransaction(db, (tx) => happen(tx, row.no, { kind: 'send' }, { sent_at: clock() }))
    if (!matches)
      await inTransaction(db, (tx) =>
        happen(
          tx,
          row.no,
          { kind: 'returned', instruction: instructionOf(row) },
          {
            ...{ returned_at: clock(), reason: reason ?? '账户核验不符' },
            // It never went to the bank, and must not go with the others.
            batch_no: null,
          },
        ),
      )
  }

  /** What a report says of each instruction; its word for the group counts for those it does not name. */
  async function take(rows: readonly PayoutRow[], { lines, group }: StatusReport): Promise<void> {
    for (const told of lines) await hear(rows, told)
    const named = new Set(lines.map(({ id }) => id))
    for (const row of rows)
      if (group && !named.has(instructionOf(row))) await hear(rows, { id: instructionOf(row), status: group })
  }

  async function hear(rows: readonly PayoutRow[], { id, status, reason }: Told): Promise<void> {
    const row = rows.find((each) => instructionOf(each) === id)
    if (!row || status === 'pending') return
    await inTransaction(db, (tx) =>
      status === 'paid'
        ? happen(tx, row.no, { kind: 'paid', instruction: id }, { paid_at: clock(), reason: null })
        : happen(
            tx,
            row.no,
            { kind: 'returned', instruction: id },
            { returned_at: clock(), reason: reason ?? '银行退回' },
          ),
    )
  }

  /** When to look next: soon while something is open, daily while money may come back, then never. */
  async function again(batch: BatchRow): Promise<void> {
    const rows = await linesOf(db, realm, batch.no)
    const open = rows.some(({ state }) => state === 'due' || state === 'sent')
    const paid = rows.flatMap(({ paid_at: at }) => (at ? [at.getTime()] : []))
    const now = clock().getTime()
    const watching = paid.some((at) => now - at < watchDays * 86_400_000)
    const wait = open ? (pauses[batch.looks] ?? 3_600) : 86_400
    await updateBatch(db, batch, {
      looks: batch.looks + 1,
      look_at: open || watching ? new Date(now + wait * 1000) : null,
    })
  }

  async function sweep(): Promise<void> {
    for (const batch of await dueBatches(db, realm, clock())) await look(batch)
  }

  return { happen, look, sweep, take, payeeOf }
}
