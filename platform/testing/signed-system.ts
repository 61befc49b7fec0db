import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  contentDigest,
  type SigningKey,
  signMessage,
  type VerifyingKey,
  verifyMessage,
} from '#kernel/http-signatures/index.ts'
import {
  type Asking,
  answerCovers,
  answerMessage,
  questionCovers,
  questionMessage,
  signatureTag,
} from '#support/systems/index.ts'

/** The other body's half of the protocol for simulators: takes signed questions, each nonce once, and signs its answers. */
export function signedSystem(key: SigningKey & VerifyingKey, url: (request: IncomingMessage) => string) {
  const seen = new Set<string>()

  /** The question, or undefined after turning away what is not signed or was seen before. */
  async function take(request: IncomingMessage, response: ServerResponse): Promise<Asking | undefined> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString('utf8')
    const { method = '', headers } = request
    const message = questionMessage({ method, url: url(request), body, date: String(headers.date) })
    const verdict = verifyMessage(
      { ...message, headers: { ...message.headers, ...signatureOf(request) } },
      { key, now: Date.now() / 1000, required: questionCovers, needsNonce: true, tag: signatureTag },
    )
    if (!verdict.ok || headers['content-digest'] !== contentDigest(body)) {
      response.writeHead(401).end(verdict.ok ? 'digest' : verdict.why)
      return undefined
    }
    if (!verdict.nonce || seen.has(verdict.nonce)) {
      response.writeHead(409).end('seen before')
      return undefined
    }
    seen.add(verdict.nonce)
    return JSON.parse(body) as Asking
  }

  /** What would be sent as an answer to this request: its text and its headers. */
  function sign(request: IncomingMessage, answering: unknown, by: SigningKey = key) {
    const text = JSON.stringify(answering)
    const created = Math.floor(Date.now() / 1000)
    const answer = answerMessage({ status: 200, body: text }, signatureOf(request))
    const signed = signMessage(answer, by, { components: answerCovers, created, tag: signatureTag })
    return {
      text,
      headers: { 'content-type': 'application/json', 'content-digest': contentDigest(text), ...signed },
    }
  }

  return {
    take,
    sign,
    answer(request: IncomingMessage, response: ServerResponse, answering: unknown): void {
      const { text, headers } = sign(request, answering)
      response.writeHead(200, headers).end(text)
    },
  }
}

function signatureOf({ headers }: IncomingMessage) {
  return { 'signature-input': String(headers['signature-input'] ?? ''), signature: String(headers.signature ?? '') }
}
