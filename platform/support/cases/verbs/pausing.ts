import { Refusal } from '#kernel/errors.ts'
import { postAs } from '../policy.ts'
import { type CaseVerb, type Right, type Scene, usual } from './verb.ts'
import { closedOrDecided } from './withdrawal.ts'

/**
 * 中止, 恢复, 终止: the office may halt a case, take it up again, or end it without a decision, each with the article it
 * rests on. While it is halted nobody acts on it, except to take it up again or end it; its clocks run unless law stops them.
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
    perform: async (_needs, { draft, input, now }) => {
      const suspension = { since: now.toISOString(), basis: input.basis!.trim(), reason: input.reason!.trim() }
      draft.current = { ...draft.current, suspension }
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
    perform: async (_needs, { draft }) => {
      const { suspension: _, ...current } = draft.current
      draft.current = current
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
