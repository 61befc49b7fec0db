import type { Actor } from '#kernel/actor.ts'

/** The calendar moves every limit of the city: an administrator replaces it, or an operator at the command line. */
export const mayReplaceCalendar = (actor: Actor): boolean =>
  actor.kind === 'system' || (actor.kind === 'official' && actor.posts.some(({ role }) => role === 'administrator'))
