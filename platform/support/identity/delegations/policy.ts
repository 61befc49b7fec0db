import type { Actor, PostRole } from '#kernel/actor.ts'
import { holds } from '../policy.ts'

/** Posts whose work another may do for a time; the power to oversee the platform itself stays with its holder (三权分立). */
export const delegable: readonly PostRole[] = [
  'intake',
  'reviewer',
  'inspector',
  'cashier',
  'decider',
  'head',
  'supervisor',
]

/** The longest time one delegation may run (design value; the law of each field may ask for less). */
export const longestDays = 180

/** One's own post, or by an administrator who gains nothing by it. A post lent to one is not one's own to lend. */
export const mayDelegate = (actor: Actor, post: { id: string; accountId: string }, toAccountId: string): boolean =>
  actor.kind === 'official' &&
  (post.accountId === actor.accountId || (holds(actor, 'administrator') && toAccountId !== actor.accountId))

/** Either side may end it, and administrators. */
export const mayEndDelegation = (
  actor: Actor,
  { from, to }: { from: { accountId: string }; to: { accountId: string } },
) => from.accountId === actor.accountId || to.accountId === actor.accountId || holds(actor, 'administrator')
