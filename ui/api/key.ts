/** A new Idempotency-Key. Keep it until the act has succeeded: sent twice, it is still one act. */
export function newKey(): string {
  // crypto.randomUUID is missing on pages served without TLS, such as a kiosk in a closed network.
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
