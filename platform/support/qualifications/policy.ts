import type { Actor, PostRole } from '#kernel/actor.ts'

/** Who handles business of an office, and so may ask whether somebody may do something. */
export const handlers: readonly PostRole[] = [
  'intake',
  'reviewer',
  'inspector',
  'cashier',
  'decider',
  'head',
  'supervisor',
]

/** Officials with such a post; programs that the gate let in; and the platform for a case. */
export const mayCheck = ({ kind, posts }: Pick<Actor, 'kind' | 'posts'>): boolean =>
  kind === 'program' || kind === 'system' || (kind === 'official' && posts.some(({ role }) => handlers.includes(role)))
