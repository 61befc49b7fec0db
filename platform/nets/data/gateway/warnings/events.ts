import Type from 'typebox'
import { defineEvent } from '#ground/events.ts'
import { WarningKind } from './contract.ts'

/** A grant is used in a way that is out of the common. */
export const UseWarned = defineEvent(
  'gateway.use-warned',
  Type.Object({ warningId: Type.String(), demandId: Type.String(), kind: WarningKind }),
)
