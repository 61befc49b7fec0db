import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import { sharedKey } from '#kernel/http-signatures/index.ts'
import { signedSystem } from './signed-system.ts'

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
let self = ''
const theirs = signedSystem(key, ({ url }) => `${self}${url}`)

const server = createServer(async (request, response) => {
  const asking = await theirs.take(request, response)
  if (!asking) return
  const found = rules.find(({ when = {} }) => fits(asking.question, when))
  if (!found || found.silent) return void response.writeHead(503).end()
  theirs.answer(request, response, { id: asking.id, answer: found.answer ?? {} })
})
server.listen(Number(values.port), '127.0.0.1', () => {
  self = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  process.stdout.write(`ready ${self}\n`)
})
process.once('SIGTERM', () => server.close(() => process.exit(0)))

function fits(question: unknown, wanted: Record<string, unknown>): boolean {
  const given = (question ?? {}) as Record<string, unknown>
  return Object.entries(wanted).every(([name, value]) => given[name] === value)
}
