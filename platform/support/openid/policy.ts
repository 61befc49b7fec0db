import type { Actor } from '#kernel/actor.ts'
import { holds } from '#support/identity/index.ts'
import type { Client, Directory } from './contract.ts'

export const mayRegisterClients = (actor: Actor): boolean => holds(actor, 'administrator')

export const mayReadClients = (actor: Actor): boolean =>
  holds(actor, 'administrator') || holds(actor, 'security-officer') || holds(actor, 'auditor')

/** Citizens sign in at the public's directory, officials at the staff's. */
export const belongsTo = (actor: Pick<Actor, 'kind' | 'actingFor'>, directory: Directory): boolean =>
  // Programs ask who a person is; a firm's session is for its own affairs here.
  !actor.actingFor && actor.kind === (directory === 'public' ? 'citizen' : 'official')

/** Officials act for their office and are not asked; a citizen is, once for each program and scope. */
export const needsConsent = (client: Pick<Client, 'directory'>): boolean => client.directory === 'public'

/** Where each provider's doors are, below the city's address. */
export const pathOf = (directory: Directory): string => (directory === 'staff' ? '/oidc/staff' : '/oidc')
