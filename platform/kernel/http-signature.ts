import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** What two systems share to sign requests to each other. */
export type SharedKey = { keyId: string; secret: Uint8Array }

type Signed = { method: string; url: string; body: Uint8Array; created: number; nonce: string }

/** How far the clocks of two systems may differ, in seconds. */
const tolerance = 300

const components = '("@method" "@target-uri" "content-digest")'

/** `Content-Digest` of a body (RFC 9530). */
export function contentDigest(body: Uint8Array): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`
}

/** The headers that sign a request with HMAC-SHA-256 (RFC 9421): method, address and body. `created` in seconds. */
export function signRequest(key: SharedKey, request: Signed): Record<string, string> {
  const digest = contentDigest(request.body)
  const params = `${components};created=${request.created};keyid="${key.keyId}";nonce="${request.nonce}";alg="hmac-sha256"`
  return {
    'content-digest': digest,
    'signature-input': `sig1=${params}`,
    signature: `sig1=:${sign(key, base(request.method, request.url, digest, params))}:`,
  }
}

/** Whether a request was signed so, by this key, in the last minutes. The caller remembers nonces to refuse a repeat. */
export function verifyRequest(
  key: SharedKey,
  request: { method: string; url: string; body: Uint8Array; headers: Record<string, string | undefined>; now: number },
): { nonce: string } | undefined {
  const digest = contentDigest(request.body)
  const input = request.headers['signature-input'] ?? ''
  const form =
    /^sig1=(\("@method" "@target-uri" "content-digest"\);created=(\d+);keyid="([^"]*)";nonce="([^"]+)";alg="hmac-sha256")$/
  const [, params = '', created = '', keyId, nonce = ''] = form.exec(input) ?? []
  const given = /^sig1=:([A-Za-z0-9+/=]+):$/.exec(request.headers.signature ?? '')?.[1]
  if (!params || !given || keyId !== key.keyId || request.headers['content-digest'] !== digest) return undefined
  if (Math.abs(request.now - Number(created)) > tolerance) return undefined
  const wanted = Buffer.from(sign(key, base(request.method, request.url, digest, params)))
  const came = Buffer.from(given)
  return wanted.length === came.length && timingSafeEqual(wanted, came) ? { nonce } : undefined
}

function base(method: string, url: string, digest: string, params: string): string {
  return [
    `"@method": ${method.toUpperCase()}`,
    `"@target-uri": ${url}`,
    `"content-digest": ${digest}`,
    `"@signature-params": ${params}`,
  ].join('\n')
}

function sign({ secret }: SharedKey, text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64')
}
