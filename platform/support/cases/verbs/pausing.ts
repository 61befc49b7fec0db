import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import { postAs } from '../policy.ts'
import { resumeCase, suspendCase } from '../procedures/suspension.ts'
import { type CaseVerb, type Right, type Scene, usual } from './verb.ts'
import { closedOrDecided } from './withdrawal.ts'

/**
 * 中止, 恢复, 终止: the office may halt a case, take it up again, or end it without a decision, each with the article it
 * rests on, told in a sealed paper. While it is halted nobody acts on it, except to take it up again or end it, and no clock
 * runs: the time of a case belongs to whoever may act on it.
 */
export const pausing: Record<'suspend' | 'resume' | 'terminate', CaseVerb> = {
  suspend: {
    demands: { ...usual, needsReason: true, needsBasis: true, personOnly: true },
    at: 'case',
    name: { zh: '中止办理', en: 'Suspended' },
    public: true,
    right: (scene) => rightAs(scene, 'decider', 'supervisor'),
    barred: ({ current }) =>
      closedOrDecided(current) ??
      (current.suspension ? new Refusal('conflict', 'cases.suspended', 'The case is suspended') : undefined),
    moves: 'stops',
    paper: (_current, { basis }) => ({ type: 'suspension-notice', given: { basis }, as: 'notice' }),
    perform: async ({ calendar }, { draft, input, now }) => {
      const given = { basis: input.basis!.trim(), reason: input.reason!.trim() }
      draft.current = suspendCase(draft.current, given, { now, today: cityDate(now) }, calendar).current
      return undefined
    },
  },
  resume: {
    demands: { ...usual, needsReason: true, personOnly: true },
    at: 'case',
    name: { zh: '恢复办理', en: 'Resumed' },
    public: true,
    whileSuspended: true,
    right: (scene) => rightAs(scene, 'decider', 'supervisor'),
    barred: ({ current }) =>
      current.suspension ? undefined : new Refusal('conflict', 'cases.not-suspended', 'The case is not suspended'),
    moves: 'goes-on',
    paper: (current) => {
      const halt = current.procedures?.findLast((each) => each.kind === 'suspension')
      const days = halt?.kind === 'suspension' ? { from: halt.from, until: halt.endedOn } : {}
      return { type: 'resumption-notice', given: days, as: 'resumeNotice' }
    },
    perform: async ({ calendar }, { draft, input, now }) => {
      const { suspension: _, ...current } = draft.current
      const resumed = resumeCase(draft.current, input.reason!.trim(), cityDate(now), calendar)
      draft.current = resumed?.current ?? current
      return undefined
    },
  },
  terminate: {
    demands: { ...usual, needsReason: true, needsBasis: true, personOnly: true },
    at: 'case',
    name: { zh: '终止办理', en: 'Terminated' },
    public: true,
    whileSuspended: true,
    right: (scene) => rightAs(scene, 'decider'),
    barred: ({ current }) => closedOrDecided(current),
    paper: (_current, { basis }) => ({ type: 'termination-decision', given: { basis } }),
    perform: async (_needs, { draft }) => {
      const { suspension: _, ...current } = draft.current
      draft.current = { ...current, outcome: 'terminated' }
      return { kind: 'cancel' }
    },
  },
}

/** A post of one of these roles that reaches the office and the place of the case. */
export function rightAs(
  { actor, current, territory }: Scene,
  ...roles: Parameters<typeof postAs>[1]
): Right | undefined {
  const place = { departmentId: current.item.departmentId, divisionCode: current.divisionCode }
  return postAs(actor, roles, place, territory)
}
