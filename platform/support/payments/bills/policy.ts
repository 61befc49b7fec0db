import type { Actor, PostRole } from '#kernel/actor.ts'
import type { Bill, Refund } from './bill.ts'
import type { BillVerb } from './contract.ts'

/** What the policies look at, and which offices this official's posts reach, by role. */
export type Owed = { partyId: string; departmentId: string }
export type Reach = { parties: readonly string[]; offices: (roles: readonly PostRole[]) => readonly string[] }

/** Who collects, who decides that money goes back, and who watches over both. */
export const readers: readonly PostRole[] = ['cashier', 'decider', 'supervisor']

export const isOwn = (actor: Actor, owed: Owed, { parties }: Reach): boolean =>
  actor.kind === 'citizen' && parties.includes(owed.partyId)

export const maySee = (actor: Actor, owed: Owed, reach: Reach): boolean =>
  isOwn(actor, owed, reach) || reach.offices(readers).includes(owed.departmentId)

/** A cashier of the office collects and asks for refunds; a decider decides on them. */
export function mayDo(verb: BillVerb, owed: Owed, { offices }: Reach): boolean {
  const role: PostRole = verb === 'approve-refund' || verb === 'refuse-refund' ? 'decider' : 'cashier'
  return offices([role]).includes(owed.departmentId)
}

/** Who asked for a refund never decides on it. */
export const mayDecide = (actor: Actor, refund: { proposedBy: string | null }): boolean =>
  refund.proposedBy !== actor.accountId

/** What this person may do now. */
export function verbsFor(actor: Actor, owed: Owed, bill: Bill, reach: Reach): (BillVerb | 'pay')[] {
  const has = (state: Refund['state']) => bill.refunds.some((refund) => refund.state === state)
  const possible: Record<BillVerb, boolean> = {
    'take-cash': bill.state === 'open',
    close: bill.state === 'open',
    'propose-refund': bill.state === 'paid',
    'approve-refund': has('proposed'),
    'refuse-refund': has('proposed'),
    'ask-again': has('failed'),
  }
  const verbs = (Object.keys(possible) as BillVerb[]).filter((verb) => possible[verb] && mayDo(verb, owed, reach))
  return bill.state === 'open' && isOwn(actor, owed, reach) ? ['pay', ...verbs] : verbs
}
