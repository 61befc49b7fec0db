import {
  constants,
  createHmac,
  createPrivateKey,
  createPublicKey,
  sign as signWith,
  timingSafeEqual,
  verify as verifyWith,
} from 'node:crypto'
import { cryptoSuite } from '#kernel/crypto/suites.ts'

/**
 * Algorithms of RFC 9421 section 3.3, and one of our own: `sm2-sm3`, SM2 over SM3 with the default user ID and DER
 * signatures (GB/T 32918.2, GM/T 0009). It is not in the registry; both sides know it from the key.
 */
export const algorithms = ['hmac-sha256', 'ed25519', 'ecdsa-p256-sha256', 'rsa-pss-sha512', 'sm2-sm3'] as const
export type Algorithm = (typeof algorithms)[number]

export type VerifyingKey = {
  keyId: string
  algorithm: Algorithm
  verify(text: string, signature: Uint8Array): boolean
}
export type SigningKey = { keyId: string; algorithm: Algorithm; sign(text: string): Buffer }

/** A secret both sides hold: it signs and verifies. */
export function sharedKey(keyId: string, secret: Uint8Array): SigningKey & VerifyingKey {
  const sign = (text: string) => createHmac('sha256', secret).update(text).digest()
  return {
    keyId,
    algorithm: 'hmac-sha256',
    sign,
    verify(text, signature) {
      const wanted = sign(text)
      return wanted.length === signature.length && timingSafeEqual(wanted, signature)
    },
  }
}

/** How node:crypto speaks each algorithm of key pairs. */
const spoken: Record<
  Exclude<Algorithm, 'hmac-sha256' | 'sm2-sm3'>,
  { hash: string | null; more: object; type: string }
> = {
  ed25519: { hash: null, more: {}, type: 'ed25519' },
  'ecdsa-p256-sha256': { hash: 'sha256', more: { dsaEncoding: 'ieee-p1363' }, type: 'ec' },
  'rsa-pss-sha512': { hash: 'sha512', more: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 64 }, type: 'rsa' },
}

/** A public key in PEM (SubjectPublicKeyInfo). RangeError when it is not a key of this algorithm. */
export function verifyingKey(keyId: string, algorithm: Exclude<Algorithm, 'hmac-sha256'>, pem: string): VerifyingKey {
  if (algorithm === 'sm2-sm3') {
    const suite = cryptoSuite('GM')
    const verifier = suite.verifier(suite.publicKeyFromPem(pem))
    return { keyId, algorithm, verify: (text, signature) => verifier.verify(Buffer.from(text), signature) }
  }
  const key = keyOf(createPublicKey, pem, algorithm)
  const { hash, more } = spoken[algorithm]
  return {
    keyId,
    algorithm,
    verify: (text, signature) => verifyWith(hash, Buffer.from(text), { key, ...more }, signature),
  }
}

/** A private key in PEM (PKCS#8). RangeError when it is not a key of this algorithm. */
export function signingKey(keyId: string, algorithm: Exclude<Algorithm, 'hmac-sha256'>, pem: string): SigningKey {
  if (algorithm === 'sm2-sm3') {
    const suite = cryptoSuite('GM')
    const signer = suite.signer(suite.privateKeyFromPem(pem))
    return { keyId, algorithm, sign: (text) => signer.sign(Buffer.from(text)) }
  }
  const key = keyOf(createPrivateKey, pem, algorithm)
  const { hash, more } = spoken[algorithm]
  return { keyId, algorithm, sign: (text) => signWith(hash, Buffer.from(text), { key, ...more }) }
}

function keyOf(read: typeof createPublicKey | typeof createPrivateKey, pem: string, algorithm: keyof typeof spoken) {
  let key: ReturnType<typeof read>
  try {
    key = read(pem)
  } catch (cause) {
    throw new RangeError('not a key in PEM', { cause })
  }
  const { namedCurve = 'prime256v1' } = key.asymmetricKeyDetails ?? {}
  if (!key.asymmetricKeyType?.startsWith(spoken[algorithm].type) || namedCurve !== 'prime256v1')
    throw new RangeError(`not a key of ${algorithm}`)
  return key
}
