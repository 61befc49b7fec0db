import Type, { type Static } from 'typebox'

/**
 * GM: SM2 with SM3, for records, seals and log heads. RSA: RSA-2048 with SHA-256, for PDF signatures that any reader knows.
 * ES256: ECDSA on P-256 with SHA-256, which wallets read (RFC 7518). Ed25519: signed notes of the log (C2SP signed-note).
 */
export const KeySuite = Type.Union([
  Type.Literal('GM'),
  Type.Literal('RSA'),
  Type.Literal('ES256'),
  Type.Literal('Ed25519'),
])
export type KeySuite = Static<typeof KeySuite>

const Hex = Type.String({ pattern: '^([0-9a-f]{2})+$' })

export const problems = {
  'keys.kms-silent': {
    zh: '签名服务没有应答，没有签发，也没有改动。请稍后再试。',
    en: 'The signing service does not answer; nothing was issued or changed. Please try again later.',
  },
}

/** What the root says of an SM2 key: whose it is, for what, from when until when. */
export const KeyStatement = Type.Object(
  {
    body: Type.Object({
      format: Type.Literal('zhengtong-key/1'),
      realm: Type.String(),
      keyId: Type.String(),
      suite: Type.Literal('GM'),
      publicKey: Hex,
      purpose: Type.Union([Type.Literal('log'), Type.Literal('seal')]),
      subject: Type.Object({ name: Type.String(), code: Type.Optional(Type.String()) }),
      /** `software` keys are for trials only: production seals live in an HSM. */
      custody: Type.Union([Type.Literal('software'), Type.Literal('hsm')]),
      validFrom: Type.String({ format: 'date-time' }),
      validTo: Type.String({ format: 'date-time' }),
      rootKeyId: Type.String(),
    }),
    signature: Hex,
  },
  { title: 'KeyStatement' },
)
export type KeyStatement = Static<typeof KeyStatement>

/** The public root of a realm: publish it apart from the papers, so that anyone can pin it. */
export const RootKeys = Type.Object(
  {
    format: Type.Literal('zhengtong-root/1'),
    realm: Type.String(),
    keyId: Type.String(),
    suite: Type.Literal('GM'),
    publicKey: Hex,
    certificate: Type.String({ description: 'X.509 root for PDF signatures, PEM' }),
    sm2Certificate: Type.Optional(Type.String({ description: 'X.509 root of the SM2 seals in OFD files, PEM' })),
  },
  { title: 'RootKeys' },
)
export type RootKeys = Static<typeof RootKeys>
