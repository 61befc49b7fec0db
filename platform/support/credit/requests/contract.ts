import Type, { type Static } from 'typebox'
import { EntityView } from '../facts/contract.ts'

const Instant = Type.String({ format: 'date-time' })
const Text = (maxLength: number, minLength = 2) => Type.String({ minLength, maxLength })
const closed = { additionalProperties: false }

/** objection: the fact is wrong; repair: it was right, and has been made good. */
export const RequestInput = Type.Object(
  {
    kind: Type.Enum(['objection', 'repair']),
    about: Type.Enum(['fact', 'listing']),
    aboutId: Type.String({ format: 'uuid' }),
    statement: Text(2000),
  },
  closed,
)

export type RequestInput = Static<typeof RequestInput>

export const RequestView = Type.Object(
  {
    id: Type.String(),
    kind: Type.Enum(['objection', 'repair']),
    about: Type.Enum(['fact', 'listing']),
    aboutId: Type.String(),
    caseId: Type.String(),
    caseNo: Type.String(),
    state: Type.Enum(['open', 'granted', 'denied', 'ended']),
    raisedAt: Instant,
    endedAt: Type.Optional(Instant),
    entity: Type.Optional(EntityView),
  },
  { title: 'CreditRequest' },
)

export type RequestView = Static<typeof RequestView>
