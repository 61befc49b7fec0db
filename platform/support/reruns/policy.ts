import type { Actor, PostRole } from '#kernel/actor.ts'
import { divisionPrefix } from '#kernel/codes/division-code.ts'

/** Those who answer for decisions: who watches over them, and who makes them. Item managers see no cases, so no re-run either. */
export const rerunRoles: readonly PostRole[] = ['supervisor', 'decider']

/** Officials with such a post, for the cases it reaches; the platform for all. */
export const mayRerun = (actor: Actor): boolean =>
  actor.kind === 'system' || (actor.kind === 'official' && actor.posts.some(({ role }) => rerunRoles.includes(role)))

/** Results hold personal data read for one person's purpose: nobody else sees them. */
export const maySeeRerun = (actor: Actor, run: { startedBy: { accountId: string } }): boolean =>
  mayRerun(actor) && actor.accountId === run.startedBy.accountId

/** Whose cases a re-run reads: as the posts reach, the department's subtree in the division's subtree. */
export type Reach = { role: PostRole; departments: string[]; divisionPrefix: string }

export function reachesOf(actor: Actor, tree: { departmentsUnder(id: string): string[] }): Reach[] {
  return actor.posts
    .filter(({ role }) => rerunRoles.includes(role))
    .map(({ role, departmentId, divisionCode }) => ({
      role,
      departments: tree.departmentsUnder(departmentId),
      divisionPrefix: divisionPrefix(divisionCode),
    }))
}
