import Type from 'typebox'
import { defineEvent } from '#ground/events.ts'

/** A session ended: signed out, or ended elsewhere. Those that merely ran out make no event. */
export const SessionEnded = defineEvent(
  'identity.session-ended',
  Type.Object({ sessionId: Type.String(), accountId: Type.String() }),
)
