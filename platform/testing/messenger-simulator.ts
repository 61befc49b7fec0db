import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

type Body = Record<string, unknown>
export type MessengerMood = {
  /** It answers this HTTP status, as when it is broken. */
  status?: number
  /** The code for a reader; 0 is taken. */
  errcode?: (to: string) => number
  /** Where the official account calls to say what became of a message, and what it signs with. */
  callback?: { url: string; token: string }
  /** What it says there: `success`, `failed:user block`, `failed: system failed`. */
  templateStatus?: string
  /** Tokens given out until now count no longer. */
  endTokens?: boolean
}

/**
 * A simulator of two messengers that are addressed by access tokens: DingTalk's work notices and WeChat's template messages.
 * It checks the token, keeps what was sent, and says who has read it. For tests and trials: nobody's telephone rings.
 */
export async function startMessenger(account: { id: string; secret: string }, mood: MessengerMood = {}, port = 0) {
  const sent: { to: string; body: Body }[] = []
  const reads = new Set<string>()
  const tokens = new Set<string>()
  let count = 0

  const answerTo = async (request: IncomingMessage): Promise<Body> => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const asked = (name: string) => url.searchParams.get(name)
    if (url.pathname === '/gettoken' || url.pathname === '/cgi-bin/token') {
      const id = asked('appkey') ?? asked('appid')
      const secret = asked('appsecret') ?? asked('secret')
      if (id !== account.id || secret !== account.secret) return { errcode: 40001, errmsg: 'wrong secret (simulated)' }
      const token = `token-${++count}`
      tokens.add(token)
      return { errcode: 0, access_token: token, expires_in: 7200 }
    }
    if (mood.endTokens) tokens.clear()
    mood.endTokens = false
    if (!tokens.has(asked('access_token') ?? '')) return { errcode: 42001, errmsg: 'the token ended (simulated)' }
    const body = await readBody(request)
    if (url.pathname.endsWith('/getsendresult')) {
      const task = sent[Number(body.task_id) - 1]
      const list = task && reads.has(task.to) ? 'read_user_id_list' : 'unread_user_id_list'
      return { errcode: 0, send_result: { [list]: task ? [task.to] : [] } }
    }
    const to = String(body.userid_list ?? body.touser ?? '')
    const errcode = mood.errcode?.(to) ?? 0
    if (errcode) return { errcode, errmsg: 'refused (simulated)' }
    sent.push({ to, body })
    if (mood.callback && url.pathname.endsWith('/template/send')) void finish(to, sent.length)
    return { errcode: 0, task_id: sent.length, msgid: sent.length }
  }

  /** TEMPLATESENDJOBFINISH, as the official account tells it (公众号模板消息: 事件推送). */
  async function finish(to: string, id: number): Promise<void> {
    const { url, token } = mood.callback!
    const [timestamp, nonce] = [String(Math.floor(Date.now() / 1000)), randomBytes(6).toString('hex')]
    const signature = createHash('sha1').update([token, timestamp, nonce].sort().join('')).digest('hex')
    const fields: Record<string, string | number> = {
      ...{ ToUserName: 'gh_simulated', FromUserName: to, CreateTime: Number(timestamp), MsgType: 'event' },
      ...{ Event: 'TEMPLATESENDJOBFINISH', MsgID: id, Status: mood.templateStatus ?? 'success' },
    }
    const xml = Object.entries(fields).map(([name, value]) =>
      typeof value === 'number' ? `<${name}>${value}</${name}>` : `<${name}><![CDATA[${value}]]></${name}>`,
    )
    const query = new URLSearchParams({ signature, timestamp, nonce, openid: to })
    // Said three times when nobody answers, as the platform does.
    for (let tries = 0; tries < 3; tries++) {
      const answer = await fetch(`${url}?${query}`, {
        method: 'POST',
        headers: { 'content-type': 'text/xml' },
        body: `<xml>${xml.join('')}</xml>`,
      }).catch(() => undefined)
      if (answer?.ok) return
      await sleep(500)
    }
  }

  const server = createServer((request, reply) => {
    void answerTo(request).then((answer) => {
      reply.writeHead(mood.status ?? 200, { 'content-type': 'application/json' })
      reply.end(JSON.stringify(answer))
    })
  })
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mood,
    sent,
    /** This reader has opened what they were sent. */
    read: (to: string) => void reads.add(to),
    stop: () => new Promise<void>((closed) => server.close(() => closed())),
  }
}

async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return JSON.parse(Buffer.concat(chunks).toString() || '{}') as Body
}
