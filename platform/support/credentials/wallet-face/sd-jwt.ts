import { createHash } from 'node:crypto'
import { type Jws, readJws, signJws } from '#kernel/crypto/jws.ts'
import { fillRandom } from '#kernel/random.ts'
import type { Signer } from '#support/keys/index.ts'

/** A public key as JWK (RFC 7517). */
export type Jwk = Record<string, unknown>

const sha256 = (text: string) => createHash('sha256').update(text, 'ascii').digest('base64url')

/** What stands in the signed part for all to see, and what only the holder can show, claim by claim. */
export type SdJwtContent = { always: Record<string, unknown>; claims: Record<string, unknown> }

/**
 * An SD-JWT VC (RFC 9901; draft-ietf-oauth-sd-jwt-vc): every claim behind a salted digest of its own. The digests are
 * sorted, so that their order tells nothing.
 */
export async function makeSdJwt(
  { always, claims }: SdJwtContent,
  signer: Pick<Signer, 'sign' | 'keyId'>,
  chain: readonly Buffer[],
): Promise<string> {
  const disclosures = Object.entries(claims).map(([name, value]) => disclosureOf(saltOf(), name, value))
  const payload = { ...always, _sd: disclosures.map(sha256).sort(), _sd_alg: 'sha-256' }
  const header = {
    alg: 'ES256',
    typ: 'dc+sd-jwt',
    kid: signer.keyId,
    x5c: chain.map((certificate) => certificate.toString('base64')),
  }
  const issued = await signJws(header, payload, (bytes) => signer.sign(bytes))
  return [issued, ...disclosures, ''].join('~')
}

/** base64url of `[salt, name, value]`. */
export function disclosureOf(salt: string, name: string, value: unknown): string {
  return Buffer.from(JSON.stringify([salt, name, value])).toString('base64url')
}

/** How a disclosure is named in `_sd`. */
export const digestOf = sha256

function saltOf(): string {
  const bytes = new Uint8Array(16)
  fillRandom(bytes)
  return Buffer.from(bytes).toString('base64url')
}

/** An SD-JWT taken apart. Its signatures have not been checked; its disclosures belong to it or it would not have been read. */
export type ReadSdJwt = {
  issued: Jws
  shown: Record<string, unknown>
  /** The proof that the presenter has the key it was issued to, and the digest that it must name. */
  binding?: Jws
  bindingDigest: string
}

/** What must stand in the signed part, and can therefore not be brought by a disclosure. */
const reserved = new Set(['_sd', '...', '_sd_alg', 'iss', 'nbf', 'exp', 'cnf', 'vct', 'status', 'iat', 'sub'])

/** Undefined for what is no SD-JWT, and for one with a disclosure that the issuer did not sign or that comes twice. */
export function readSdJwt(text: string): ReadSdJwt | undefined {
  const parts = text.trim().split('~')
  const [first = '', ...rest] = parts
  const last = rest.pop()
  const issued = readJws(first)
  if (!issued || last === undefined) return undefined
  const digests = issued.payload._sd
  if (!Array.isArray(digests) || issued.payload._sd_alg !== 'sha-256') return undefined
  const open = new Set(digests)
  const shown: Record<string, unknown> = {}
  for (const part of rest) {
    const disclosure = readDisclosure(part)
    if (!disclosure || !open.delete(sha256(part))) return undefined
    const [name, value] = disclosure
    if (reserved.has(name) || name in shown || name in issued.payload) return undefined
    shown[name] = value
  }
  const binding = last === '' ? undefined : readJws(last)
  if (last !== '' && !binding) return undefined
  const bindingDigest = sha256(`${[first, ...rest].join('~')}~`)
  return { issued, shown, bindingDigest, ...(binding ? { binding } : {}) }
}

function readDisclosure(part: string): [string, unknown] | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return Array.isArray(value) && value.length === 3 && typeof value[0] === 'string' && typeof value[1] === 'string'
      ? [value[1], value[2]]
      : undefined
  } catch {
    // Not JSON, so no disclosure; the caller refuses the whole.
    return undefined
  }
}
