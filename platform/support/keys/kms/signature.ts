import { createHash, createPublicKey, verify } from 'node:crypto'
import { sm2Digest, sm2UserHash } from '#kernel/crypto/sm2.ts'
import { encodeSignature } from '#kernel/crypto/sm2-der.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import type { KmsKey, KmsSuite } from './kms.ts'

/** SM2 signs e = SM3(ZA ‖ M), which depends on the public key (GM/T 0009-2012); the others the SHA-256. */
export function digestOf({ publicKey }: KmsKey, suite: KmsSuite, bytes: Uint8Array): Buffer {
  return suite === 'GM' ? sm2Digest(sm2UserHash(publicKey), bytes) : createHash('sha256').update(bytes).digest()
}

/** SM2 comes as r‖s and is kept as DER. */
export function formOf(suite: KmsSuite, raw: Buffer): Buffer {
  if (suite !== 'GM') return raw
  const number = (bytes: Buffer) => BigInt(`0x${bytes.toString('hex') || '0'}`)
  return encodeSignature({ r: number(raw.subarray(0, 32)), s: number(raw.subarray(32, 64)) })
}

/** What a module gives is checked under the key's public half before anybody uses it. */
export function holds({ publicKey }: KmsKey, suite: KmsSuite, bytes: Uint8Array, signature: Buffer): boolean {
  if (suite === 'GM') return cryptoSuite('GM').verifier(publicKey).verify(bytes, signature)
  const key = createPublicKey({ key: publicKey, format: 'der', type: 'spki' })
  return verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, signature)
}
