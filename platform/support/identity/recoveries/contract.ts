import Type, { type Static } from 'typebox'

/** Who asks: all three must belong together, and the answer to any that does not is the same. */
export const NewRecovery = Type.Object(
  {
    username: Type.String({ minLength: 1, maxLength: 128 }),
    name: Type.String({ minLength: 1, maxLength: 50 }),
    idNumber: Type.String({ pattern: '^\\d{17}[\\dX]$', description: 'Citizen ID number' }),
    kind: Type.Union([Type.Literal('face'), Type.Literal('document')]),
  },
  { additionalProperties: false },
)
export type NewRecovery = Static<typeof NewRecovery>

export const RecoveryBegun = Type.Object(
  {
    id: Type.String(),
    secret: Type.String({ description: 'For the one browser that began it; told once' }),
    url: Type.String({ description: 'The page of the provider of the check' }),
    provider: Type.String(),
    simulated: Type.Boolean(),
    expiresAt: Type.String({ format: 'date-time' }),
  },
  { title: 'RecoveryBegun' },
)
export type RecoveryBegun = Static<typeof RecoveryBegun>

export const Recovered = Type.Object(
  {
    secret: Type.String({ minLength: 20, maxLength: 100 }),
    password: Type.String({ minLength: 1, maxLength: 256, description: 'Ten to 128 characters of three kinds' }),
    lostDevice: Type.Optional(
      Type.Boolean({ description: 'Passkeys and one-time codes of the lost device count no more' }),
    ),
  },
  { additionalProperties: false },
)
export type Recovered = Static<typeof Recovered>
