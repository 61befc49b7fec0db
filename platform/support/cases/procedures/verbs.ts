import type { PostRole } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Case } from '../case.ts'
import type { ProcedureVerb } from './contract.ts'
import { deliver, deliverable, signFor } from './delivery.ts'
import { type Doing, type Done, proceduresOf } from './doing.ts'
import { approveExtension, askExtension, refuseExtension } from './extension.ts'
import {
  askHearing,
  callHearing,
  hearingPending,
  holdHearing,
  openHearing,
  signRecord,
  tellHearingRight,
  waiveHearing,
} from './hearing.ts'
import type { Procedure } from './procedure.ts'
import { endSpecial, prolongSpecial, startSpecial } from './special.ts'
import { taskIdOf } from './to-do.ts'

type Verb = {
  does: (doing: Doing) => Done
  /** The posts that may, or the applicant. */
  by: readonly (PostRole | 'applicant')[]
  /** The procedures it may be done to now; `new` when it begins one. */
  open: (current: Case, today: string) => (number | 'new')[]
  /** Whether the applicant sees it in the progress of the case. */
  public: boolean
}

const reviewing: readonly PostRole[] = ['reviewer', 'decider']
const underReview = (current: Case) => current.acceptedAt !== undefined && !current.decidedAt && !current.closedAt
const those = (current: Case, kind: Procedure['kind'], ...states: string[]) =>
  proceduresOf(current)
    .filter((each) => each.kind === kind && states.includes(each.state))
    .map(({ id }) => id)
const hearing =
  (...states: string[]) =>
  (current: Case) =>
    underReview(current) ? those(current, 'hearing', ...states) : []
const onceUnderReview =
  (kind: Procedure['kind'], ...states: string[]) =>
  (current: Case) =>
    underReview(current) && those(current, kind, ...states).length === 0 ? (['new'] as const).slice() : []
const anyHearing = ['told', 'asked', 'called', 'held', 'waived', 'lapsed']

export const procedureVerbs: Record<ProcedureVerb, Verb> = {
  'start-special': {
    does: startSpecial,
    by: reviewing,
    open: (current) => (underReview(current) ? ['new'] : []),
    public: true,
  },
  'prolong-special': {
    does: prolongSpecial,
    by: reviewing,
    open: (current) => those(current, 'special', 'open'),
    public: true,
  },
  'end-special': {
    does: endSpecial,
    by: reviewing,
    open: (current) => those(current, 'special', 'open'),
    public: true,
  },
  'ask-extension': {
    does: askExtension,
    by: ['reviewer'],
    open: onceUnderReview('extension', 'asked', 'approved'),
    public: false,
  },
  'approve-extension': {
    does: approveExtension,
    by: ['head'],
    open: (current) => those(current, 'extension', 'asked'),
    public: true,
  },
  'refuse-extension': {
    does: refuseExtension,
    by: ['head'],
    open: (current) => those(current, 'extension', 'asked'),
    public: false,
  },
  'tell-hearing-right': {
    does: tellHearingRight,
    by: reviewing,
    open: onceUnderReview('hearing', ...anyHearing),
    public: true,
  },
  'open-hearing': { does: openHearing, by: reviewing, open: onceUnderReview('hearing', ...anyHearing), public: true },
  'ask-hearing': {
    does: askHearing,
    // 第47条 gives the right to those concerned as well; what they hand in, the office records.
    by: ['applicant', 'intake', 'reviewer'],
    open: (current, today) =>
      proceduresOf(current)
        .filter((each) => each.kind === 'hearing' && each.state === 'told' && today <= each.askBy!)
        .map(({ id }) => id),
    public: true,
  },
  'waive-hearing': { does: waiveHearing, by: ['applicant'], open: hearing('told'), public: true },
  'call-hearing': { does: callHearing, by: reviewing, open: hearing('asked'), public: true },
  'hold-hearing': { does: holdHearing, by: reviewing, open: hearing('called'), public: true },
  'sign-record': {
    does: signRecord,
    by: ['applicant', 'intake', 'reviewer', 'decider'],
    open: (current) =>
      hearing('held')(current).filter((id) =>
        proceduresOf(current).some((each) => each.id === id && each.kind === 'hearing' && !each.signedOn),
      ),
    public: true,
  },
  deliver: {
    does: deliver,
    by: ['intake', 'reviewer', 'decider'],
    open: (current) => (deliverable(current) ? ['new'] : []),
    public: true,
  },
  'sign-for': {
    does: signFor,
    by: ['applicant'],
    open: (current) => (deliverable(current) ? ['new'] : []),
    public: true,
  },
}

/** Refuses a decision while a procedure that it must rest on is not over (第45条、第48条第二款). */
export function refuseBeforeProcedures(current: Case, today: string): void {
  for (const each of proceduresOf(current)) {
    if (each.kind === 'special' && each.state === 'open')
      throw new Refusal('conflict', 'procedures.special-open', `${each.nameEn} is not over`, { procedure: each.id })
    if (each.kind === 'hearing' && hearingPending(each, today))
      throw new Refusal('conflict', 'procedures.hearing-pending', 'The hearing comes before the decision', {
        procedure: each.id,
      })
  }
}

/** What the end of a case leaves of its procedures: what was asked and not answered lapses. */
export function lapse(current: Case): { current: Case; tasks: number[] } {
  const before = proceduresOf(current)
  if (before.length === 0) return { current, tasks: [] }
  const ended = new Set(['asked', 'called', 'told'])
  const procedures = before.map((each): Procedure => {
    if (each.kind === 'extension' && each.state === 'asked') return { ...each, state: 'lapsed' }
    if (each.kind === 'hearing' && ended.has(each.state)) return { ...each, state: 'lapsed' }
    if (each.kind === 'suspension' && each.state === 'open') return { ...each, state: 'ended' }
    return each
  })
  const tasks = before
    .filter((each, i) => procedures[i] !== each && each.kind !== 'suspension' && each.state !== 'told')
    .map(({ id, state }) => taskIdOf(id, state === 'called' ? 1 : 0))
  return { current: { ...current, procedures }, tasks }
}
