import Type from 'typebox'
import { defineEvent } from '#ground/events.ts'

/**
 * 虚假承诺: a promise was found false by one person and what it got annulled by another. Whoever keeps credit takes it up: who, in
 * which item, the fact found, and on what basis (国办发〔2020〕42号; 优化营商环境条例第40条).
 */
export const promiseBreached = defineEvent(
  'promises.breached',
  Type.Object({
    promiseId: Type.String(),
    caseId: Type.String(),
    caseNo: Type.String(),
    itemId: Type.String(),
    itemName: Type.String(),
    partyId: Type.String({ description: 'Who promised' }),
    departmentId: Type.String({ description: 'Whose finding it is' }),
    name: Type.String({ description: 'The promise' }),
    fact: Type.String({ description: 'What the check found' }),
    basis: Type.String({ description: 'The law the promise rests on' }),
    reason: Type.String({ description: 'Of the decision to annul' }),
    breachedOn: Type.String({ description: 'Day of the decision, YYYY-MM-DD' }),
    credentials: Type.Array(Type.String({ description: 'Numbers of what was annulled' })),
  }),
)

export const promiseRepaired = defineEvent(
  'promises.repaired',
  Type.Object({ promiseId: Type.String(), partyId: Type.String(), departmentId: Type.String(), reason: Type.String() }),
)
