import { ProtocolError } from './protocol-error.ts'

/** The client of a request is its own response address (OpenID4VP 1.0, 5.9.3, prefix redirect_uri). */
export const clientAt = (answerAt: string) => `redirect_uri:${answerAt}`

/** A request by value, answered by direct post, asking with DCQL for no more than the claims named. */
export function requestUri(asked: {
  id: string
  nonce: string
  answerAt: string
  type: string
  claims: string[]
}): string {
  const query = {
    credentials: [
      {
        id: 'asked',
        format: 'dc+sd-jwt',
        meta: { vct_values: [asked.type] },
        claims: asked.claims.map((name) => ({ path: [name] })),
      },
    ],
  }
  const formats = {
    'dc+sd-jwt': { 'sd-jwt_alg_values': ['ES256'], 'kb-jwt_alg_values': ['ES256', 'ES384', 'EdDSA'] },
  }
  const parameters = new URLSearchParams({
    response_type: 'vp_token',
    response_mode: 'direct_post',
    client_id: clientAt(asked.answerAt),
    response_uri: asked.answerAt,
    nonce: asked.nonce,
    state: asked.id,
    dcql_query: JSON.stringify(query),
    client_metadata: JSON.stringify({ vp_formats_supported: formats }),
  })
  return `openid4vp://?${parameters}`
}

/** `vp_token` is an object of lists by the id of the query (8.1). */
export function tokenIn(text: string | undefined): string {
  try {
    const value = JSON.parse(text ?? '') as { asked?: unknown }
    const [token] = Array.isArray(value.asked) ? (value.asked as unknown[]) : []
    if (typeof token === 'string') return token
  } catch {
    // Falls through: what is no JSON is refused in the same words.
  }
  throw new ProtocolError('invalid_request', 'vp_token holds no presentation for "asked"')
}
