import { Refusal } from '#kernel/errors.ts'
import type { Calendar } from '#kernel/working-days.ts'
import type { Case } from '../case.ts'
import { type Clock, decisionClocks, earlier, type Pause, reckonClock } from '../clocks.ts'
import type { ProcedureAct } from './contract.ts'
import type { LicensingLaw } from './law.ts'
import type { Hand, PaperPlace, Procedure } from './procedure.ts'

/** What every act of a procedure is given. Pure: nothing here reads or writes the world. */
export type Doing = {
  current: Case
  act: ProcedureAct
  hand: Hand
  /** Done by the applicant, or who acts for them. */
  own: boolean
  now: Date
  today: string
  calendar: Calendar
  law: LicensingLaw
  /** Those who review this application: none of them may lead its hearing (第48条第三项). */
  reviewers: readonly Hand[]
}

/** What an act came to: the case as it will be, the line of its history, the paper to seal, the to-do it opens or ends. */
export type Done = {
  current: Case
  procedure: Procedure
  step: { name: string; nameEn: string; data: Record<string, unknown> }
  letter?: { type: string; given: Record<string, unknown>; as: PaperPlace }
  opens?: ToDo
  /** The stage whose to-do it ends. */
  closes?: number
}

/** A to-do of a procedure; one procedure may have several, one after another. */
export type ToDo = { stage: number; name: string; nameEn: string; post: string; due?: string }

export const proceduresOf = (current: Case): readonly Procedure[] => current.procedures ?? []

/** The case with one procedure put in, or in place of the one of the same id, and its clocks counted by it. */
export function withProcedure(current: Case, procedure: Procedure, calendar: Calendar): Case {
  const others = proceduresOf(current).filter(({ id }) => id !== procedure.id)
  return reckonCase({ ...current, procedures: [...others, procedure].toSorted((a, b) => a.id - b.id) }, calendar)
}

/** Counts all clocks of a case again: by its procedures, and by this calendar. */
export function reckonCase(current: Case, calendar: Calendar): Case {
  const open = proceduresOf(current).find((each) => each.kind === 'suspension' && each.state === 'open')
  const held = open?.kind === 'suspension' ? { heldFrom: open.from } : {}
  const clocks = current.clocks.map((clock): Clock => {
    // What has stopped for good keeps the days it had.
    if (clock.stoppedOn) return clock
    const { pauses: _, heldFrom: __, ...bare } = clock
    const pauses = pausesOf(current, clock.key)
    return reckonClock(
      { ...bare, ...(pauses.length > 0 ? { pauses } : {}), ...(clock.startedOn ? held : {}) },
      calendar,
    )
  })
  return { ...current, clocks }
}

/** The days that do not count for a clock: a suspension stops every clock, what 第45条 lists those of the decision. */
export function pausesOf(current: Case, key: Clock['key']): Pause[] {
  return proceduresOf(current)
    .filter(({ kind }) => kind === 'suspension' || decisionClocks.includes(key))
    .flatMap(daysOf)
}

/** The days of a procedure that do not count. */
function daysOf(procedure: Procedure): Pause[] {
  if (procedure.kind === 'suspension') return procedure.endedOn ? [{ from: procedure.from, to: procedure.endedOn }] : []
  if (procedure.kind === 'special') {
    const { endedOn, spans } = procedure
    if (!endedOn) return spans
    return spans.filter(({ from }) => from <= endedOn).map(({ from, to }) => ({ from, to: earlier(to, endedOn) }))
  }
  if (procedure.kind !== 'hearing' || !procedure.askedOn) return []
  const { askedOn, heldOn, at, holdBy } = procedure
  const told = at?.slice(0, 10) ?? holdBy ?? askedOn
  const to = heldOn ? earlier(heldOn, told) : told
  return to < askedOn ? [] : [{ from: askedOn, to }]
}

export const nextId = (current: Case): number => proceduresOf(current).length + 1

/** The procedure that an act names, of the kind and in one of the states that it needs. */
export function named<Kind extends Procedure['kind']>(
  { current, act }: Pick<Doing, 'current' | 'act'>,
  kind: Kind,
  states: readonly string[],
): Extract<Procedure, { kind: Kind }> {
  const found = proceduresOf(current).find(({ id }) => id === act.id)
  if (found?.kind !== kind) throw new Refusal('missing', 'procedures.missing', `No ${kind} ${act.id} in this case`)
  if (!states.includes(found.state))
    throw new Refusal('conflict', 'procedures.wrong-state', `A ${kind} that is ${found.state} cannot ${act.verb}`)
  return found as Extract<Procedure, { kind: Kind }>
}

/** Refuses with a fault for each thing an act lacks. */
export function needed<Key extends keyof ProcedureAct>(act: ProcedureAct, details: Record<Key, string>) {
  const lacking = (Object.entries(details) as [Key, string][]).filter(([key]) => {
    const value = act[key]
    return value === undefined || (typeof value === 'string' && value.trim() === '')
  })
  if (lacking.length > 0)
    throw new Refusal('invalid', 'procedures.incomplete', `${act.verb} lacks ${lacking.map(([key]) => key)}`, {
      faults: lacking.map(([key, detail]) => ({ pointer: `/${key}`, rule: 'required', detail })),
    })
  return act as ProcedureAct & { [key in Key]-?: NonNullable<ProcedureAct[key]> }
}

/** Refuses what only makes sense between acceptance and decision. */
export function underReview({ current }: Pick<Doing, 'current'>): void {
  if (!current.acceptedAt)
    throw new Refusal('conflict', 'procedures.not-accepted', 'The limits of the decision start with acceptance')
  if (current.decidedAt || current.closedAt) throw new Refusal('conflict', 'procedures.decided', 'The case is decided')
}
