import Type from 'typebox'
import { defineEvent } from '#ground/events.ts'

/** A session ended: signed out, or ended elsewhere. Those that merely ran out make no event. */
export const SessionEnded = defineEvent(
  'identity.session-ended',
  Type.Object({ sessionId: Type.String(), accountId: Type.String() }),
)

/** A mandate was asked for, given or agreed to, refused, or ended before its day. */
export const MandateChanged = defineEvent(
  'identity.mandate-changed',
  Type.Object({
    mandateId: Type.String(),
    principalPartyId: Type.String(),
    agentPartyId: Type.String(),
    state: Type.Enum(['asked', 'in-force', 'declined', 'ended']),
    byAccountId: Type.String(),
  }),
)
