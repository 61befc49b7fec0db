import { randomBytes, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sharedKey } from '#kernel/http-signatures/index.ts'
import { signedSystem } from './signed-system.ts'

export const moods = ['well', 'silent', 'forges', 'replays', 'sends-picture', 'same-evidence', 'old'] as const
/** What it does when it is asked for a result: as agreed, or one of the ways in which a provider may be false or broken. */
export type Mood = (typeof moods)[number]

type Check = { kind: string; name: string; idNumber: string; returnTo: string; state: 'waiting' | 'passed' | 'failed' }

/**
 * A SIMULATOR of a provider of face and document checks, speaking its real protocol: signed questions in, signed answers out,
 * and a page of its own where the person is checked. Its page says that it is a simulator and takes no picture: whoever
 * presses the button has passed.
 */
export async function startPersonChecks(
  options: { keyId?: string; secret?: Buffer; mood?: Mood; port?: number; host?: string } = {},
) {
  const { keyId = 'zt', secret = randomBytes(32), port = 0, host = '127.0.0.1' } = options
  const key = sharedKey(keyId, secret)
  const checks = new Map<string, Check>()
  const state = { mood: options.mood ?? ('well' as Mood) }
  const evidence = `SIM-${randomUUID()}`
  let kept: ReturnType<typeof theirs.sign> | undefined
  let self = ''
  const theirs = signedSystem(key, ({ url }) => `${self}${url}`)

  function resultOf({ state: now }: Check): Record<string, unknown> {
    if (now !== 'passed') return { state: now }
    const { mood } = state
    return {
      ...{ state: 'passed', level: 'L4' },
      evidenceId: mood === 'same-evidence' ? evidence : `SIM-${randomUUID()}`,
      at: new Date(Date.now() - (mood === 'old' ? 86_400_000 : 0)).toISOString(),
      ...(mood === 'sends-picture' ? { picture: 'data:image/jpeg;base64,/9j/4AAQ' } : {}),
    }
  }

  async function asked(request: IncomingMessage, response: ServerResponse) {
    const asking = await theirs.take(request, response)
    if (!asking) return
    const { act, ...question } = asking.question as { act: string } & Omit<Check, 'state'>
    if (act === 'begin') {
      checks.set(asking.id, { ...question, state: 'waiting' })
      return theirs.answer(request, response, { id: asking.id, answer: { page: `${self}/check/${asking.id}` } })
    }
    const check = checks.get(asking.id)
    if (!check || state.mood === 'silent') return void response.writeHead(503).end()
    const answering = { id: asking.id, answer: resultOf(check) }
    const made = theirs.sign(
      request,
      answering,
      state.mood === 'forges' ? sharedKey(keyId, randomBytes(32)) : undefined,
    )
    // A recorded answer is sent again, whole and rightly signed, to a question that it is not the answer to.
    const sent = state.mood === 'replays' && kept ? kept : made
    kept ??= made
    response.writeHead(200, sent.headers).end(sent.text)
  }

  function shown(response: ServerResponse, id: string) {
    const check = checks.get(id)
    if (!check) return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(pageOf(check, id))
  }

  const server = createServer((request, response) => {
    const [, place = '', id = '', act = ''] = (request.url ?? '').split('/')
    if (place !== 'check') return void asked(request, response)
    const check = checks.get(id)
    if (request.method !== 'POST' || !check) return shown(response, id)
    check.state = act === 'pass' ? 'passed' : 'failed'
    response.writeHead(303, { location: check.returnTo }).end()
  })
  await new Promise<void>((listening) => server.listen(port, host, listening))
  self = `http://${host}:${(server.address() as AddressInfo).port}`
  return {
    system: {
      name: '实人核验服务（模拟）',
      url: `${self}/checks`,
      keyId,
      secret: secret.toString('base64'),
      simulated: true,
    },
    state,
    checks,
    /** As the person does on the provider's page. */
    decide(id: string, state: 'passed' | 'failed') {
      const check = checks.get(id)
      if (!check) throw new Error(`No check ${id} was begun here`)
      check.state = state
    },
    /** What the address it sends the person back to carries. */
    returnedOf: (id: string) => new URL(checks.get(id)?.returnTo ?? 'about:blank').searchParams.get('returned') ?? '',
    stop: () => new Promise<void>((closed) => server.close(() => closed())),
  }
}

const pageOf = ({ kind, name }: Check, id: string) => `<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>模拟的实人核验</title>
<style>body{font:18px/1.6 system-ui,sans-serif;max-width:32rem;margin:2rem auto;padding:0 1rem}
button{font:inherit;padding:.6rem 1.2rem;margin:.4rem .4rem 0 0}.mark{background:#fff3cd;padding:.6rem 1rem}</style>
<main><p class="mark">这是模拟的核验服务，不拍照，也不比对。<br>A simulator: no picture is taken and nothing is compared.</p>
<h1>${kind === 'face' ? '人脸核验' : '证件核验'}</h1><p>姓名：${text(name)}</p>
<form method="post" action="/check/${id}/pass"><button>核验通过 Pass</button></form>
<form method="post" action="/check/${id}/fail"><button>核验不通过 Fail</button></form></main></html>`

const text = (given: string) => given.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
