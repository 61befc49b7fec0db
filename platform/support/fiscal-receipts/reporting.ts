import { inTransaction } from '#ground/database/index.ts'
import type { ReceiptNeeds } from './needs.ts'
import * as store from './store.ts'
import { Unanswered } from './treasury.ts'

/** 上报: every receipt, blue or red, goes to the treasury in the order it was issued, until it has answered. */
export function createReporting({ db, clock, realm, treasury, log }: ReceiptNeeds) {
  return async function turn(): Promise<void> {
    if (!treasury) return
    for (const row of await store.toReport(db, realm)) {
      try {
        const answer = await treasury.report(row.id, {
          ...{ kind: row.kind, code: row.code, number: row.number, checkCode: row.check_code, red: row.red },
          ...(row.red && row.other_code && row.other_number
            ? { reverses: { code: row.other_code, number: row.other_number } }
            : {}),
          ...{ billNo: row.bill_no, department: row.department_name, payer: row.payer, totalFen: row.total_fen },
          ...{ lines: row.lines, issuedAt: row.issued_at.toISOString() },
        })
        const said = answer.status === 'accepted' ? answer.no : answer.reason
        await inTransaction(db, (tx) =>
          store.noteReport(tx, realm, row.id, { report: answer.status, said, at: clock() }),
        )
      } catch (error) {
        if (!(error instanceof Unanswered)) throw error
        // A red one must not arrive before what it takes back, so the rest waits, too.
        log.warn({ receipt: row.id, reason: error.message }, 'the treasury did not answer a receipt')
        return
      }
    }
  }
}
