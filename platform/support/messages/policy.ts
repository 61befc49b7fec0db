import type { Actor, PostRole } from '#kernel/actor.ts'

/** The platform itself keeps a sender of its own, for codes. */
const holds = (actor: Actor, roles: readonly PostRole[]): boolean =>
  actor.kind === 'system' || (actor.kind === 'official' && actor.posts.some(({ role }) => roles.includes(role)))

/** Senders, their keys and their templates speak in the city's name: administrators keep them. */
export const mayKeepSenders = (actor: Actor): boolean => holds(actor, ['administrator'])

/** What was sent, without its words and with masked addresses: those who run, secure and audit the platform. */
export const maySeeMessages = (actor: Actor): boolean => holds(actor, ['administrator', 'security-officer', 'auditor'])
