import { type KeyObject, verify } from 'node:crypto'

/** A compact JSON Web Signature (RFC 7515) taken apart; nothing of it has been checked. */
export type Jws = {
  header: Record<string, unknown>
  payload: Record<string, unknown>
  /** The text that was signed. */
  signed: string
  signature: Buffer
}

const largest = 200_000

/** Reads three parts of base64url, the first two JSON objects; undefined for anything else. */
export function readJws(compact: string): Jws | undefined {
  if (compact.length > largest || !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(compact)) return undefined
  const [head = '', body = '', signature = ''] = compact.split('.')
  const header = objectOf(head)
  const payload = objectOf(body)
  if (!header || !payload) return undefined
  return { header, payload, signed: `${head}.${body}`, signature: Buffer.from(signature, 'base64url') }
}

/** Whether the key made this signature, with the one algorithm that belongs to such a key: the header cannot choose another. */
export function jwsHolds({ header, signed, signature }: Jws, key: KeyObject): boolean {
  const how = algorithmOf(key)
  if (!how || header.alg !== how.name || header.crit !== undefined) return false
  return verify(how.hash, Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }, signature)
}

/** Signs header and payload; `sign` gives the raw signature of JOSE (r‖s for ECDSA). */
export async function signJws(
  header: Record<string, unknown>,
  payload: Record<string, unknown>,
  sign: (bytes: Buffer) => Promise<Buffer>,
): Promise<string> {
  const signed = `${encoded(header)}.${encoded(payload)}`
  return `${signed}.${(await sign(Buffer.from(signed))).toString('base64url')}`
}

function algorithmOf(key: KeyObject): { name: string; hash: string | null } | undefined {
  if (key.asymmetricKeyType === 'ed25519') return { name: 'EdDSA', hash: null }
  const curve = key.asymmetricKeyType === 'ec' ? key.asymmetricKeyDetails?.namedCurve : undefined
  if (curve === 'prime256v1') return { name: 'ES256', hash: 'sha256' }
  if (curve === 'secp384r1') return { name: 'ES384', hash: 'sha384' }
  return undefined
}

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

function objectOf(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    // Not JSON: whoever asks is told that this is no signature.
    return undefined
  }
}
