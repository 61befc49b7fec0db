import { Refusal } from '#kernel/errors.ts'
import type { Case } from '../case.ts'
import { type CaseVerb, usual } from './verb.ts'

/** 撤回申请: the applicant may take an application back until it is decided. */
export const withdrawal: { withdraw: CaseVerb } = {
  withdraw: {
    demands: { ...usual, personOnly: true },
    at: 'case',
    name: { zh: '撤回申请', en: 'Application withdrawn' },
    public: true,
    // What the office has halted is the applicant's own application still.
    whileSuspended: true,
    right: ({ own }) => (own ? 'own' : undefined),
    barred: ({ current }) => closedOrDecided(current),
    perform: async (_needs, { draft }) => {
      const { suspension: _, ...current } = draft.current
      draft.current = { ...current, outcome: 'withdrawn' }
      return { kind: 'cancel' }
    },
  },
}

/** What is closed or decided goes on by remedies, no longer by acts on the application. */
export function closedOrDecided(current: Case): Refusal | undefined {
  if (current.closedAt) return new Refusal('conflict', 'cases.closed', 'The case is closed')
  if (current.decidedAt) return new Refusal('conflict', 'cases.decided', 'The case is decided')
  return undefined
}
