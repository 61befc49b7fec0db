import Type, { type Static } from 'typebox'

const Instant = Type.String({ format: 'date-time' })

/** An account of the same person: it has the same verified number. */
export const Twin = Type.Object(
  { id: Type.String(), username: Type.String(), createdAt: Instant },
  { title: 'TwinAccount' },
)
export type Twin = Static<typeof Twin>

/** What may become of my account. */
export const AccountLife = Type.Object(
  {
    username: Type.String(),
    closesAt: Type.Optional(Type.String({ format: 'date-time', description: 'When it closes, as its owner asked' })),
    twins: Type.Array(Twin, {
      description: 'Other accounts in use of the same person, which may be merged into this one',
    }),
  },
  { title: 'AccountLife' },
)
export type AccountLife = Static<typeof AccountLife>

export const MergeRequest = Type.Object(
  { accountId: Type.String({ format: 'uuid', description: 'The account that ends; this one stays' }) },
  { additionalProperties: false },
)

export const ClosingReason = Type.Object(
  { reason: Type.String({ minLength: 4, maxLength: 200 }) },
  { additionalProperties: false },
)
