import type { Actor, PostHeld, PostRole } from '#kernel/actor.ts'
import type { Case } from '../case.ts'
import { isApplicant, reaches, type Territory } from '../policy.ts'

/** Posts whose holders work on cases; a flow that names no senders means these. */
const working = new Set<PostRole>(['intake', 'reviewer', 'inspector', 'decider'])

/** Posts that may speak to all cases they reach at once. */
const broadcasting = new Set<PostRole>(['decider', 'supervisor'])

/**
 * Who may send a case the message it waits for: whom the flow names (`zt:from`), else who works on the case. An applicant
 * only where the flow says so.
 */
export function maySendMessage(
  actor: Actor,
  current: Case,
  senders: readonly string[],
  parties: readonly string[],
  territory: Territory,
): boolean {
  if (actor.kind === 'system') return true
  if (isApplicant(actor, current, parties)) return senders.includes('applicant')
  const place = { departmentId: current.item.departmentId, divisionCode: current.divisionCode }
  const named = (role: PostRole) => (senders.length > 0 ? senders.includes(role) : working.has(role))
  return actor.posts.some((post) => named(post.role) && reaches(post, place, territory))
}

/**
 * Who may bring a message by hand, with a reason, when whoever should send it cannot: a supervisor over the case. What only
 * the applicant may say nobody says for them.
 */
export function mayDeliverByHand(
  actor: Actor,
  current: Case,
  senders: readonly string[],
  territory: Territory,
): boolean {
  if (actor.kind !== 'official' || (senders.length > 0 && senders.every((each) => each === 'applicant'))) return false
  const place = { departmentId: current.item.departmentId, divisionCode: current.divisionCode }
  return actor.posts.some((post) => post.role === 'supervisor' && reaches(post, place, territory))
}

/** The posts by which this official may broadcast a signal: it reaches only the cases that these reach. */
export function broadcastPosts(actor: Actor): PostHeld[] {
  return actor.posts.filter((post) => broadcasting.has(post.role))
}
