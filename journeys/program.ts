import { randomUUID } from 'node:crypto'
import { contentDigest, type SigningKey, signMessage } from '../platform/kernel/http-signatures/index.ts'
import { type Person, personAt } from './client.ts'

/** What a program may change of a signed request to see it refused. */
export type Meddling = {
  created?: number
  expires?: number
  nonce?: string
  components?: string[]
  /** Sent in place of what was signed. */
  body?: string
  path?: string
  headers?: Record<string, string>
}

/** A system of another body that signs what it asks (RFC 9421), as its own code would. */
export function programAt(url: string, key: SigningKey) {
  return async (method: string, path: string, json?: unknown, meddling: Meddling = {}) => {
    const address = `${url}/api/v1${path}`
    const body = json === undefined ? undefined : JSON.stringify(json)
    const digest: Record<string, string> = body === undefined ? {} : { 'content-digest': contentDigest(body) }
    const { created = Math.floor(Date.now() / 1000), expires, nonce = randomUUID() } = meddling
    const components = meddling.components ?? ['@method', '@target-uri', ...Object.keys(digest)]
    const signed = signMessage({ method, url: address, headers: digest }, key, {
      ...{ components, created, nonce },
      ...(expires === undefined ? {} : { expires }),
    })
    const sent = meddling.body ?? body
    const response = await fetch(meddling.path ? `${url}/api/v1${meddling.path}` : address, {
      method,
      headers: { ...(sent ? { 'content-type': 'application/json' } : {}), ...digest, ...signed, ...meddling.headers },
      ...(sent ? { body: sent } : {}),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined }
  }
}

/** A token of client credentials, by the protocol alone. */
export async function tokenFor(given: { issuer: string; clientId: string; secret: string; scope: string }) {
  const { issuer, clientId, secret, scope } = given
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
  })
  return { status: response.status, body: (await response.json()) as { access_token: string; scope: string } }
}

/** A trial program that was let in for one capability, with its token: what its developer does on the portal. */
export async function openProgram(
  url: string,
  developer: Person,
  given: { name: string; purpose: string; capability: string },
): Promise<Person> {
  const { name, purpose, capability } = given
  const { body: program } = await developer.post('/me/programs', { name, purpose, capabilities: [capability] })
  const { body: secret } = await developer.post(`/me/programs/${program.id}/secret`)
  return personAt(url, (await tokenFor(secret)).body.access_token)
}
