import { createPrivateKey, createPublicKey } from 'node:crypto'
import { toPem } from './pem.ts'
import { sm2PublicKey } from './sm2.ts'

const PKCS8_START = Buffer.from(
  '308187020100301306072a8648ce3d020106082a811ccf5501822d046d306b0201010420', // id-ecPublicKey, SM2 1.2.156.10197.1.301
  'hex',
)
const PKCS8_PUBLIC = Buffer.from('a144034200', 'hex')
const SPKI_START = Buffer.from('3059301306072a8648ce3d020106082a811ccf5501822d034200', 'hex')
const OID_THEN_SECRET = /06082a811ccf5501822d04..30..0201010420([0-9a-f]{64})/

export function sm2PrivateKeyToPem(privateKey: Uint8Array): string {
  return toPem('PRIVATE KEY', Buffer.concat([PKCS8_START, privateKey, PKCS8_PUBLIC, sm2PublicKey(privateKey)]))
}

/** The 32 bytes of an unencrypted PKCS#8 key, with or without its public half; RangeError for keys of other curves. */
export function sm2PrivateKeyFromPem(pem: string): Buffer {
  const der = createPrivateKey(pem).export({ format: 'der', type: 'pkcs8' }).toString('hex')
  const secret = OID_THEN_SECRET.exec(der)?.[1]
  if (!secret) throw new RangeError('the PEM does not hold an SM2 private key')
  return Buffer.from(secret, 'hex')
}

export function sm2PublicKeyToPem(publicKey: Uint8Array): string {
  return toPem('PUBLIC KEY', Buffer.concat([SPKI_START, publicKey]))
}

export function sm2PublicKeyFromPem(pem: string): Buffer {
  const der = createPublicKey(pem).export({ format: 'der', type: 'spki' })
  if (der.length !== SPKI_START.length + 65 || !der.subarray(0, SPKI_START.length).equals(SPKI_START)) {
    throw new RangeError('the PEM does not hold an SM2 public key')
  }
  return der.subarray(SPKI_START.length)
}
