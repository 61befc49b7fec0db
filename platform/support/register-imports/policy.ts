import type { Actor } from '#kernel/actor.ts'

/** Whoever runs the platform's data floor brings files in; the platform itself does by schedule or command. */
export const mayImport = (actor: Actor): boolean =>
  actor.kind === 'system' || (actor.kind === 'official' && actor.posts.some(({ role }) => role === 'administrator'))
