import type { Actor, PostRole } from '#kernel/actor.ts'

/** Who compares our books with those of others, and answers for what does not fit. */
export const readers: readonly PostRole[] = ['cashier', 'supervisor']

export const mayReconcile = (actor: Actor): boolean =>
  actor.kind === 'official' && actor.posts.some(({ role }) => readers.includes(role))

/** A difference of a bill is its office's; one that no bill is behind is everybody's who reconciles. */
export const maySettle = (offices: readonly string[], departmentId: string | null): boolean =>
  departmentId === null || offices.includes(departmentId)
