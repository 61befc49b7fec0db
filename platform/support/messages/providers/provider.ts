import type { Channel } from '../contract.ts'

/** One message, ready to leave. */
export type Outgoing = {
  id: string
  to: string
  subject?: string
  body: string
  /** Where a mail program may unsubscribe with one click (RFC 8058). */
  unsubscribeUrl?: string
}

/**
 * What came of handing it over. `taken`: the provider has it and calls its parts by `refs`; `wrong`: it will never take it
 * (no such number); `later`: not now (too fast, mailbox full); `down`: the provider itself cannot be used.
 */
export type HandOver =
  | { kind: 'taken'; refs: string[]; receipts: boolean }
  | { kind: 'wrong' | 'later' | 'down'; code: string }

export type ReceiptOutcome = 'delivered' | 'read' | 'undeliverable' | 'expired'
/** A receipt for one part. `code` is the provider's own word: DELIVRD, UNDELIV. */
export type Receipt = { ref: string; outcome: ReceiptOutcome; code: string }

/** Answers when the receipts are written down, so that the provider need not say them again. */
export type TakeReceipts = (provider: string, receipts: readonly Receipt[]) => Promise<void>

/** A way out of the house for one channel, speaking the provider's own protocol. */
export type Provider = {
  key: string
  name: string
  channel: Channel
  simulated: boolean
  /** How many hand-overs may be under way at once. */
  window: number
  handOver(message: Outgoing): Promise<HandOver>
  /** Asks for receipts, where the provider does not bring them by itself. */
  fetchReceipts?(refs: readonly string[]): Promise<Receipt[]>
  /** Reads what the provider calls us with, where it does. */
  callback?: Callback
  close(): Promise<void>
}

export type Callback = {
  /** Whether the provider itself signed this call. */
  isTrue(query: Record<string, string>): boolean
  /** The receipts in the body of a call; none when it tells of something else. */
  read(body: string): Receipt[]
}
