import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
} from 'node:crypto'
import { toPem } from './pem.ts'
import type { Cipher, CryptoSuite, SignatureKeys } from './suite.ts'

const PKCS8_START = Buffer.from('302e020100300506032b657004220420', 'hex') // RFC 8410, id-Ed25519
const SPKI_START = Buffer.from('302a300506032b6570032100', 'hex')
const NONCE_LENGTH = 12
const TAG_LENGTH = 16

/** Ed25519 (RFC 8032), SHA-256, AES-256-GCM. */
export const intlSuite: CryptoSuite = {
  name: 'INTL',
  hashName: 'sha256',
  hash: sha256,
  hmac: (key, data) => createHmac('sha256', key).update(data).digest(),
  authenticator: (key) => {
    const ready = createSecretKey(key)
    return (data) => createHmac('sha256', ready).update(data).digest()
  },
  generateKeys,
  signer: (privateKey) => {
    const key = createPrivateKey(privateKeyToPem(privateKey))
    const publicKey = publicHalf(privateKey)
    return { keyId: keyId(publicKey), publicKey, sign: (message) => sign(null, message, key) }
  },
  verifier: (publicKey) => {
    const key = createPublicKey(publicKeyToPem(publicKey))
    return { keyId: keyId(publicKey), verify: (message, signature) => verify(null, message, key, signature) }
  },
  keyId,
  cipher,
  privateKeyToPem,
  privateKeyFromPem: (pem) => afterStart(createPrivateKey(pem).export({ format: 'der', type: 'pkcs8' }), PKCS8_START),
  publicKeyToPem,
  publicKeyFromPem: (pem) => afterStart(createPublicKey(pem).export({ format: 'der', type: 'spki' }), SPKI_START),
}

function sha256(data: Uint8Array): Buffer {
  return createHash('sha256').update(data).digest()
}

function keyId(publicKey: Uint8Array): string {
  return sha256(publicKey).toString('hex', 0, 8)
}

function generateKeys(): SignatureKeys {
  const pair = generateKeyPairSync('ed25519')
  return {
    privateKey: afterStart(pair.privateKey.export({ format: 'der', type: 'pkcs8' }), PKCS8_START),
    publicKey: afterStart(pair.publicKey.export({ format: 'der', type: 'spki' }), SPKI_START),
  }
}

function publicHalf(privateKey: Uint8Array): Buffer {
  const key = createPublicKey(privateKeyToPem(privateKey))
  return afterStart(key.export({ format: 'der', type: 'spki' }), SPKI_START)
}

function privateKeyToPem(privateKey: Uint8Array): string {
  return toPem('PRIVATE KEY', Buffer.concat([PKCS8_START, requireLength(privateKey)]))
}

function publicKeyToPem(publicKey: Uint8Array): string {
  return toPem('PUBLIC KEY', Buffer.concat([SPKI_START, requireLength(publicKey)]))
}

/** The last 32 bytes of a key in DER, whose layout RFC 8410 fixes; RangeError for keys of other kinds. */
function afterStart(der: Buffer, start: Buffer): Buffer {
  if (!der.subarray(0, start.length).equals(start)) throw new RangeError('not an Ed25519 key')
  return requireLength(der.subarray(start.length))
}

function requireLength<Bytes extends Uint8Array>(key: Bytes): Bytes {
  if (key.length !== 32) throw new RangeError('an Ed25519 key has 32 bytes')
  return key
}

/** `nonce ‖ ciphertext ‖ tag`. The nonce is random: change the secret before 2³² texts (NIST SP 800-38D, 8.3). */
function cipher(secret: Uint8Array): Cipher {
  if (secret.length !== 32) throw new RangeError('a secret has 32 bytes')
  return {
    encrypt: (plain, context = new Uint8Array()) => {
      const nonce = randomBytes(NONCE_LENGTH)
      const aes = createCipheriv('aes-256-gcm', secret, nonce).setAAD(context)
      return Buffer.concat([nonce, aes.update(plain), aes.final(), aes.getAuthTag()])
    },
    decrypt: (sealed, context = new Uint8Array()) => {
      const end = sealed.length - TAG_LENGTH
      if (end < NONCE_LENGTH) throw new Error('the ciphertext is too short')
      const nonce = sealed.subarray(0, NONCE_LENGTH)
      const aes = createDecipheriv('aes-256-gcm', secret, nonce, { authTagLength: TAG_LENGTH })
      aes.setAAD(context).setAuthTag(sealed.subarray(end))
      return Buffer.concat([aes.update(sealed.subarray(NONCE_LENGTH, end)), aes.final()])
    },
  }
}
