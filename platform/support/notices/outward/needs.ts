import type { Tx } from '#ground/database/index.ts'
import type { Outside } from './contract.ts'

export type Leaving = {
  channel: Outside
  to: string
  title: string
  body: string
  /** The page it is about. */
  link: string
  urgent: boolean
  reference: string
}

/** How words leave the house; `messages` gives it. */
export type Reach = {
  /** Makes ready what sending in this realm needs, outside of any transaction. */
  prepare(realm: string): Promise<{
    /** Puts a message down to be sent; its id, or why it is not sent. */
    send(tx: Tx, leaving: Leaving): Promise<{ id: string } | 'unsubscribed' | 'refused'>
    sendCode(tx: Tx, to: { channel: Outside; to: string; code: string }): Promise<void>
    isUnsubscribed(channel: Outside, to: string): Promise<boolean>
    resubscribe(tx: Tx, channel: Outside, to: string): Promise<void>
  }>
  /** What became of messages, and when they were read. */
  fates(realm: string, ids: readonly string[]): Promise<Map<string, { status: string; readAt?: Date }>>
  /** The address as it is kept, or a refusal. */
  tidy(channel: Outside, to: string): string
  masked(channel: Outside, to: string): string
}

/** People as notices know them. */
export type Recipients = {
  /** The mobile number that an account proves. */
  mobileOf(realm: string, accountId: string): Promise<string | undefined>
  nameOf(realm: string, accountId: string): Promise<string>
  /** Officials with posts: the departments of each, and those who head them. */
  officers(realm: string): Promise<Map<string, { departments: string[]; heads: string[] }>>
  /** Who acts in a post of this official today (委托). */
  deputiesOf(realm: string, accountId: string): Promise<string[]>
}
