import { createHash, createPrivateKey, randomBytes, X509Certificate } from 'node:crypto'
import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import type { Clock } from '#ground/clock.ts'
import {
  type Channel,
  fetchText,
  forged,
  type Heard,
  type Notification,
  type OrderSeen,
  type RefundSeen,
  refused,
  silent,
  stale,
} from './channel.ts'
import {
  answerText,
  authorization,
  cashierText,
  holds,
  openResource,
  type Resource,
  signText,
} from './wechat-pay-messages.ts'
import { readTradeBill } from './wechat-pay-statement.ts'

export const WeChatPaySettings = Type.Object(
  {
    kind: Type.Literal('wechat-pay'),
    gateway: Type.String({ pattern: '^https?://', description: 'https://api.mch.weixin.qq.com' }),
    appid: Type.String(),
    mchid: Type.String({ pattern: '^[0-9]{8,12}$' }),
    serial: Type.String({ description: 'Serial number of the merchant certificate' }),
    privateKeyFile: Type.String({ description: 'PEM of the merchant key' }),
    apiV3Key: Type.String({ minLength: 32, maxLength: 32 }),
    simulated: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type WeChatPaySettings = Static<typeof WeChatPaySettings>

const Transaction = Type.Object({
  out_trade_no: Type.String(),
  transaction_id: Type.Optional(Type.String()),
  trade_state: Type.String(),
  success_time: Type.Optional(Type.String()),
  amount: Type.Optional(Type.Object({ total: Type.Integer() })),
})

/** A notification older than this is a replay (微信支付 APIv3 验签: 5 minutes). */
const freshSeconds = 300

/** WeChat Pay APIv3: JSON signed with RSA-SHA256 both ways, notifications sealed with AES-256-GCM, platform certificates fetched. */
export function createWeChatPay(
  settings: WeChatPaySettings,
  needs: { clock: Clock; notifyUrl: string; privateKey: string },
): Channel {
  const name = '微信支付'
  const who = { mchid: settings.mchid, serial: settings.serial, key: createPrivateKey(needs.privateKey) }
  let certificates = new Map<string, X509Certificate>()

  const seconds = () => Math.floor(needs.clock().getTime() / 1000)

  async function send(method: 'GET' | 'POST', path: string, body?: unknown, certifies = false) {
    const text = body === undefined ? '' : JSON.stringify(body)
    const signing = { timestamp: String(seconds()), nonce: randomBytes(16).toString('hex') }
    const answer = await fetchText(name, `${settings.gateway}${path}`, {
      method,
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        authorization: authorization(who, { method, path, body: text }, signing),
      },
      ...(text ? { body: text } : {}),
    })
    if (certifies) return answer
    const headers = Object.fromEntries(answer.headers)
    await check({ headers, body: answer.text })
    return answer
  }

  /** Verifies what the platform signed. An unknown serial means it has a new certificate, fetched once. */
  async function check({ headers, body }: Notification): Promise<void> {
    const serial = headers['wechatpay-serial'] ?? ''
    const signing = { timestamp: headers['wechatpay-timestamp'] ?? '', nonce: headers['wechatpay-nonce'] ?? '' }
    if (!serial || !headers['wechatpay-signature']) throw forged('The message carries no signature')
    if (!certificates.has(serial)) await fetchCertificates()
    const certificate = certificates.get(serial)
    if (!certificate) throw forged(`No platform certificate has the serial ${serial}`)
    if (!holds(answerText(signing, body), headers['wechatpay-signature'], certificate.publicKey))
      throw forged('The signature does not hold')
    const age = Math.abs(seconds() - Number(signing.timestamp))
    if (!(age <= freshSeconds)) throw stale(`It was signed ${age} seconds ago`)
  }

  /** The certificates come sealed under the APIv3 key, which only the platform and we know: that vouches for them. */
  async function fetchCertificates(): Promise<void> {
    const { status, text } = await send('GET', '/v3/certificates', undefined, true)
    if (status !== 200) throw refused(name, text)
    const { data } = JSON.parse(text) as { data: { serial_no: string; encrypt_certificate: Resource }[] }
    certificates = new Map(
      data.map(({ serial_no, encrypt_certificate }) => [
        serial_no,
        new X509Certificate(openResource(settings.apiV3Key, encrypt_certificate)),
      ]),
    )
  }

  async function ask<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
    const { status, text } = await send(method, path, body)
    if (status >= 300) throw refused(name, text)
    return (text ? JSON.parse(text) : {}) as T
  }

  const find: Channel['find'] = async ({ no }) => {
    const { status, text } = await send('GET', `/v3/pay/transactions/out-trade-no/${no}?mchid=${settings.mchid}`)
    if (status === 404) return { state: 'missing' }
    if (status !== 200) throw refused(name, text)
    return seenOf(JSON.parse(text) as unknown)
  }

  return {
    key: 'wechat-pay',
    name,
    nameEn: 'WeChat Pay',
    simulated: settings.simulated === true,
    ways: ['qr', 'page', 'app'],
    async ask({ no, fen, title, expires, returnTo, ip, way, payer }) {
      const order = {
        appid: settings.appid,
        mchid: settings.mchid,
        description: title.slice(0, 40),
        out_trade_no: no,
        time_expire: expires.toISOString().replace(/\.\d+Z$/, '+00:00'),
        notify_url: needs.notifyUrl,
        amount: { total: fen, currency: 'CNY' },
      }
      if (way === 'qr') {
        const { code_url } = await ask<{ code_url: string }>('POST', '/v3/pay/transactions/native', order)
        return { kind: 'qr', content: code_url }
      }
      if (way === 'app') {
        const asked = { ...order, payer: { openid: payer } }
        const { prepay_id } = await ask<{ prepay_id: string }>('POST', '/v3/pay/transactions/jsapi', asked)
        return { kind: 'app', parameters: cashierParameters(prepay_id) }
      }
      const scene_info = { payer_client_ip: ip, h5_info: { type: 'Wap' } }
      const { h5_url } = await ask<{ h5_url: string }>('POST', '/v3/pay/transactions/h5', { ...order, scene_info })
      return { kind: 'redirect', url: `${h5_url}&redirect_url=${encodeURIComponent(returnTo)}` }
    },
    find,
    async close(order) {
      const path = `/v3/pay/transactions/out-trade-no/${order.no}/close`
      const { status } = await send('POST', path, { mchid: settings.mchid })
      return status === 204 ? { state: 'closed' } : find(order)
    },
    async refund({ no, order, totalFen, fen, reason }) {
      const body = {
        out_trade_no: order,
        out_refund_no: no,
        reason: reason.slice(0, 80),
        notify_url: needs.notifyUrl,
        amount: { refund: fen, total: totalFen, currency: 'CNY' },
      }
      return refundOf(await ask('POST', '/v3/refund/domestic/refunds', body))
    },
    async findRefund({ no }) {
      const { status, text } = await send('GET', `/v3/refund/domestic/refunds/${no}`)
      if (status === 404) return { state: 'missing' }
      if (status !== 200) throw refused(name, text)
      return refundOf(JSON.parse(text) as { status: string })
    },
    async statement(day) {
      type Offered = { hash_type: string; hash_value: string; download_url: string }
      const { status, text } = await send('GET', `/v3/bill/tradebill?bill_date=${day}&bill_type=ALL`)
      // A day without any trade has no bill at all.
      if (status === 400 && text.includes('NO_STATEMENT_EXIST')) return []
      if (status !== 200) throw silent(name, text)
      const offered = JSON.parse(text) as Offered
      if (!offered.download_url.startsWith(settings.gateway)) throw forged('The bill lies with somebody else')
      // The file itself is not signed; the digest in the signed answer stands for it.
      const file = await send('GET', offered.download_url.slice(settings.gateway.length), undefined, true)
      if (createHash('sha1').update(file.bytes).digest('hex') !== offered.hash_value.toLowerCase())
        throw forged('The bill is not the one whose digest was signed')
      return readTradeBill(file.text)
    },
    async hear(notification) {
      await check(notification)
      return heardOf(JSON.parse(notification.body) as Said)
    },
    reply: (refusal) =>
      refusal
        ? { status: 400, type: 'application/json', body: JSON.stringify({ code: 'FAIL', message: refusal.message }) }
        : { status: 204, type: 'application/json', body: '' },
  }

  /** What `WeixinJSBridge.invoke('getBrandWCPayRequest', …)` wants: signed with the merchant's key, so nobody changes the order. */
  function cashierParameters(prepayId: string): Record<string, string> {
    const [timeStamp, nonceStr] = [String(seconds()), randomBytes(16).toString('hex')]
    const wanted = { appId: settings.appid, timeStamp, nonceStr, package: `prepay_id=${prepayId}` }
    return { ...wanted, signType: 'RSA', paySign: signText(cashierText(wanted), who.key) }
  }

  type Said = { id: string; event_type: string; resource: Resource }
  function heardOf({ id, event_type, resource }: Said): Heard {
    const said = JSON.parse(openResource(settings.apiV3Key, resource)) as Record<string, unknown>
    if (event_type.startsWith('REFUND.')) {
      const state = event_type === 'REFUND.SUCCESS' ? 'done' : 'failed'
      return { id, kind: 'refund', refund: String(said.out_refund_no), state }
    }
    const seen = event_type === 'TRANSACTION.SUCCESS' ? seenOf(said) : undefined
    if (seen?.state !== 'paid') return { id, kind: 'other' }
    return {
      id,
      kind: 'paid',
      order: String(said.out_trade_no),
      transaction: seen.transaction,
      fen: seen.fen,
      at: seen.at,
    }
  }
}

function seenOf(said: unknown): OrderSeen {
  if (!Value.Check(Transaction, said)) throw forged('It is not a transaction')
  const { trade_state, transaction_id, amount, success_time } = said
  // An order with a refund was paid before.
  if ((trade_state === 'SUCCESS' || trade_state === 'REFUND') && transaction_id && amount && success_time)
    return { state: 'paid', transaction: transaction_id, fen: amount.total, at: new Date(success_time).toISOString() }
  return { state: trade_state === 'CLOSED' || trade_state === 'REVOKED' ? 'closed' : 'waiting' }
}

function refundOf({ status }: { status: string }): RefundSeen {
  if (status === 'SUCCESS') return { state: 'done' }
  return { state: status === 'PROCESSING' ? 'underway' : 'failed' }
}
