import { createHmac, timingSafeEqual } from 'node:crypto'

/** Why a token does not count, in the words that clients of the v2 API know. */
export type TokenFault = 'missing' | 'invalid' | 'expired' | 'unknown-sender'

/** A token is good for so many seconds before and after it was made. */
const tolerance = 30

/**
 * Reads a token of the v2 API: a JSON Web Token (RFC 7519) signed by HS256 with one of the sender's secrets, which names
 * the sender in `iss` and its making in `iat`. No other algorithm counts, above all not `none`.
 */
export async function readToken<Sender>(
  token: string,
  now: Date,
  keysOf: (senderId: string) => Promise<{ sender: Sender; secrets: readonly string[] } | undefined>,
): Promise<{ sender: Sender } | { fault: TokenFault }> {
  const [head, claims, signature, ...more] = token.split('.')
  if (!head || !claims || !signature || more.length > 0) return { fault: 'invalid' }
  if (read(head)?.alg !== 'HS256') return { fault: 'invalid' }
  const { iss, iat } = read(claims) ?? {}
  if (typeof iss !== 'string' || typeof iat !== 'number' || !/^[0-9a-f-]{36}$/.test(iss)) return { fault: 'invalid' }
  if (Math.abs(now.getTime() / 1000 - iat) > tolerance) return { fault: 'expired' }
  const keys = await keysOf(iss)
  if (!keys) return { fault: 'unknown-sender' }
  const given = Buffer.from(signature, 'base64url')
  const signed = keys.secrets.some((secret) => {
    const expected = createHmac('sha256', secret).update(`${head}.${claims}`).digest()
    return expected.length === given.length && timingSafeEqual(expected, given)
  })
  return signed ? { sender: keys.sender } : { fault: 'invalid' }
}

function read(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined // not JSON: the caller says that the token is invalid
  }
}
