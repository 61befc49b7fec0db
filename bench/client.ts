import { randomUUID } from 'node:crypto'
import { Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http'

// biome-ignore lint/suspicious/noExplicitAny: a load reads many shapes, and checks what it reads
type Loose = any

export type Answer = { status: number; body: Loose; headers: IncomingHttpHeaders }

/** A JSON body, or text that is one JSON value a line; who asks; the Idempotency-Key. */
type Given = {
  body?: unknown
  text?: string
  /** Sent as an HTML form. */
  form?: Record<string, string>
  token?: string
  key?: string
  headers?: Record<string, string>
}

export type Ask = (method: string, path: string, given?: Given) => Promise<Answer>

export type Client = { ask: Ask; close(): void }

/** A light HTTP client on connections that stay open: what it costs is not what is measured. */
export function createClient(url: string, options: { connections: number; timeout?: number }): Client {
  const { hostname, port } = new URL(url)
  const agent = new Agent({ keepAlive: true, maxSockets: options.connections })

  const ask: Ask = (method, path, { body, text: lines, form, token, key, headers: more } = {}) =>
    new Promise((resolve, reject) => {
      const text = form ? new URLSearchParams(form).toString() : body === undefined ? lines : JSON.stringify(body)
      const headers: OutgoingHttpHeaders = { ...more }
      if (text !== undefined) {
        headers['content-type'] = form
          ? 'application/x-www-form-urlencoded'
          : body === undefined
            ? 'application/x-ndjson'
            : 'application/json'
        headers['content-length'] = Buffer.byteLength(text)
      }
      if (token !== undefined) headers.authorization = `Bearer ${token}`
      if (key !== undefined) headers['idempotency-key'] = key
      const sent = request(
        { agent, hostname, port, method, path, headers, timeout: options.timeout ?? 60_000 },
        (answer) => {
          const parts: Buffer[] = []
          answer.on('data', (part: Buffer) => parts.push(part))
          answer.once('error', reject)
          answer.once('end', () => {
            const bytes = Buffer.concat(parts).toString('utf8')
            const isJson = /json/.test(answer.headers['content-type'] ?? '')
            resolve({
              status: answer.statusCode ?? 0,
              body: isJson && bytes ? JSON.parse(bytes) : bytes,
              headers: answer.headers,
            })
          })
        },
      )
      sent.once('error', reject)
      sent.once('timeout', () => sent.destroy(new Error(`${method} ${path} was not answered in time`)))
      sent.end(text)
    })

  return { ask, close: () => agent.destroy() }
}

/** The answer's body, if it has the status it must have. */
export function expectStatus({ status, body }: Pick<Answer, 'status' | 'body'>, wanted: number): Loose {
  if (status === wanted) return body
  throw new Error(`expected ${wanted}, got ${status}: ${JSON.stringify(body).slice(0, 400)}`)
}

/** Opens sessions for demo people, one after another: each costs a password hash. */
export async function signInAll(ask: Ask, usernames: readonly string[]): Promise<string[]> {
  const tokens: string[] = []
  for (const username of usernames) {
    const answer = await ask('POST', '/api/v1/sessions', { body: { username, password: 'Zhengtong-2026' } })
    tokens.push((expectStatus(answer, 201) as { token: string }).token)
  }
  return tokens
}

/** A fresh Idempotency-Key. */
export const newKey = (): string => randomUUID()

/** Gives each of some values in turn, for ever. */
export function inTurn<Value>(values: readonly Value[]): () => Value {
  let next = 0
  return () => values[next++ % values.length]!
}
