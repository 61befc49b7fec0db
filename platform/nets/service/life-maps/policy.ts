import type { Actor } from '#kernel/actor.ts'

/** What follows from one's credentials is for the people themselves: officials and strangers hold none here. */
export const mayBeAdvised = (actor: Actor): actor is Actor & { accountId: string } =>
  actor.kind === 'citizen' && actor.accountId !== undefined
