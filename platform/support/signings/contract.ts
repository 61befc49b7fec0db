import Type, { type Static } from 'typebox'

const Instant = Type.String({ format: 'date-time' })
const Digest = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256' })
const Coordinate = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' })

/** A signature that a citizen asks to make. The key is made on the phone, used once and forgotten; only its public half comes here. */
export const SigningDraft = Type.Object({
  credentialId: Type.String({ format: 'uuid' }),
  reason: Type.String({ minLength: 2, maxLength: 100 }),
  publicKey: Type.Object({ kty: Type.Literal('EC'), crv: Type.Literal('P-256'), x: Coordinate, y: Coordinate }),
  pagesRead: Type.Integer({ minimum: 1, maximum: 1000, description: 'How many pages were shown to their end' }),
})
export type SigningDraft = Static<typeof SigningDraft>

/** What the phone signs: the attributes of a CMS signature, in which the digest of the document stands. */
export const SigningAsked = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    toSign: Type.String({ description: 'base64; sign with ECDSA on P-256 over SHA-256' }),
    documentDigest: Digest,
    until: Instant,
  },
  { title: 'SigningAsked' },
)
export type SigningAsked = Static<typeof SigningAsked>

export const Signing = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    credentialId: Type.String(),
    title: Type.String(),
    reason: Type.String(),
    signerName: Type.String(),
    level: Type.String({ description: 'How surely the signer was known: L3, L4' }),
    pages: Type.Integer(),
    documentDigest: Digest,
    signedDigest: Digest,
    at: Instant,
    leafHash: Type.String({ description: 'By which its proof is asked for in the log' }),
  },
  { title: 'Signing' },
)
export type Signing = Static<typeof Signing>

export const problems = {
  'signings.missing': { zh: '没有这次签名。', en: 'There is no such signature.' },
  'signings.not-read': {
    zh: '文件还没有看完，不能签名。请看到最后一页。',
    en: 'The document was not shown to its end, so it cannot be signed. Please read to the last page.',
  },
  'signings.late': {
    zh: '签名超过了时限，没有签成。请重新签。',
    en: 'The signature came too late and was not made. Please sign again.',
  },
  'signings.done': { zh: '这次签名已经完成。', en: 'This signature was made already.' },
  'signings.wrong': {
    zh: '签名和您的密钥对不上，没有签成。请重新签。',
    en: 'The signature does not fit your key and was not made. Please sign again.',
  },
  'signings.bad-key': {
    zh: '签名密钥不对，没有签成。请重新签。',
    en: 'The key is no point of P-256. Please sign again.',
  },
}
