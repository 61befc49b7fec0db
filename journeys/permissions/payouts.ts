import { randomUUID } from 'node:crypto'
import type { Cast, Made } from './made.ts'

/** Nobody in the cast pays anything out: what they may not even see. */
export async function makePayouts(_: Cast): Promise<Made> {
  return {
    ids: [
      [/\/payouts/, { no: 'PO2026112200000001' }],
      [/\/payout-runs/, { id: randomUUID() }],
    ],
    bodies: {
      actOnPayout: { verb: 'cancel', reason: '不再发放', expectedVersion: 1 },
      preparePayoutRun: { kind: 'old-age-allowance', month: '2026-10' },
      lookUpBill: { no: '44190026000000000000', payer: '没有这人' },
      payBillByNumber: { no: '44190026000000000000', payer: '没有这人', channel: 'wechat-pay' },
      printReceiptByNumber: { no: '44190026000000000000', payer: '没有这人' },
      decidePayoutRun: { approve: true },
    },
  }
}
