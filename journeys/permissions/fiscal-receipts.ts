import { randomUUID } from 'node:crypto'
import type { Cast, Made } from './made.ts'

export async function makeFiscalReceipts({ onBehalfOf }: Cast): Promise<Made> {
  const key = { code: '44010026', number: '0000000001', checkCode: 'abc123' }
  return {
    ids: [[/\/fiscal-receipt/, { id: randomUUID() }]],
    bodies: {
      checkFiscalReceipt: key,
      printFiscalReceipt: key,
      enterFiscalReceipt: { ...key, unitId: onBehalfOf, voucher: '记-1' },
      withdrawReceiptEntry: { reason: '记错了' },
      applyForReceiptBook: { kind: 'non-tax', quantity: 10 },
    },
  }
}
