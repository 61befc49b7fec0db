import type { AssuranceLevel } from '#kernel/actor.ts'

export { reaches } from '#kernel/actor.ts'

/** Ways to show who one is, in the words of RFC 8176: what OpenID tokens carry as `amr`. */
export const methods = ['pwd', 'sms', 'otp', 'hwk', 'fed', 'lic', 'face', 'doc'] as const
/** What another centre may say somebody showed there. */
export const trustedMethods: readonly Method[] = methods.filter((method) => method !== 'fed')
export type Method = (typeof methods)[number]

/** What each factor rests on: two of one kind are one factor. */
const kindOf: Record<Method, 'knows' | 'has' | 'is' | 'told'> = {
  pwd: 'knows',
  sms: 'has',
  otp: 'has',
  // A passkey is a thing one has, unlocked by what one knows or is: two factors in one act.
  hwk: 'has',
  fed: 'told',
  lic: 'has',
  face: 'is',
  doc: 'is',
}

/**
 * How sure we are (L1 账号, L2 实名, L3 双因素, L4 实人; docs/decisions): by the factors shown in this session, and never
 * more than the first level for an account whose name nobody has verified.
 */
export function levelOf(shown: readonly Method[], proven: AssuranceLevel): AssuranceLevel {
  if (proven === 'L1') return 'L1'
  if (shown.includes('face') || shown.includes('doc')) return 'L4'
  const kinds = new Set(shown.map((method) => kindOf[method]).filter((kind) => kind !== 'told'))
  return shown.includes('hwk') || shown.includes('lic') || kinds.size >= 2 ? 'L3' : 'L2'
}
