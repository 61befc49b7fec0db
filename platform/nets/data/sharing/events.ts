import Type from 'typebox'
import { defineEvent } from '#ground/events.ts'
import { DemandState, Verb } from './contract.ts'

/** A demand for data moved: filed, granted, refused, disputed, revoked … */
export const DemandMoved = defineEvent(
  'sharing.demand-moved',
  Type.Object({ demandId: Type.String(), verb: Verb, state: DemandState, register: Type.String() }),
)
