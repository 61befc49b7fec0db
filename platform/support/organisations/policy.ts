import type { Actor } from '#kernel/actor.ts'

/** The tree of departments is kept by administrators: it decides what every post reaches. */
export function mayKeepDepartments(actor: Actor): boolean {
  return actor.posts.some(({ role }) => role === 'administrator')
}
