import type { Actor } from '#kernel/actor.ts'
import type { TicketVerb } from './contract.ts'

type Held = { account_id: string | null; clerk_id: string | null }

/** Its owner gives a ticket up; the window that called it does all else, and any window of the hall takes back or clears what was skipped. */
export function mayAct(actor: Actor, ticket: Held, verb: TicketVerb, servesHere: boolean): boolean {
  if (verb === 'cancel') return servesHere || isOwn(actor, ticket)
  if (verb === 'return') return servesHere
  return servesHere && ticket.clerk_id === actor.accountId
}

export const isOwn = (actor: Actor, { account_id }: Held): boolean =>
  account_id !== null && account_id === actor.accountId

/** 过号、排队的人是谁，只有叫号的窗口知道。 */
export const maySeePerson = (actor: Actor, ticket: Held): boolean =>
  isOwn(actor, ticket) || (ticket.clerk_id !== null && ticket.clerk_id === actor.accountId)
