import Type, { type Static } from 'typebox'

const Instant = Type.String({ format: 'date-time' })

export const Passkey = Type.Object({
  id: Type.String(),
  name: Type.String(),
  createdAt: Instant,
  lastUsedAt: Type.Optional(Instant),
})
export type Passkey = Static<typeof Passkey>

/** The ways in which I can show who I am, besides my password. */
export const Factors = Type.Object({
  totp: Type.Boolean({ description: 'An app with one-time codes is set up' }),
  mobile: Type.Optional(Type.String({ description: 'Where codes are sent, masked' })),
  passkeys: Type.Array(Passkey),
})
export type Factors = Static<typeof Factors>

export const TotpBegun = Type.Object({
  uri: Type.String({ description: 'otpauth://… for the app, as the QR code holds it' }),
  secret: Type.String({ description: 'The same to be typed in' }),
  qr: Type.String({ description: 'SVG' }),
})
export type TotpBegun = Static<typeof TotpBegun>

export const OneTimeCode = Type.Object(
  { code: Type.String({ pattern: '^\\d{6}$', description: 'Six digits' }) },
  { additionalProperties: false },
)

export const StepUp = Type.Object(
  { method: Type.Union([Type.Literal('otp'), Type.Literal('sms')]), code: Type.String({ pattern: '^\\d{6}$' }) },
  { additionalProperties: false },
)
export type StepUp = Static<typeof StepUp>

/** As WebAuthn's own JSON has it (PublicKeyCredentialCreationOptionsJSON and its answers); checked by the library. */
export const WebAuthn = Type.Record(Type.String(), Type.Unknown())

export const NewPasskey = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 40, description: 'For the person to know it by' }),
    response: WebAuthn,
  },
  { additionalProperties: false },
)
export const PasskeyShown = Type.Object({ response: WebAuthn }, { additionalProperties: false })
