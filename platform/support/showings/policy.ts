import type { Actor, PostRole } from '#kernel/actor.ts'

const users: readonly PostRole[] = ['intake', 'reviewer', 'inspector', 'decider']

/** Showing, granting and taking back are for the holder and those who act for the holder; nobody does it for them. */
export function isHolder(actor: Actor, held: { holderParty: string }, parties: readonly string[]): boolean {
  return actor.kind === 'citizen' && parties.includes(held.holderParty)
}

/** A grant is used by those who handle matters in the department it names: not above it, not below it, no administrator. */
export function mayUse(actor: Actor, grant: { departmentId: string }): boolean {
  return (
    actor.kind === 'official' &&
    actor.posts.some(({ role, departmentId }) => users.includes(role) && departmentId === grant.departmentId)
  )
}

/** The offices for which somebody uses grants, and asks for them. */
export function officesOf(actor: Actor): string[] {
  const posts = actor.kind === 'official' ? actor.posts.filter(({ role }) => users.includes(role)) : []
  return [...new Set(posts.map(({ departmentId }) => departmentId))]
}
