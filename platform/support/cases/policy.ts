import type { Actor, PostHeld, PostRole } from '#kernel/actor.ts'
import type { Case } from './case.ts'

/** What the policies need to know of the organisation: whether a department lies in another's subtree, a place in a division's. */
export type Territory = {
  departmentWithin(department: string, ancestor: string): boolean
  divisionWithin(division: string, ancestor: string): boolean
}

/** Which departments are governments; a stage without any has none. */
export type Governments = { isGovernment?(departmentId: string): boolean }

/** The office of another department that has to do with a place: its branch there, else itself; undefined when unknown. */
export type Offices = { officeIn(departmentId: string, divisionCode: string): string | undefined }

const seeing = new Set<PostRole>(['intake', 'reviewer', 'inspector', 'cashier', 'decider', 'head', 'supervisor'])

/** The posts whose holders take tasks of cases. */
export const workingRoles: readonly PostRole[] = ['intake', 'reviewer', 'inspector', 'cashier', 'decider', 'head']

/** Roles that work on cases or watch over those who do; administrators, auditors and item managers are none of them. */
export const seesCases = (role: PostRole): boolean => seeing.has(role)

/** The case is this person's own, or of someone they act for. `parties` are all those, the person first. */
export function isApplicant(actor: Actor, current: Case, parties: readonly string[]): boolean {
  return actor.kind === 'citizen' && parties.includes(current.party.partyId)
}

/** Who acts for another says so in everything that is written of the act. */
export function actingFor(actor: Actor, { party }: Pick<Case, 'party'>): Actor {
  if (actor.partyId === party.partyId) return actor
  return { ...actor, onBehalfOf: { partyId: party.partyId, name: party.name } }
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

/** Officials see the cases their posts reach, and those of which a task lies or lay with them; supervisors, of the departments under them. */
export function maySeeCase(
  actor: Actor,
  current: Case,
  parties: readonly string[],
  territory: Territory,
  tasks: readonly { post: string; department_id: string; division_code: string }[] = [],
): boolean {
  if (actor.kind === 'system') return true
  if (isApplicant(actor, current, parties)) return true
  const places = [
    { departmentId: current.item.departmentId, divisionCode: current.divisionCode },
    ...tasks
      .filter((task) => task.post !== 'applicant')
      .map((task) => ({ departmentId: task.department_id, divisionCode: task.division_code })),
  ]
  return actor.posts.some((post) => seesCases(post.role) && places.some((place) => reaches(post, place, territory)))
}

/** The first post of one of these roles that reaches a place. */
export function postAs(
  actor: Pick<Actor, 'posts'>,
  roles: readonly PostRole[],
  place: { departmentId: string; divisionCode: string },
  territory: Territory,
): PostHeld | undefined {
  return actor.posts.find((post) => roles.includes(post.role) && reaches(post, place, territory))
}

/** The post by which this official may do a task: its role, its department, its place. */
export function postFor(
  actor: Pick<Actor, 'posts'>,
  task: { post: string; departmentId: string; divisionCode: string },
  territory: Territory,
): PostHeld | undefined {
  return actor.posts.find((post) => post.role === task.post && reaches(post, task, territory))
}

const takingAway = new Set<PostRole>(['reviewer', 'decider', 'supervisor'])

/** Applicants take their own file away; officials when they decide on it or watch over those who do, not at the window. */
export function mayExportCase(actor: Actor, current: Case, parties: readonly string[], territory: Territory): boolean {
  if (isApplicant(actor, current, parties)) return true
  const place = { departmentId: current.item.departmentId, divisionCode: current.divisionCode }
  return actor.posts.some((post) => takingAway.has(post.role) && reaches(post, place, territory))
}
