import type { Receipt, ReceiptOutcome } from '../provider.ts'
import { field, textOf, uint } from './packets.ts'

/** What the gateway says about a part in CMPP_DELIVER with Registered_Delivery 1, by its `Stat`. */
const outcomes: Record<string, ReceiptOutcome> = {
  DELIVRD: 'delivered',
  EXPIRED: 'expired',
  UNDELIV: 'undeliverable',
  DELETED: 'undeliverable',
  REJECTD: 'undeliverable',
  UNKNOWN: 'undeliverable',
}

const reportLength = 71

export type Delivered = { messageId: Buffer; receipt?: Receipt }

/** Reads CMPP_DELIVER: a receipt, or (without one) a text somebody sent to us. Throws when it is too short. */
export function readDeliver(body: Buffer): Delivered {
  const messageId = body.subarray(0, 8)
  const isReport = body.readUInt8(75) === 1
  if (!isReport) return { messageId }
  const report = body.subarray(77, 77 + reportLength)
  if (report.length < reportLength) throw new Error('The receipt is too short')
  const code = textOf(report.subarray(8, 15))
  // Carriers say codes of their own, such as MK:0001: whatever is not known means it did not arrive.
  const outcome = outcomes[code] ?? 'undeliverable'
  return { messageId, receipt: { ref: refOf(report.subarray(0, 8)), outcome, code } }
}

/** The gateway's number of a part, as text: the same in the answer to a hand-over and in the receipt. */
export const refOf = (messageId: Buffer): string => messageId.toString('hex')

/** CMPP_DELIVER with a receipt, as a gateway writes it. */
export function reportBody(report: {
  messageId: Buffer
  code: string
  to: string
  number: string
  at: string
}): Buffer {
  const content = Buffer.concat([
    report.messageId,
    field(report.code, 7),
    field(report.at, 10),
    field(report.at, 10),
    field(report.to, 32),
    uint(0, 4),
  ])
  return Buffer.concat([
    report.messageId,
    field(report.number, 21),
    Buffer.alloc(10 + 3), // Service_Id, TP_pid, TP_udhi, Msg_Fmt
    field(report.to, 32),
    Buffer.of(0, 1, content.length), // Src_terminal_type, Registered_Delivery, Msg_Length
    content,
    Buffer.alloc(20),
  ])
}
