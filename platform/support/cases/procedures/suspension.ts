import type { Calendar } from '#kernel/working-days.ts'
import type { Case } from '../case.ts'
import { nextId, proceduresOf, withProcedure } from './doing.ts'
import type { Halt } from './procedure.ts'

export type Halted = { current: Case; procedure: Halt }

/** 中止: from today on nobody acts on the case and no day counts, until it is resumed. */
export function suspendCase(
  current: Case,
  given: { basis: string; reason: string },
  at: { now: Date; today: string },
  calendar: Calendar,
): Halted {
  const procedure: Halt = { id: nextId(current), kind: 'suspension', state: 'open', ...given, from: at.today }
  const suspension = { since: at.now.toISOString(), ...given }
  return { current: withProcedure({ ...current, suspension }, procedure, calendar), procedure }
}

/** 恢复: today is the last day that did not count; every last day moves by what was lost. Nothing when none was open. */
export function resumeCase(current: Case, reason: string, today: string, calendar: Calendar): Halted | undefined {
  const { suspension: _, ...going } = current
  const open = proceduresOf(current).find((each) => each.kind === 'suspension' && each.state === 'open')
  if (open?.kind !== 'suspension') return undefined
  const procedure: Halt = { ...open, state: 'ended', endedOn: today, answer: reason }
  return { current: withProcedure(going, procedure, calendar), procedure }
}
