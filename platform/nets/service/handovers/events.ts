import Type from 'typebox'
import { defineEvent } from '#ground/events.ts'
import { HandoverState } from './contract.ts'

/** A result came to a point, was handed over or returned. The subject is the handover; nobody is named. */
export const HandoverMoved = defineEvent(
  'handovers.handover-moved',
  Type.Object({ point: Type.String(), caseId: Type.String(), state: HandoverState, window: Type.String() }),
)
