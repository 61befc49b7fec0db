import type { Actor, PostRole } from '#kernel/actor.ts'

/** Who brings facts in for their office, and proposes lists: those who check and those who decide. */
export const keepers: readonly PostRole[] = ['reviewer', 'inspector', 'decider', 'head']
/** Who may ask what applies to a party, for work that they name. */
export const readers: readonly PostRole[] = [...keepers, 'intake', 'cashier', 'supervisor']
/** Who watches over parties, models and reports. */
export const overseers: readonly PostRole[] = [...keepers, 'supervisor']

const holds = (actor: Actor, roles: readonly PostRole[]): boolean =>
  actor.kind === 'official' && actor.posts.some(({ role }) => roles.includes(role))

export const mayKeepFacts = (actor: Actor): boolean => holds(actor, keepers)
export const mayConsult = (actor: Actor): boolean => holds(actor, readers)
export const mayOversee = (actor: Actor): boolean => holds(actor, overseers)
/** A benefit is asked about at a counter, or by a partner's program that was let in for it: either way with the holder's code. */
export const mayAskBenefit = (actor: Actor): boolean => actor.kind === 'program' || holds(actor, readers)
/** A supervisor looks at all offices of the realm; others at their own. */
export const seesAllOffices = (actor: Actor): boolean => holds(actor, ['supervisor'])
