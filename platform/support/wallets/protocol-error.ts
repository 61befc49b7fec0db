/** A refusal in the words of OAuth 2.0 (RFC 6749, 5.2) and OpenID4VCI 1.0, 8.3.1: what wallets understand. */
export class ProtocolError extends Error {
  readonly code: string
  readonly status: number
  readonly more: Record<string, unknown>

  constructor(code: string, description: string, status = 400, more: Record<string, unknown> = {}) {
    super(description)
    this.code = code
    this.status = status
    this.more = more
  }
}
