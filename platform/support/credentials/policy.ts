import type { Actor, PostRole } from '#kernel/actor.ts'
import type { CredentialStatus, CredentialType, CredentialVerb } from './contract.ts'
import { credentialVerbs, statusAfter } from './credential.ts'
import { knowsVerb } from './upkeep/upkeep.ts'

/** What the policies need to know of the organisation. */
export type Territory = {
  departmentWithin(department: string, ancestor: string): boolean
  divisionWithin(division: string, ancestor: string): boolean
}

/** What a policy looks at: whose it is and which office gave it. */
export type Held = { holderPartyId: string; departmentId: string; divisionCode: string; status: CredentialStatus }

const readers: readonly PostRole[] = ['intake', 'reviewer', 'inspector', 'decider', 'head', 'supervisor']

/** Those who handle the office's own cases; a supervisor looks over many offices. */
const handlers = readers.filter((role) => role !== 'supervisor')

/** Issuing is done by the platform or an official who carries out a decision; the case says whether it was theirs to make. */
export function mayIssue(actor: Actor): boolean {
  return actor.kind === 'system' || actor.kind === 'official'
}

/** Holders see their own and those of parties they act for; officials, what the offices below their posts issued. */
export function maySee(actor: Actor, held: Held, parties: readonly string[], territory: Territory): boolean {
  if (actor.kind === 'system') return true
  if (actor.kind === 'citizen') return parties.includes(held.holderPartyId)
  return readers.some((role) => hasPost(actor, role, held, territory))
}

/** Whoever decides for the issuing office ends what it issued; nobody else, and no machine: only a person takes away. */
export function mayAct(actor: Actor, held: Held, territory: Territory): boolean {
  return actor.kind === 'official' && hasPost(actor, 'decider', held, territory)
}

/** What this person may do to it now. */
export function verbsFor(actor: Actor, held: Held, territory: Territory, type: CredentialType): CredentialVerb[] {
  if (!mayAct(actor, held, territory)) return []
  return credentialVerbs.filter((verb) => knowsVerb(type, verb) && statusAfter(held.status, verb) !== undefined)
}

/** As whom somebody reads it, beside everybody: its holder and the platform read all of it. */
export function audiencesOf(actor: Actor, held: Held, territory: Territory): ('all' | 'government' | 'issuer')[] {
  if (actor.kind !== 'official') return ['all']
  const own = handlers.some((role) => hasPost(actor, role, held, territory))
  return own ? ['government', 'issuer'] : ['government']
}

function hasPost(actor: Actor, role: PostRole, held: Held, territory: Territory): boolean {
  return actor.posts.some(
    (post) =>
      post.role === role &&
      territory.departmentWithin(held.departmentId, post.departmentId) &&
      territory.divisionWithin(held.divisionCode, post.divisionCode),
  )
}
