import Type, { type Static } from 'typebox'

const Day = Type.String({ format: 'date' })

export const ReconciliationView = Type.Object(
  {
    channel: Type.String({ description: 'A channel, or treasury 国库' }),
    day: Day,
    at: Type.String({ format: 'date-time' }),
    ours: Type.Integer(),
    oursFen: Type.Integer(),
    theirs: Type.Integer(),
    theirsFen: Type.Integer(),
    mended: Type.Integer({ description: 'Payments nobody had told us of, booked from the bill of the channel' }),
    differences: Type.Integer({ description: 'Found; the list says which are still open' }),
  },
  { title: 'Reconciliation' },
)
export type ReconciliationView = Static<typeof ReconciliationView>

/** missing-here: they have it, we do not; missing-there: the other way round; not-owed: no bill of ours is behind it. */
export const DifferenceView = Type.Object(
  {
    id: Type.String(),
    channel: Type.String(),
    day: Day,
    kind: Type.Enum(['missing-here', 'missing-there', 'amount-differs', 'not-owed']),
    about: Type.Enum(['payment', 'refund']),
    no: Type.String(),
    oursFen: Type.Integer(),
    theirsFen: Type.Integer(),
    billId: Type.Optional(Type.String()),
    state: Type.Enum(['open', 'settled']),
    foundAt: Type.String({ format: 'date-time' }),
    settledAt: Type.Optional(Type.String({ format: 'date-time' })),
    settledBy: Type.Optional(Type.String()),
    how: Type.Optional(Type.String()),
    maySettle: Type.Boolean(),
    rowVersion: Type.Integer(),
  },
  { title: 'PaymentDifference' },
)
export type DifferenceView = Static<typeof DifferenceView>

export const ReconcileInput = Type.Object(
  { channel: Type.String({ maxLength: 40 }), day: Day },
  { additionalProperties: false },
)
export type ReconcileInput = Static<typeof ReconcileInput>

export const SettleInput = Type.Object(
  {
    expectedVersion: Type.Integer(),
    how: Type.String({ minLength: 5, maxLength: 1000, description: 'What was found and done' }),
  },
  { additionalProperties: false },
)
export type SettleInput = Static<typeof SettleInput>

export const TreasuryInput = Type.Object(
  {
    voucher: Type.String({
      minLength: 20,
      maxLength: 900_000,
      description: 'XML of the vouchers 5408 (非税收入缴库单)',
    }),
  },
  { additionalProperties: false },
)
export type TreasuryInput = Static<typeof TreasuryInput>
