import Type from 'typebox'
import { defineEvent } from '#ground/events.ts'
import { TicketState } from './contract.ts'

/** A number was taken, called, served or given up. The subject is the ticket; nobody is named. */
export const TicketMoved = defineEvent(
  'queues.ticket-moved',
  Type.Object({
    point: Type.String(),
    day: Type.String(),
    no: Type.String(),
    verb: Type.String(),
    state: TicketState,
    window: Type.Optional(Type.String()),
  }),
)
