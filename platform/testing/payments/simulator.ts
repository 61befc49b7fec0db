import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { simulateAlipay } from './alipay.ts'
import { type BankMood, simulateBank } from './bank.ts'
import { makeKeys } from './keys.ts'
import { listPage, payPage } from './pages.ts'
import type { Answer, Asked, Kept, Message, Mood, Refunded, Simulated } from './purse.ts'
import { simulateUnionPay } from './unionpay.ts'
import { simulateWeChatPay } from './wechat-pay.ts'

/**
 * SIMULATORS of payment channels, WeChat Pay, Alipay and UnionPay, and of the bank that pays out, each speaking its real protocol with keys made for this run.
 * Payers pay at `/`, or at `/pay?channel=…&order=…`; programs at `POST /control/CHANNEL/pay?order=…`. `POST
 * /control/CHANNEL/mood` makes a channel late, silent, forgetful or forged (see Mood). What they took lies in memory.
 */
export async function startSimulators(options: { folder: string; port?: number; clock?: () => Date }) {
  const clock = options.clock ?? (() => new Date())
  const server = createServer((request, response) => {
    void serve(request).then(
      (answer) => {
        if (!answer) return void request.socket.destroy()
        response.writeHead(answer.status, { 'content-type': answer.type, ...answer.headers })
        response.end(answer.body)
      },
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  await new Promise<void>((listening) => server.listen(options.port ?? 0, '127.0.0.1', listening))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const keys = await makeKeys(options.folder, base)
  const moods: Record<string, Mood> = { 'wechat-pay': {}, alipay: {}, unionpay: {} }
  const channels: Record<string, Simulated> = {
    'wechat-pay': simulateWeChatPay(`${base}/wechat-pay`, keys.wechatPay, moods['wechat-pay']!, clock),
    alipay: simulateAlipay(base, keys.alipay, moods.alipay!, clock),
    unionpay: simulateUnionPay(base, keys.unionpay, moods.unionpay!, clock),
  }
  const bankMood: BankMood = {}
  const bank = simulateBank(`${base}/bank`, keys.bank, bankMood, clock)
  /** What was told of each payment, and what was answered. */
  const told: { channel: string; order: string; status: number; answer: string; forged: boolean }[] = []
  const waiting: (() => Promise<void>)[] = []
  const underway = new Set<Promise<void>>()

  async function serve(request: IncomingMessage): Promise<Answer | undefined> {
    const url = new URL(request.url ?? '/', base)
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString('utf8')
    const [, first = '', second = '', third = ''] = url.pathname.split('/')
    if (first === '') return listPage(channels, url.searchParams.get('only'))
    if (first === 'pay') return payPage(channels, url.searchParams, request.method === 'POST' ? pay : undefined)
    if (first === 'control') return control(second, third, url.searchParams, body)
    // The page that WeChat hands to a phone lies beside its API.
    if (first === 'wechat-pay' && second === 'pay')
      return payPage(channels, url.searchParams, request.method === 'POST' ? pay : undefined)
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    if (first === 'bank') return bank.answer({ path: url.pathname.slice('/bank'.length), headers, body })
    const channel = channels[first]
    if (!channel || moods[first]?.silent) return undefined
    const asked: Asked = {
      method: request.method ?? 'GET',
      path: url.pathname.slice(first.length + 1),
      query: url.searchParams,
      headers,
      body,
    }
    const before = new Set([...channel.purse.orders.values()].flatMap(({ refunds }) => refunds.map(({ no }) => no)))
    const answer = await channel.answer(asked)
    for (const kept of channel.purse.orders.values())
      for (const refund of kept.refunds) if (!before.has(refund.no)) tellRefund(channel, kept, refund)
    return answer
  }

  function control(key: string, verb: string, query: URLSearchParams, body: string): Answer {
    const channel = channels[key]
    const json = (value: unknown): Answer => ({ status: 200, type: 'application/json', body: JSON.stringify(value) })
    if (key === 'bank')
      return json(verb === 'mood' ? Object.assign(clear(bankMood), JSON.parse(body || '{}')) : [...bank.kept.values()])
    if (!channel) return { status: 404, type: 'text/plain', body: key }
    if (verb === 'mood') {
      for (const name of Object.keys(moods[key]!)) delete moods[key]![name as keyof Mood]
      return json(Object.assign(moods[key]!, JSON.parse(body || '{}')))
    }
    if (verb === 'pay') return json({ paid: pay(key, query.get('order') ?? '') })
    if (verb === 'told') return json(told.filter((each) => each.channel === key))
    return json([...channel.purse.orders.values()])
  }

  function clear(mood: BankMood): BankMood {
    for (const name of Object.keys(mood)) delete mood[name as keyof BankMood]
    return mood
  }

  /** The payer pays: the money is taken, and the channel tells in its mood of today. */
  function pay(key: string, order: string): boolean {
    const channel = channels[key]
    const kept = channel?.purse.pay(order)
    if (!channel || !kept) return false
    const mood = moods[key]!
    const tell = async () => {
      if (mood.forged) await send(key, kept, channel.tells(kept, true), true)
      const message = channel.tells(kept, false)
      for (let copies = mood.copies ?? 1; copies > 0; copies--) await send(key, kept, message, false)
    }
    if (mood.mute) return true
    if (mood.shuffled) {
      waiting.push(tell)
      if (waiting.length >= mood.shuffled) for (const each of waiting.splice(0).reverse()) track(each())
    } else track(new Promise((wait) => setTimeout(wait, mood.late ?? 0)).then(tell))
    return true
  }

  function tellRefund(channel: Simulated, kept: Kept, refund: Refunded): void {
    const message = channel.tellsRefund(kept, refund)
    const mood = moods[channel.key]!
    if (message && !mood.mute)
      track(
        new Promise((wait) => setTimeout(wait, mood.late ?? 20)).then(() => send(channel.key, kept, message, false)),
      )
  }

  /** Tells, and tells again after a while when it is not taken, as channels do (15 s, 30 s, 3 min … there; sooner here). */
  async function send(
    channel: string,
    { no, notifyUrl }: Kept,
    { headers, body }: Message,
    forged: boolean,
  ): Promise<void> {
    for (const pause of [0, 300, 1000, 3000]) {
      await new Promise((wait) => setTimeout(wait, pause))
      try {
        const response = await fetch(notifyUrl, { method: 'POST', headers, body })
        const answer = await response.text()
        told.push({ channel, order: no, status: response.status, answer, forged })
        if (forged || (response.ok && answer !== 'failure')) return
      } catch (error) {
        told.push({ channel, order: no, status: 0, answer: String(error), forged })
      }
    }
  }
  function track(work: Promise<void>): void {
    underway.add(work)
    void work.finally(() => underway.delete(work))
  }

  return {
    base,
    settingsFile: `${options.folder}/payments.json`,
    channels,
    moods,
    bank,
    bankMood,
    told,
    pay,
    /** Waits until everything that was to be told has been. */
    quiet: async () => {
      while (underway.size > 0) await Promise.all(underway)
    },
    stop: () => new Promise<void>((done) => server.close(() => done())),
  }
}
