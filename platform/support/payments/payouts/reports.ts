import { createHash } from 'node:crypto'
import { inTransaction } from '#ground/database/index.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Bank } from '../bank/bank.ts'
import type { StatusReport } from '../bank/messages.ts'
import { noteNotification } from '../bills/store.ts'
import type { Notification, Reply } from '../channels/channel.ts'
import type { PayoutNeeds } from './needs.ts'
import type { Paying } from './paying.ts'
import { linesOf, loadBatch } from './store.ts'

/** Where the bank's own reports arrive: `/payment-notifications/bank`. */
export const bankChannel = 'bank'

/**
 * Status reports (pain.002) that the bank sends by itself, beside those it is asked for. What one says twice, late, or after we had
 * asked, changes nothing: an instruction is paid or returned once. One the bank has not signed is noted and moves nothing.
 */
export function createBankReports(
  needs: Pick<PayoutNeeds, 'db' | 'clock' | 'realm' | 'log'> & { bank: Bank; paying: Paying; url: string },
) {
  const { db, clock, realm, bank, paying } = needs
  const note = (id: string, verdict: string, reason: string | null, order_no: string | null) =>
    inTransaction(db, (tx) =>
      noteNotification(tx, { realm, channel: bankChannel, id, at: clock(), verdict, reason, order_no }),
    )

  return async function hear(notification: Notification): Promise<Reply> {
    let report: StatusReport
    try {
      report = bank.hear(notification, needs.url)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const id = `refused-${createHash('sha256').update(notification.body).digest('hex')}`
      await note(id, 'refused', `${error.code}: ${error.message}`, null)
      needs.log.warn({ channel: bankChannel, reason: error.message }, 'a report of the bank was refused')
      return { status: 400, type: 'application/json', body: JSON.stringify({ code: error.code }) }
    }
    const batch = await loadBatch(db, realm, report.batch)
    if (batch) await paying.take(await linesOf(db, realm, batch.no), report)
    await note(report.id, batch ? 'taken' : 'odd', batch ? null : 'unknown-batch', report.batch)
    return batch
      ? { status: 204, type: 'application/json', body: '' }
      : { status: 404, type: 'application/json', body: JSON.stringify({ code: 'payments.missing' }) }
  }
}
