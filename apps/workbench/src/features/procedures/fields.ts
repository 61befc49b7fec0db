import type { ProcedureAct, ProcedureVerb } from '@zhengtong/platform/support/cases/contract.ts'

/** One thing that an act of a procedure asks for. */
export type AskedField = Exclude<keyof ProcedureAct, 'verb' | 'expectedVersion' | 'id'>

/** What each act asks for, in the order of its dialog; `optional` may stay empty. */
export const askedBy: Record<ProcedureVerb, { fields: AskedField[]; optional?: AskedField[] }> = {
  'start-special': { fields: ['special', 'basis', 'days', 'reason'] },
  'prolong-special': { fields: ['days', 'reason'] },
  'end-special': { fields: ['result'] },
  'ask-extension': { fields: ['days', 'reason'] },
  'approve-extension': { fields: ['reason'], optional: ['reason'] },
  'refuse-extension': { fields: ['reason'] },
  'tell-hearing-right': { fields: ['reason'] },
  'open-hearing': { fields: ['basis', 'reason'] },
  'ask-hearing': { fields: ['concerned', 'reason'] },
  'waive-hearing': { fields: [] },
  'call-hearing': { fields: ['at', 'place', 'chair'] },
  'hold-hearing': { fields: ['record'] },
  'sign-record': { fields: ['receiver', 'reason'], optional: ['reason'] },
  deliver: { fields: ['method', 'receiver', 'reason'], optional: ['reason'] },
  'sign-for': { fields: [] },
}

export type Entered = Partial<Record<AskedField, string>>

/** The body of the request: numbers as numbers, a local time as an instant in the city, nothing that is empty. */
export function bodyOf(verb: ProcedureVerb, entered: Entered): Partial<ProcedureAct> {
  const given = askedBy[verb].fields.flatMap((field): [string, unknown][] => {
    const value = entered[field]?.trim()
    if (!value) return []
    if (field === 'days') return [[field, Number(value)]]
    if (field === 'at') return [[field, new Date(`${value}:00+08:00`).toISOString()]]
    return [[field, value]]
  })
  return Object.fromEntries(given)
}

/** The fields still empty that must not be. */
export function lackingOf(verb: ProcedureVerb, entered: Entered): AskedField[] {
  const { fields, optional = [] } = askedBy[verb]
  return fields.filter((field) => !optional.includes(field) && !entered[field]?.trim())
}
