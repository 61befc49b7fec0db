import type { Actor, PostRole } from '#kernel/actor.ts'

const holds = (actor: Actor, roles: readonly PostRole[]): boolean =>
  actor.kind === 'system' || (actor.kind === 'official' && actor.posts.some(({ role }) => roles.includes(role)))

/** Channels and who may write to them are part of the machine: administrators keep them. */
export const mayKeepChannels = (actor: Actor): boolean => holds(actor, ['administrator'])

/** Who is admitted, without keys: those who run, secure and audit the platform. */
export const maySeeClients = (actor: Actor): boolean => holds(actor, ['administrator', 'security-officer', 'auditor'])
