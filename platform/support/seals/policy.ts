import type { Actor, PostRole } from '#kernel/actor.ts'
import type { Seal, SealVerb } from './contract.ts'
import { sealVerbs, stateAfter } from './seal.ts'

const holds = (actor: Actor, role: PostRole) =>
  actor.kind === 'official' && actor.posts.some((post) => post.role === role)

/** 系统管理员 apply and make, 安全管理员 approve and issue: two people for each seal (三权分立). */
export function mayApply(actor: Actor): boolean {
  return holds(actor, 'administrator')
}

export function mayAct(actor: Actor, verb: SealVerb): boolean {
  return verb === 'make' ? holds(actor, 'administrator') : holds(actor, 'security-officer')
}

/** Seals are looked at by those who manage them, who audit them, and by the officials of their department. */
export function maySee(actor: Actor, seal: Pick<Seal, 'departmentId'>): boolean {
  const managers: PostRole[] = ['administrator', 'security-officer', 'auditor']
  return managers.some((role) => holds(actor, role)) || worksIn(actor, seal.departmentId)
}

/** A seal is put on a paper by the platform carrying out a decision, or by an official of the seal's department. */
export function mayUse(actor: Actor, seal: Pick<Seal, 'departmentId'>): boolean {
  return actor.kind === 'system' || worksIn(actor, seal.departmentId)
}

export function verbsFor(actor: Actor, seal: Seal): SealVerb[] {
  return sealVerbs.filter((verb) => mayAct(actor, verb) && stateAfter(seal.state, verb) !== undefined)
}

function worksIn(actor: Actor, departmentId: string): boolean {
  return actor.kind === 'official' && actor.posts.some((post) => post.departmentId === departmentId)
}
