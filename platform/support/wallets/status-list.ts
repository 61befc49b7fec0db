import { deflateSync } from 'node:zlib'
import { signJws } from '#kernel/crypto/jws.ts'
import type { Signer } from '#support/keys/index.ts'
import type { CopyState } from './contract.ts'

/** Copies in one list, and the bits of each: valid 0, invalid 1, suspended 2 (draft-ietf-oauth-status-list, 7). */
const size = 65_536
const bits = 2
const value: Record<CopyState, number> = { valid: 0, invalid: 1, suspended: 2 }

/** Odd, so that every place of a list is taken once: neighbours in time do not lie side by side for others to see. */
const stride = 40_503
/** stride × strideBack = 1 (mod size) */
const strideBack = 30599

/** The list and the place of the n-th copy. */
export function placeOf(n: number): { list: number; index: number } {
  return { list: Math.floor(n / size), index: ((n % size) * stride) % size }
}

/** The other way round: which copy has a place; undefined for a place that no list has. */
export function countAt({ list, index }: { list: number; index: number }): number | undefined {
  if (list < 0 || index < 0 || index >= size) return undefined
  return list * size + ((index * strideBack) % size)
}

/** The copies that one list holds: from `first` up to but without `end`. */
export function rangeOf(list: number): { first: number; end: number } {
  return { first: list * size, end: (list + 1) * size }
}

/** How long a reader may keep a list, in seconds. */
export const keepFor = 60

/** The Status List Token of a list: only what is not valid needs saying. */
export async function statusListToken(
  { address, issuer, now }: { address: string; issuer: string; now: Date },
  others: Iterable<{ n: number; status: CopyState }>,
  signer: Pick<Signer, 'sign' | 'keyId'>,
  certificate: Buffer,
): Promise<string> {
  const bytes = Buffer.alloc((size * bits) / 8)
  for (const { n, status } of others) {
    const { index } = placeOf(n)
    bytes[index >> 2] = bytes[index >> 2]! | (value[status] << ((index & 3) * bits))
  }
  const iat = Math.floor(now.getTime() / 1000)
  const header = { alg: 'ES256', typ: 'statuslist+jwt', kid: signer.keyId, x5c: [certificate.toString('base64')] }
  const lst = deflateSync(bytes, { level: 9 }).toString('base64url')
  const payload = { sub: address, iss: issuer, iat, exp: iat + 3600, ttl: keepFor, status_list: { bits, lst } }
  return signJws(header, payload, (text) => signer.sign(text))
}
