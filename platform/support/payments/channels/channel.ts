import { Refusal } from '#kernel/errors.ts'

/**
 * `qr`: a code that the payer's phone scans from a screen; `page`: an address that it opens; `form`: fields that it posts;
 * `app`: inside the channel's own app, whose script opens its cashier.
 */
export type Way = 'qr' | 'page' | 'form' | 'app'

/** How a payer goes on: what the QR code holds, where the phone goes, or a form the browser posts to the bank. */
export type Asking =
  | { kind: 'qr'; content: string }
  | { kind: 'redirect'; url: string }
  | { kind: 'app'; parameters: Record<string, string> }
  | { kind: 'form'; action: string; fields: Record<string, string> }

/** What a channel is asked to collect. `no` is ours, unique at the channel for ever; `returnTo` is where the payer comes back. */
export type OrderAsked = {
  no: string
  fen: number
  title: string
  at: Date
  expires: Date
  returnTo: string
  ip: string
  way: Way
  /** With `app`: who pays, as the channel knows them in our app (openid). */
  payer?: string
}

/** An order as the channel knows it. `missing`: it has never heard of it. */
export type OrderSeen =
  | { state: 'paid'; transaction: string; fen: number; at: string }
  | { state: 'waiting' | 'closed' | 'missing' }

/** `transaction` is the channel's number of the payment; `no` of ours for the refund: asking twice gives back once. */
export type RefundAsked = {
  no: string
  order: string
  orderAt: Date
  transaction: string
  totalFen: number
  fen: number
  reason: string
}
export type RefundSeen = { state: 'done' | 'failed' | 'underway' | 'missing' }

/** What a verified notification says. `id` is the channel's own number of it, the same when it is sent again. */
export type Heard = { id: string } & (
  | { kind: 'paid'; order: string; transaction: string; fen: number; at: string }
  | { kind: 'refund'; refund: string; state: 'done' | 'failed' }
  | { kind: 'other' }
)

/** One line of a channel's bill of a day. */
export type StatementLine =
  | { kind: 'paid'; order: string; transaction: string; fen: number; at: string }
  | { kind: 'refund'; refund: string; order: string; fen: number }

/** What a channel, or the bank, is answered when it tells something. */
export type Reply = { status: number; type: string; body: string }

export type Notification = { headers: Record<string, string>; body: string }

/**
 * A way in which money comes (支付渠道). An adapter speaks the channel's own protocol; it keeps nothing and decides nothing. It
 * refuses with `payments.channel-silent` when nobody answers, `.channel-refused` when the channel says no, and `.forged` or
 * `.stale` when a message is not the channel's, or not of now.
 */
export type Channel = {
  key: string
  name: string
  nameEn: string
  /** What answers is a simulator: every page says so. */
  simulated: boolean
  ways: readonly Way[]
  ask(order: OrderAsked): Promise<Asking>
  find(order: { no: string; at: Date }): Promise<OrderSeen>
  /** Closes an unpaid order. Answers what the channel then knows of it: it may have been paid this very moment. */
  close(order: { no: string; at: Date }): Promise<OrderSeen>
  refund(refund: RefundAsked): Promise<RefundSeen>
  findRefund(refund: { no: string; order: string; at: Date }): Promise<RefundSeen>
  statement(day: string): Promise<StatementLine[]>
  hear(notification: Notification): Promise<Heard>
  /** What the channel wants to be told of a notification: that it was taken, or why not. */
  reply(refusal?: { code: string; message: string }): Reply
}

export const silent = (name: string, why: unknown) =>
  new Refusal('unavailable', 'payments.channel-silent', `${name} does not answer: ${String(why)}`)

export const refused = (name: string, why: string) =>
  new Refusal('conflict', 'payments.channel-refused', `${name} refuses: ${why}`, { why })

export const forged = (why: string) => new Refusal('forbidden', 'payments.forged', why)

export const stale = (why: string) => new Refusal('conflict', 'payments.stale', why)

/** Asks over HTTP, ten seconds long; silence and a broken gateway are the same to us. */
export async function fetchText(
  name: string,
  url: string,
  init: RequestInit,
): Promise<{ status: number; headers: Headers; text: string; bytes: Buffer }> {
  try {
    const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(10_000) })
    const bytes = Buffer.from(await response.arrayBuffer())
    if (response.status >= 500 || response.status === 429) throw new Error(`status ${response.status}`)
    return { status: response.status, headers: response.headers, text: bytes.toString('utf8'), bytes }
  } catch (cause) {
    throw silent(name, cause)
  }
}

/** Yuan with two decimals, as channels write it, from whole fen. */
export const yuan = (fen: number): string => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`

/** Whole fen from a channel's yuan, without ever passing through a fraction. RangeError when it is no such amount. */
export function fenOf(text: string): number {
  const match = /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(text.trim())
  if (!match) throw new RangeError(`${text} is not an amount of yuan`)
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}

/** A moment in China Standard Time, digits only: `yyyyMMddHHmmss`. */
export function chinaDigits(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14)
}

/** `yyyy-MM-dd HH:mm:ss` in China Standard Time. */
export function chinaTime(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}

/** The moment a channel writes as `yyyy-MM-dd HH:mm:ss` or as fourteen digits, both China Standard Time. */
export function momentOf(text: string): string {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})-?(\d\d)-?(\d\d)[ T]?(\d\d):?(\d\d):?(\d\d)$/.exec(text.trim()) ?? []
  if (!second) throw new RangeError(`${text} is not a moment`)
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}+08:00`).toISOString()
}
