import type { Actor } from '#kernel/actor.ts'

/** Who answers for the calendar, and who watches over limits, see what a change moved. */
export const mayReadRecalculations = (actor: Actor): boolean =>
  actor.kind === 'system' ||
  (actor.kind === 'official' && actor.posts.some(({ role }) => role === 'administrator' || role === 'supervisor'))
