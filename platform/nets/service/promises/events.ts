import Type from 'typebox'
import { defineEvent } from '#ground/events.ts'

/** A false promise was annulled: what the credit system takes up (国办发〔2020〕42号: 虚假承诺记入信用记录). */
export const promiseBroken = defineEvent(
  'promises.broken',
  Type.Object({
    promiseId: Type.String(),
    caseId: Type.String(),
    itemId: Type.String(),
    partyId: Type.String(),
    departmentId: Type.String(),
    name: Type.String(),
    reason: Type.String(),
    credentials: Type.Array(Type.String({ description: 'Numbers of what was annulled' })),
  }),
)

export const promiseRepaired = defineEvent(
  'promises.repaired',
  Type.Object({ promiseId: Type.String(), partyId: Type.String(), departmentId: Type.String(), reason: Type.String() }),
)
