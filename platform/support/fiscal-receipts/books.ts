import { inTransaction, type Tx } from '#ground/database/index.ts'
import type { Claim } from '#ground/http/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { BookView, NewBook } from './contract.ts'
import type { ReceiptNeeds } from './needs.ts'
import { mayApply, readsReceipts } from './policy.ts'
import { numberText } from './receipt.ts'
import * as store from './store.ts'
import { type BookAnswer, Unanswered } from './treasury.ts'

/** Fewer than this, and more are applied for without anybody asking. */
const low = 200
const lot = 1000

/** 票据领用: numbers are the treasury's to give; none is ever made here. */
export function createBooks(needs: ReceiptNeeds) {
  const { db, clock, realm, treasury } = needs

  const forbidden = () => new Refusal('forbidden', 'fiscal-receipts.forbidden', 'Not a post that keeps receipts')

  async function ask(tx: Tx, wanted: NewBook, by: string): Promise<store.BookRow> {
    const row = { realm, id: needs.newId(), ...wanted, asked_by: by, asked_at: clock() }
    await store.insertBook(tx, row)
    return {
      ...row,
      state: 'asked',
      code: null,
      first_no: null,
      last_no: null,
      next_no: null,
      decided_at: null,
      said: null,
    }
  }

  return {
    async list(actor: Actor): Promise<{ connected: boolean; waiting: number; items: BookView[] }> {
      if (!readsReceipts(actor)) throw forbidden()
      const rows = await store.listBooks(db, realm)
      return { connected: treasury !== undefined, waiting: await store.countOwed(db, realm), items: rows.map(viewOf) }
    },

    /** The treasury is asked by the next turn, so that an answer that is lost is asked for again. */
    async apply(actor: Actor, wanted: NewBook, claim?: Claim): Promise<BookView> {
      if (!mayApply(actor)) throw forbidden()
      if (!treasury) throw new Refusal('conflict', 'fiscal-receipts.not-connected', 'No treasury is connected')
      return inTransaction(db, async (tx) => {
        const row = await ask(tx, wanted, actor.name)
        await needs.recordAudit(tx, actor, {
          ...{ action: 'fiscal-receipts.apply', objectType: 'receipt-book', objectId: row.id, after: wanted },
        })
        const view = viewOf(row)
        await claim?.answer(tx, 201, view)
        return view
      })
    },

    /** Asks the treasury for what was applied for, and applies by itself when numbers run low. */
    async turn(): Promise<void> {
      if (!treasury) return
      for (const kind of ['non-tax', 'settlement'] as const) {
        const { left, asked } = await store.supplyOf(db, realm, kind)
        if (left < low && !asked)
          await inTransaction(db, (tx) => ask(tx, { kind, quantity: lot }, '系统（低于警戒量）'))
      }
      for (const book of await store.askedBooks(db, realm)) {
        const { id, kind, quantity } = book
        try {
          const year = Number(cityDate(book.asked_at).slice(0, 4))
          await keep(book, await treasury.applyForBook(id, { kind, quantity, year }))
        } catch (error) {
          if (!(error instanceof Unanswered)) throw error
          needs.log.warn({ book: id, reason: error.message }, 'the treasury did not answer an application for numbers')
        }
      }
    },
  }

  async function keep(book: store.BookRow, answer: BookAnswer): Promise<void> {
    if (answer.status === 'waiting') return
    const at = clock()
    await inTransaction(db, async (tx) => {
      if (answer.status === 'refused')
        return void (await store.decideBook(tx, book, { state: 'refused', said: answer.reason, at }))
      const { code, first, last, grant } = answer
      const fault =
        Number(last) - Number(first) + 1 !== book.quantity
          ? '号段的数量和申请的不一样'
          : (await store.overlaps(tx, code, first, last))
            ? '号段和以前领的重叠'
            : undefined
      if (fault) return void (await store.decideBook(tx, book, { state: 'refused', said: `${fault}（${grant}）`, at }))
      if (!(await store.decideBook(tx, book, { state: 'granted', code, first, last, said: grant, at }))) return
      const said = { format: 'zhengtong-receipt-book/1', code, first, last, grant, at: at.toISOString() }
      await needs.appendLeaf(tx, { realm, kind: 'fiscal-receipts.book', subject: book.id, said })
    })
  }
}

function viewOf(row: store.BookRow): BookView {
  const granted = row.state === 'granted'
  return {
    ...{ id: row.id, kind: row.kind, state: row.state, quantity: row.quantity, askedBy: row.asked_by },
    ...(granted ? { code: row.code!, first: numberText(row.first_no!), last: numberText(row.last_no!) } : {}),
    left: granted ? Number(row.last_no) - Number(row.next_no) + 1 : 0,
    askedAt: row.asked_at.toISOString(),
    ...(row.decided_at ? { decidedAt: row.decided_at.toISOString() } : {}),
    ...(row.said ? { said: row.said } : {}),
  }
}
