import Type, { type Static } from 'typebox'

/** 请求授权: an office that has the code of a credential asks its holder for named fields of it. */
export const NewAsk = Type.Object(
  {
    verifyCode: Type.String({ minLength: 12, maxLength: 20, description: 'The code below the QR of the credential' }),
    fields: Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: 40, uniqueItems: true }),
    purpose: Type.String({ minLength: 4, maxLength: 200 }),
    days: Type.Integer({ minimum: 1, maximum: 365, description: 'How long the grant is to last, from the answer' }),
    maxUses: Type.Integer({ minimum: 1, maximum: 1000 }),
  },
  { additionalProperties: false, title: 'NewAsk' },
)
export type NewAsk = Static<typeof NewAsk>

export const Ask = Type.Object(
  {
    id: Type.String(),
    credential: Type.String(),
    fieldNames: Type.Array(Type.String()),
    department: Type.String(),
    purpose: Type.String(),
    days: Type.Integer(),
    maxUses: Type.Integer(),
    askedBy: Type.String(),
    askedAt: Type.String({ format: 'date-time' }),
    state: Type.Enum(['open', 'granted', 'declined']),
    grantId: Type.Optional(Type.String()),
  },
  { title: 'Ask' },
)
export type Ask = Static<typeof Ask>

/** What an office may ask for of a credential whose code it has: names, no values. */
export const Askable = Type.Object(
  {
    credential: Type.String(),
    fields: Type.Array(
      Type.Object({ key: Type.String(), title: Type.String(), titleEn: Type.Optional(Type.String()) }),
    ),
  },
  { title: 'Askable' },
)
export type Askable = Static<typeof Askable>

export const useAsked = {
  type: 'showings.use-asked',
  schema: Type.Object({
    askId: Type.String(),
    partyId: Type.String(),
    credential: Type.String(),
    department: Type.String(),
    purpose: Type.String(),
  }),
}
