import { randomUUID } from 'node:crypto'
import { createClient } from '../client/index.ts'

/** What a request came to: the status and the body, JSON or bytes. */
export type Answer<Body = Record<string, never>> = { status: number; body: Body; headers: Headers }

/** One signed-in person (or a stranger) speaking to the public API. */
export type Person = ReturnType<typeof personAt>

// biome-ignore lint/suspicious/noExplicitAny: a journey reads many shapes, and asserts on what it reads
type Loose = any

export function personAt(url: string, token?: string) {
  async function ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Loose>> {
    const isForm = body instanceof FormData
    const response = await fetch(
      `${url}${path.startsWith('/log') || path.startsWith('/openapi') ? '' : '/api/v1'}${path}`,
      {
        method,
        headers: {
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...(body !== undefined && !isForm ? { 'content-type': 'application/json' } : {}),
          ...headers,
        },
        ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      },
    )
    const bytes = Buffer.from(await response.arrayBuffer())
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    return {
      status: response.status,
      body: isJson && bytes.length > 0 ? JSON.parse(bytes.toString()) : bytes,
      headers: response.headers,
    }
  }

  return {
    /** The same person by the typed client: what the contract does not know does not compile. */
    api: createClient({ url, ...(token ? { token } : {}) }),
    get: (path: string) => ask('GET', path),
    post: (path: string, body: unknown = {}, headers: Record<string, string> = {}) =>
      ask('POST', path, body, { 'idempotency-key': randomUUID(), ...headers }),
    patch: (path: string, body: unknown) => ask('PATCH', path, body),
    put: (path: string, body: unknown) => ask('PUT', path, body),
    delete: (path: string) => ask('DELETE', path),
    async upload(
      method: 'PUT' | 'POST',
      path: string,
      name: string,
      bytes: Uint8Array<ArrayBuffer>,
      type = 'application/octet-stream',
    ) {
      const form = new FormData()
      form.append('file', new Blob([bytes], { type }), name)
      return ask(method, path, form)
    },
  }
}

export async function signIn(url: string, username: string, password = 'Zhengtong-2026'): Promise<Person> {
  const { status, body } = await personAt(url).post('/sessions', { username, password })
  if (status !== 201) throw new Error(`${username} cannot sign in: ${status} ${JSON.stringify(body)}`)
  return personAt(url, body.token)
}
