import type { Actor } from '#kernel/actor.ts'

/** The exchange is watched over by supervisors; answers the divisions they watch, none for everybody else. */
export function divisionsWatched(actor: Actor): string[] {
  if (actor.kind !== 'official') return []
  return actor.posts.filter(({ role }) => role === 'supervisor').map(({ divisionCode }) => divisionCode)
}

export const mayWatchExchange = (actor: Actor): boolean => divisionsWatched(actor).length > 0
