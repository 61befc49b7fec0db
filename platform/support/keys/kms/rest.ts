import { request as send } from 'node:https'
import Type, { type TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { Refusal } from '#kernel/errors.ts'
import type { Kms, RestSettings } from './kms.ts'
import { digestOf, formOf, holds } from './signature.ts'

const Base64 = Type.String({ pattern: '^[A-Za-z0-9+/]+={0,2}$', maxLength: 4000 })
const Made = Type.Object({ keyId: Type.String({ pattern: '^[A-Za-z0-9._-]{1,128}$' }), publicKey: Base64 })
const Signed = Type.Object({ signature: Base64 })

const algorithms = {
  GM: { key: 'SM2', signature: 'SM2-SM3' },
  ES256: { key: 'P-256', signature: 'ES256' },
  RSA: { key: 'RSA-2048', signature: 'RS256' },
} as const

const patience = 10_000
const longest = 16_384

/**
 * A hardware security module behind HTTPS with certificates on both sides; docs/guides/kms.md tells the protocol. Only
 * digests travel. What comes back is checked under the key's public half before anybody uses it.
 */
export function createRestKms(settings: RestSettings): Kms {
  const { url, certificate, key, authority } = settings

  async function call<Schema extends TSchema>(path: string, body: unknown, answer: Schema) {
    const { status, text } = await exchange(path, JSON.stringify(body))
    if (status >= 500 || status === 429) throw silent(`${settings.name} answered ${status}`)
    const value: unknown = status < 300 ? parsed(text) : undefined
    if (!Value.Check(answer, value)) throw new Error(`${settings.name} answered ${status} to ${path}`)
    return value
  }

  function exchange(path: string, body: string): Promise<{ status: number; text: string }> {
    return new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
      const options = { method: 'POST', headers, cert: certificate, key, ca: authority, timeout: patience }
      const sent = send(`${url}${path}`, options, (response) => {
        const parts: Buffer[] = []
        let size = 0
        response.on('data', (part: Buffer) => {
          size += part.length
          if (size > longest) sent.destroy(new Error('it answered too much'))
          parts.push(part)
        })
        response.on('error', reject)
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }))
      })
      sent.on('timeout', () => sent.destroy(new Error('it did not answer in time')))
      sent.on('error', (error) => reject(silent(`${settings.name} does not answer: ${error.message}`)))
      sent.end(body)
    })
  }

  const silent = (message: string) => new Refusal('unavailable', 'keys.kms-silent', message)

  return {
    name: settings.name,
    suites: ['GM', 'ES256', 'RSA'],
    async generate(suite, label) {
      const { keyId, publicKey } = await call('/v1/keys', { label, algorithm: algorithms[suite].key }, Made)
      return { handle: keyId, publicKey: Buffer.from(publicKey, 'base64') }
    },
    async sign(own, suite, bytes) {
      const body = { algorithm: algorithms[suite].signature, digest: digestOf(own, suite, bytes).toString('base64') }
      const { signature } = await call(`/v1/keys/${own.handle}/signatures`, body, Signed)
      const made = formOf(suite, Buffer.from(signature, 'base64'))
      if (!holds(own, suite, bytes, made))
        throw new Error(`${settings.name} signed with another key than ${own.handle}`)
      return made
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // No JSON: the caller is told that this was no answer.
    return undefined
  }
}
