import Type from 'typebox'
import { defineEvent } from '#ground/events.ts'

/** A session ended: signed out, or ended elsewhere. Those that merely ran out make no event. */
export const SessionEnded = defineEvent(
  'identity.session-ended',
  Type.Object({ sessionId: Type.String(), accountId: Type.String() }),
)

/** All sessions of an account were ended by one act, or all but the one kept: nothing given out before opens it any longer. */
export const SignedOutEverywhere = defineEvent(
  'identity.signed-out-everywhere',
  Type.Object({ accountId: Type.String(), keptSessionId: Type.Optional(Type.String()) }),
)

/** Two accounts of one person became one: the first ended, the second goes on. */
export const AccountMerged = defineEvent(
  'identity.account-merged',
  Type.Object({ fromAccountId: Type.String(), toAccountId: Type.String() }),
)

/** Somebody came back into an account by a check of the person, with a new password. */
export const AccountRecovered = defineEvent('identity.account-recovered', Type.Object({ accountId: Type.String() }))

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
