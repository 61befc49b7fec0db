import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { ReadRequest } from './contract.ts'

/** 个人信息保护法第5、6条: a stated purpose, a stated basis. */
export function refuseWithoutPurpose({ purpose, basis }: Pick<ReadRequest, 'purpose' | 'basis'>): void {
  if (purpose.trim() && basis.trim()) return
  throw new Refusal('invalid', 'registers.no-purpose', 'A read of a register states its purpose and basis')
}

/** People and the platform read for an application; an official only for a case. */
export function mayReadPlain(actor: Actor, { caseId }: ReadRequest): void {
  if (actor.kind === 'anonymous') throw forbidden('A visitor reads no register')
  if (actor.kind === 'official' && !caseId) throw forbidden('An official reads unmasked data only for a case')
}

/** Whoever holds a post may look, with masks. */
export function mayReadMasked(actor: Actor): void {
  if (actor.kind === 'official' && actor.posts.length > 0) return
  throw forbidden('Masked reading is for officials with a post')
}

function forbidden(text: string): Refusal {
  return new Refusal('forbidden', 'registers.forbidden', text)
}
