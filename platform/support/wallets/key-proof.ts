import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { jwsHolds, readJws } from '#kernel/crypto/jws.ts'
import type { Jwk } from '#support/credentials/index.ts'
import { ProtocolError } from './protocol-error.ts'

/** How far the clock of a phone may be off, and how old a proof may be. */
const skew = 300

export type KeyProof = { key: Jwk; thumbprint: string; nonce: string }

/**
 * The proof that a wallet has a key (OpenID4VCI 1.0, appendix F.1), checked before anything is looked up: signature, type,
 * audience, time. Whether the nonce is one of ours is for the caller. The key stands in the header, or in a did:jwk of `kid`.
 */
export function readKeyProof(jwt: string, { audience, now }: { audience: string; now: Date }): KeyProof {
  const proof = readJws(jwt)
  if (!proof) throw invalid('the proof is no JWT')
  const { header, payload } = proof
  // Libraries of earlier drafts leave the type out; another one would be a token made for something else.
  if (header.typ !== undefined && header.typ !== 'openid4vci-proof+jwt') throw invalid('the proof is of another type')
  const jwk = keyIn(header)
  const key = jwk && publicKey(jwk)
  if (!jwk || !key) throw invalid('the header names no key: send a jwk, or a did:jwk as kid')
  if (!jwsHolds(proof, key)) throw invalid('the signature of the proof does not hold')
  const audiences: unknown[] = Array.isArray(payload.aud) ? payload.aud : [payload.aud]
  if (!audiences.includes(audience)) throw invalid('the proof is for somebody else')
  const seconds = now.getTime() / 1000
  const { iat, exp, nbf, nonce } = payload
  if (typeof iat === 'number' && Math.abs(iat - seconds) > skew) throw invalid('the proof is not of this moment')
  if (typeof exp === 'number' && exp < seconds) throw invalid('the proof has run out')
  if (typeof nbf === 'number' && nbf > seconds + skew) throw invalid('the proof is of the future')
  if (iat === undefined && exp === undefined) throw invalid('the proof does not say when it was made')
  if (typeof nonce !== 'string') throw new ProtocolError('invalid_nonce', 'The proof names no nonce')
  return { key: onlyPublic(jwk), thumbprint: thumbprintOf(jwk), nonce }
}

function keyIn(header: Record<string, unknown>): Jwk | undefined {
  if (header.jwk !== null && typeof header.jwk === 'object') return header.jwk as Jwk
  const did = typeof header.kid === 'string' ? /^did:jwk:([\w-]+)(#0)?$/.exec(header.kid)?.[1] : undefined
  if (!did) return undefined
  try {
    const value: unknown = JSON.parse(Buffer.from(did, 'base64url').toString('utf8'))
    return value !== null && typeof value === 'object' ? (value as Jwk) : undefined
  } catch {
    // Not JSON: the header names no key.
    return undefined
  }
}

function publicKey(jwk: Jwk): KeyObject | undefined {
  // A private key has no business here: a wallet that sends one is broken, and its key is no longer its own.
  if ('d' in jwk || jwk.kty === 'oct') return undefined
  try {
    return createPublicKey({ key: jwk as Record<string, string>, format: 'jwk' })
  } catch {
    // A key that cannot be read proves nothing.
    return undefined
  }
}

const members = ['crv', 'kty', 'x', 'y'] as const

/** The members that make the key, and no others: names and uses are the wallet's own affair. */
function onlyPublic(jwk: Jwk): Jwk {
  return Object.fromEntries(members.filter((name) => name in jwk).map((name) => [name, jwk[name]]))
}

/** RFC 7638. */
function thumbprintOf(jwk: Jwk): string {
  return createHash('sha256')
    .update(JSON.stringify(onlyPublic(jwk)))
    .digest('base64url')
}

const invalid = (why: string) => new ProtocolError('invalid_proof', `The key proof is refused: ${why}`)
