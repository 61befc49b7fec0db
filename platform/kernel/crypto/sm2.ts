import { createECDH, createHash, ECDH } from 'node:crypto'
import { sm2 } from 'sm-crypto-v2'
import { decodeSignature, encodeSignature, type Sm2Signature } from './sm2-der.ts'

/** The curve of GB/T 32918.5-2017; only what signing needs beside the point arithmetic of OpenSSL. */
const ORDER = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n
const CURVE_AND_BASE = Buffer.from(
  [
    'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc', // a
    '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93', // b
    '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7', // Gx
    'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0', // Gy
  ].join(''),
  'hex',
)
const DEFAULT_USER_ID = '1234567812345678' // GM/T 0009-2012

/** After so many uses of one key the table that speeds up verification about six times has paid for itself. */
const USES_BEFORE_TABLE = 12

export function generateSm2Keys(): { privateKey: Buffer; publicKey: Buffer } {
  const ecdh = createECDH('SM2')
  const publicKey = ecdh.generateKeys()
  return { privateKey: padded(ecdh.getPrivateKey()), publicKey }
}

/** The public key `04‖x‖y` of a private key of 32 bytes; RangeError unless that lies in [1, n−2]. */
export function sm2PublicKey(privateKey: Uint8Array): Buffer {
  const d = toNumber(privateKey)
  if (privateKey.length !== 32 || d < 1n || d > ORDER - 2n) throw new RangeError('not an SM2 private key')
  const ecdh = createECDH('SM2')
  ecdh.setPrivateKey(privateKey)
  return ecdh.getPublicKey()
}

/** ZA = SM3(ENTL ‖ ID ‖ a ‖ b ‖ Gx ‖ Gy ‖ Px ‖ Py), GB/T 32918.2-2016, 5.5: binds a signature to its signer. */
export function sm2UserHash(publicKey: Uint8Array, userId: string = DEFAULT_USER_ID): Buffer {
  const id = Buffer.from(userId, 'utf8')
  const bits = Buffer.alloc(2)
  bits.writeUInt16BE(id.length * 8)
  return createHash('sm3').update(bits).update(id).update(CURVE_AND_BASE).update(publicKey.subarray(1)).digest()
}

/** e = SM3(ZA ‖ M): what is actually signed. */
export function sm2Digest(userHash: Uint8Array, message: Uint8Array): Buffer {
  return createHash('sm3').update(userHash).update(message).digest()
}

/**
 * The arithmetic of GB/T 32918.2-2016, 6.1, A5–A6, given k and the x of k·G: undefined when that k must not be used.
 * `inverse` is (1+d)⁻¹; then s = (1+d)⁻¹·(k − r·d) = (1+d)⁻¹·(k + r) − r, one product.
 */
export function sm2Equation(inverse: bigint, e: bigint, k: bigint, x: bigint): Sm2Signature | undefined {
  const r = (e + x) % ORDER
  if (r === 0n || r + k === ORDER) return undefined
  const s = (((inverse * (k + r) - r) % ORDER) + ORDER) % ORDER
  return s === 0n ? undefined : { r, s }
}

/** (1+d)⁻¹ mod n, once per key. */
export function sm2KeyInverse(privateKey: Uint8Array): bigint {
  let [remainder, next, factor, nextFactor] = [ORDER, (1n + toNumber(privateKey)) % ORDER, 0n, 1n]
  while (next > 0n) {
    const quotient = remainder / next
    ;[remainder, next] = [next, remainder - quotient * next]
    ;[factor, nextFactor] = [nextFactor, factor - quotient * nextFactor]
  }
  return ((factor % ORDER) + ORDER) % ORDER
}

/**
 * Signs with DER signatures and the default user ID. OpenSSL draws k and computes k·G, which is both the slow part and the
 * one where timing would betray the nonce; the rest is BigInt arithmetic, which is NOT constant time: a production key
 * belongs in an HSM. (node:crypto itself cannot sign: it makes plain ECDSA, or SM2 with an empty ID, from such keys.)
 */
export function sm2Sign(privateKey: Uint8Array): (message: Uint8Array) => Buffer {
  const signWith = sm2SignWith(privateKey)
  return (message) => signWith(message, () => drawSm2Nonces(1))
}

/**
 * The same with nonces drawn elsewhere. `draw` gives 64 bytes of `drawSm2Nonces` that it gives to nobody else, ever: two
 * signatures by one nonce tell the private key.
 */
export function sm2SignWith(privateKey: Uint8Array): (message: Uint8Array, draw: () => Uint8Array) => Buffer {
  const userHash = sm2UserHash(sm2PublicKey(privateKey))
  const inverse = sm2KeyInverse(privateKey)
  return (message, draw) => {
    const e = toNumber(sm2Digest(userHash, message))
    for (;;) {
      const nonce = draw()
      const signature = sm2Equation(inverse, e, toNumber(nonce.subarray(0, 32)), toNumber(nonce.subarray(32, 64)))
      if (signature) return encodeSignature(signature)
    }
  }
}

/** So many fresh nonces: k and the x of k·G, 32 bytes each, one pair after another. */
export function drawSm2Nonces(count: number): Buffer {
  const ecdh = createECDH('SM2')
  const drawn = Buffer.alloc(count * 64)
  for (let at = 0; at < drawn.length; at += 64) {
    const point = ecdh.generateKeys()
    const k = ecdh.getPrivateKey()
    k.copy(drawn, at + 32 - k.length)
    point.copy(drawn, at + 32, 1, 33)
  }
  return drawn
}

/** Verifies DER signatures under the default user ID; RangeError when the public key is not a point `04‖x‖y` of the curve. */
export function sm2Verify(publicKey: Uint8Array): (message: Uint8Array, signature: Uint8Array) => boolean {
  requirePoint(publicKey)
  const hex = Buffer.from(publicKey).toString('hex')
  const userHash = sm2UserHash(publicKey)
  let key: string | ReturnType<typeof sm2.precomputePublicKey> = hex
  let uses = 0
  return (message, signature) => {
    const pair = decodeSignature(signature)
    // GB/T 32918.2-2016, 7.1, B1–B2; the library leaves these ranges to us.
    if (!pair || !isScalar(pair.r) || !isScalar(pair.s)) return false
    if (++uses === USES_BEFORE_TABLE) key = sm2.precomputePublicKey(hex)
    return sm2.doVerifySignature(sm2Digest(userHash, message), toHex(pair.r) + toHex(pair.s), key)
  }
}

function isScalar(value: bigint): boolean {
  return value > 0n && value < ORDER
}

function toHex(value: bigint): string {
  return value.toString(16).padStart(64, '0')
}

function requirePoint(publicKey: Uint8Array): void {
  if (publicKey.length !== 65) throw new RangeError('not an SM2 public key: it has 65 bytes')
  try {
    ECDH.convertKey(publicKey, 'SM2')
  } catch (cause) {
    throw new RangeError('not an SM2 public key: the point is not on the curve', { cause })
  }
}

function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex') || '0'}`)
}

// OpenSSL leaves out leading zeros.
function padded(key: Buffer): Buffer {
  return Buffer.concat([Buffer.alloc(32 - key.length), key])
}
