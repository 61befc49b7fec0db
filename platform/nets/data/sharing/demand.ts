import type { Calendar } from '#kernel/working-days.ts'
import type { DemandState, ShareType, Verb } from './contract.ts'

/** Whose turn an act is: the department that asks, the one that has the data, or the data office that coordinates. */
export type Side = 'user' | 'provider' | 'coordinator'

type Move = { from: readonly DemandState[]; to: DemandState; by: readonly Side[] }

/** 政务数据共享条例第21、22、25、28条. A dispute goes to the data office; its ruling ends the docket. */
export const moves: Record<Exclude<Verb, 'file'>, Move> = {
  pass: { from: ['checking'], to: 'reviewing', by: ['coordinator'] },
  return: { from: ['checking'], to: 'supplement', by: ['coordinator'] },
  supplement: { from: ['supplement'], to: 'checking', by: ['user'] },
  extend: { from: ['reviewing'], to: 'reviewing', by: ['coordinator'] },
  grant: { from: ['reviewing'], to: 'granted', by: ['provider'] },
  offer: { from: ['reviewing'], to: 'offered', by: ['provider'] },
  refuse: { from: ['reviewing'], to: 'refused', by: ['provider'] },
  dispute: { from: ['refused', 'offered'], to: 'disputed', by: ['user'] },
  'rule-grant': { from: ['disputed'], to: 'granted', by: ['coordinator'] },
  'rule-refuse': { from: ['disputed'], to: 'upheld', by: ['coordinator'] },
  suspend: { from: ['granted'], to: 'suspended', by: ['provider', 'coordinator'] },
  resume: { from: ['suspended'], to: 'granted', by: ['provider', 'coordinator'] },
  revoke: { from: ['granted', 'suspended'], to: 'revoked', by: ['provider', 'coordinator'] },
}

export const verbs = Object.keys(moves) as Exclude<Verb, 'file'>[]

export const mayMove = (verb: Exclude<Verb, 'file'>, state: DemandState, sides: readonly Side[]): boolean =>
  moves[verb].from.includes(state) && moves[verb].by.some((side) => sides.includes(side))

/** Nobody answers what they asked for themselves, nor rules on what they answered, whatever other posts they hold. */
export function sidesLeft(sides: readonly Side[], done: readonly Verb[]): Side[] {
  const asked = done.some((verb) => verb === 'file' || verb === 'supplement' || verb === 'dispute')
  const answered = done.some((verb) => verb === 'grant' || verb === 'offer' || verb === 'refuse')
  return sides.filter((side) => side === 'user' || (!asked && !(side === 'coordinator' && answered)))
}

/** Working days for each turn. The law's: 1 and 10, and 10 more with the data office's consent (条例第21条). */
export const days = {
  // The law leaves the formal check and the ruling to the platform's own rules: theirs are short.
  check: 2,
  supplement: 5,
  answer: { unconditional: 1, conditional: 10 } satisfies Record<ShareType, number>,
  extension: 10,
  ruling: 10,
}

/** The last day of whoever has to act in the new state. */
export function dueOf(
  state: DemandState,
  from: string,
  calendar: Pick<Calendar, 'addWorkingDays'>,
  shareType: ShareType,
): string | undefined {
  const within = (count: number) => calendar.addWorkingDays(from, count).date
  switch (state) {
    case 'checking':
      return within(days.check)
    case 'supplement':
      return within(days.supplement)
    case 'reviewing':
      return within(days.answer[shareType])
    case 'disputed':
      return within(days.ruling)
    default:
      return undefined
  }
}
