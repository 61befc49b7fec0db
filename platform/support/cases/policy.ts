import type { Actor, PostHeld, PostRole } from '#kernel/actor.ts'
import type { Case } from './case.ts'

/** What the policies need to know of the organisation: whether a department lies in another's subtree, a place in a division's. */
export type Territory = {
  departmentWithin(department: string, ancestor: string): boolean
  divisionWithin(division: string, ancestor: string): boolean
}

const seeing = new Set<PostRole>(['intake', 'reviewer', 'inspector', 'decider', 'supervisor'])

/** Roles that work on cases or watch over those who do; administrators, auditors and item managers are none of them. */
export const seesCases = (role: PostRole): boolean => seeing.has(role)

/** The case is this person's own, or of someone they act for. `parties` are all those, the person first. */
export function isApplicant(actor: Actor, current: Case, parties: readonly string[]): boolean {
  return actor.kind === 'citizen' && parties.includes(current.party.partyId)
}

/** A post reaches a case of its department's subtree, in its division's subtree. */
export function reaches(
  post: PostHeld,
  place: { departmentId: string; divisionCode: string },
  territory: Territory,
): boolean {
  return (
    territory.departmentWithin(place.departmentId, post.departmentId) &&
    territory.divisionWithin(place.divisionCode, post.divisionCode)
  )
}

/** Officials see the cases their posts reach; supervisors, of the departments under them. */
export function maySeeCase(actor: Actor, current: Case, parties: readonly string[], territory: Territory): boolean {
  if (actor.kind === 'system') return true
  if (isApplicant(actor, current, parties)) return true
  const place = { departmentId: current.item.departmentId, divisionCode: current.divisionCode }
  return actor.posts.some((post) => seesCases(post.role) && reaches(post, place, territory))
}

/** The post by which this official may do a task: its role, its department, its place. */
export function postFor(
  actor: Actor,
  task: { post: string; departmentId: string; divisionCode: string },
  territory: Territory,
): PostHeld | undefined {
  return actor.posts.find((post) => post.role === task.post && reaches(post, task, territory))
}
