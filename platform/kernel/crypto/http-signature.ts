import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** What two systems agreed on beforehand: the name of the key and its bytes. */
export type SharedKey = { keyId: string; secret: Buffer }

/** One covered component and its value, in the order it is signed: RFC 9421 section 2. */
export type Component = readonly [identifier: string, value: string]

export type SignatureParams = { created: number; nonce?: string; tag?: string }

/** Both headers of one signature, which we call sig1. */
export type SignatureHeaders = { 'signature-input': string; signature: string }

/** How far the clocks of two systems may be apart (standards H8). */
const SKEW_SECONDS = 300

/** Content-Digest of RFC 9530: binds the body to the signature. */
export function contentDigest(body: string): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`
}

/** Signs the covered components with hmac-sha256: RFC 9421 section 3.3.3. */
export function signComponents(components: readonly Component[], key: SharedKey, params: SignatureParams) {
  const inner = innerList(components, key.keyId, params)
  return {
    'signature-input': `sig1=${inner}`,
    signature: `sig1=:${hmac(components, inner, key.secret).toString('base64')}:`,
  } satisfies SignatureHeaders
}

/** Why a signature does not hold, or its nonce when it does. The components are what the receiver itself saw. */
export function verifyComponents(
  components: readonly Component[],
  headers: Partial<SignatureHeaders>,
  secretOf: (keyId: string) => Buffer | undefined,
  nowSeconds: number,
): { ok: true; nonce: string | undefined; keyId: string } | { ok: false; why: string } {
  const inner = /^sig1=(\(.*\);.*)$/.exec(headers['signature-input'] ?? '')?.[1]
  const given = /^sig1=:([A-Za-z0-9+/=]+):$/.exec(headers.signature ?? '')?.[1]
  if (!inner || !given) return { ok: false, why: 'there is no signature sig1' }
  const list = `(${components.map(([identifier]) => identifier).join(' ')})`
  if (!inner.startsWith(`${list};`)) return { ok: false, why: `it must cover ${list}` }
  const param = (name: string) => new RegExp(`;${name}=(?:"([^"]*)"|(\\d+))`).exec(inner)?.slice(1).find(Boolean)
  const keyId = param('keyid') ?? ''
  const secret = secretOf(keyId)
  if (!secret) return { ok: false, why: `the key "${keyId}" is not known` }
  if (Math.abs(nowSeconds - Number(param('created') ?? 0)) > SKEW_SECONDS)
    return { ok: false, why: 'it was made too long ago, or the clocks differ' }
  const wanted = hmac(components, inner, secret)
  const bytes = Buffer.from(given, 'base64')
  if (bytes.length !== wanted.length || !timingSafeEqual(bytes, wanted))
    return { ok: false, why: 'it does not fit the message' }
  return { ok: true, nonce: param('nonce'), keyId }
}

function innerList(components: readonly Component[], keyId: string, { created, nonce, tag }: SignatureParams): string {
  const list = components.map(([identifier]) => identifier).join(' ')
  const more = [nonce === undefined ? '' : `;nonce="${nonce}"`, tag === undefined ? '' : `;tag="${tag}"`]
  return `(${list});created=${created};keyid="${keyId}"${more.join('')}`
}

function hmac(components: readonly Component[], inner: string, secret: Buffer): Buffer {
  const lines = [...components.map(([identifier, value]) => `${identifier}: ${value}`), `"@signature-params": ${inner}`]
  return createHmac('sha256', secret).update(lines.join('\n')).digest()
}
