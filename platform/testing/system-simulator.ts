import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import { contentDigest, sharedKey, signMessage, verifyMessage } from '#kernel/http-signatures/index.ts'
import {
  type Asking,
  answerCovers,
  answerMessage,
  questionCovers,
  questionMessage,
  signatureTag,
} from '#support/systems/index.ts'

/**
 * SIMULATOR of another body's system, in a process of its own: it speaks the agreed protocol for real (signed questions and
 * answers over HTTP, each nonce once) and turns away what is not signed; only its answers are invented. A rule of the
 * answers file fits when each of its fields is in the question; the last rule may fit all. `silent` answers 503.
 *
 *   node platform/testing/system-simulator.ts --key NAME --secret BASE64 --answers FILE [--port N]
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    key: { type: 'string' },
    secret: { type: 'string' },
    answers: { type: 'string' },
  },
})
const key = sharedKey(values.key ?? '', Buffer.from(values.secret ?? '', 'base64'))
type Rule = { when?: Record<string, unknown>; answer?: Record<string, unknown>; silent?: boolean }
const rules = JSON.parse(await readFile(values.answers ?? '', 'utf8')) as Rule[]
const seen = new Set<string>()
let self = ''

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks).toString('utf8')
  const asked = signatureOf(request)
  const { method = '', headers } = request
  const message = questionMessage({ method, url: `${self}${request.url}`, body, date: String(headers.date) })
  const verdict = verifyMessage(
    { ...message, headers: { ...message.headers, ...asked } },
    { key, now: Date.now() / 1000, required: questionCovers, needsNonce: true, tag: signatureTag },
  )
  if (!verdict.ok || request.headers['content-digest'] !== contentDigest(body))
    return void response.writeHead(401).end(verdict.ok ? 'digest' : verdict.why)
  if (!verdict.nonce || seen.has(verdict.nonce)) return void response.writeHead(409).end('seen before')
  seen.add(verdict.nonce)
  const asking = JSON.parse(body) as Asking
  const found = rules.find(({ when = {} }) => fits(asking.question, when))
  if (!found || found.silent) return void response.writeHead(503).end()
  const text = JSON.stringify({ id: asking.id, answer: found.answer ?? {} })
  const created = Math.floor(Date.now() / 1000)
  const answer = answerMessage({ status: 200, body: text }, asked)
  const signed = signMessage(answer, key, { components: answerCovers, created, tag: signatureTag })
  response.writeHead(200, { 'content-type': 'application/json', 'content-digest': contentDigest(text), ...signed })
  response.end(text)
})
server.listen(Number(values.port), '127.0.0.1', () => {
  self = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  process.stdout.write(`ready ${self}\n`)
})
process.once('SIGTERM', () => server.close(() => process.exit(0)))

function signatureOf({ headers }: IncomingMessage) {
  return { 'signature-input': String(headers['signature-input'] ?? ''), signature: String(headers.signature ?? '') }
}

function fits(question: unknown, wanted: Record<string, unknown>): boolean {
  const given = (question ?? {}) as Record<string, unknown>
  return Object.entries(wanted).every(([name, value]) => given[name] === value)
}
