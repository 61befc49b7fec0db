import { createPrivateKey, createPublicKey } from 'node:crypto'
import Type, { type Static } from 'typebox'
import type { Clock } from '#ground/clock.ts'
import { holds, memberText, signedText, signText } from './alipay-messages.ts'
import { readAlipayBill } from './alipay-statement.ts'
import {
  type Channel,
  chinaTime,
  fenOf,
  fetchText,
  forged,
  momentOf,
  type OrderSeen,
  refused,
  silent,
  stale,
  yuan,
} from './channel.ts'

export const AlipaySettings = Type.Object(
  {
    kind: Type.Literal('alipay'),
    gateway: Type.String({ pattern: '^https?://', description: 'https://openapi.alipay.com/gateway.do' }),
    appId: Type.String(),
    privateKeyFile: Type.String({ description: 'PEM of the key of our application' }),
    alipayKeyFile: Type.String({ description: "PEM of Alipay's public key" }),
    simulated: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type AlipaySettings = Static<typeof AlipaySettings>

type Node = { code: string; msg: string; sub_code?: string; sub_msg?: string } & Record<string, string>

/** Alipay sends a notification again for 25 hours at most (异步通知); what is older is a replay. */
const freshMillis = 25 * 3_600_000

/** Alipay's open gateway: parameters signed with RSA2, answers signed as raw text, notifications as forms. */
export function createAlipay(
  settings: AlipaySettings,
  needs: { clock: Clock; notifyUrl: string; privateKey: string; alipayKey: string },
): Channel {
  const name = '支付宝'
  const key = createPrivateKey(needs.privateKey)
  const theirs = createPublicKey(needs.alipayKey)

  function signed(method: string, content: unknown, more: Record<string, string> = {}): Record<string, string> {
    const parameters: Record<string, string> = {
      app_id: settings.appId,
      method,
      format: 'JSON',
      charset: 'utf-8',
      sign_type: 'RSA2',
      timestamp: chinaTime(needs.clock()),
      version: '1.0',
      ...more,
      biz_content: JSON.stringify(content),
    }
    return { ...parameters, sign: signText(signedText(parameters), key) }
  }

  /** Asks the gateway; answers its node, whose code says how it went. */
  async function call(method: string, content: unknown, more: Record<string, string> = {}): Promise<Node> {
    const { text } = await fetchText(name, settings.gateway, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
      body: new URLSearchParams(signed(method, content, more)),
    })
    const raw = memberText(text, `${method.replaceAll('.', '_')}_response`)
    const sign = /"sign"\s*:\s*"([^"]+)"/.exec(text)?.[1]
    if (!raw || !sign || !holds(raw, sign, theirs)) throw forged('The answer is not signed by Alipay')
    const node = JSON.parse(raw) as Node
    // ACQ.SYSTEM_ERROR: Alipay does not know itself what came of it, so we ask again.
    if (node.code === '20000' || node.sub_code === 'ACQ.SYSTEM_ERROR') throw silent(name, node.sub_msg ?? node.msg)
    return node
  }

  async function done(method: string, content: unknown, more: Record<string, string> = {}): Promise<Node> {
    const node = await call(method, content, more)
    if (node.code !== '10000') throw refused(name, node.sub_msg ?? node.msg)
    return node
  }

  const find: Channel['find'] = async ({ no }) => {
    const node = await call('alipay.trade.query', { out_trade_no: no })
    if (node.sub_code === 'ACQ.TRADE_NOT_EXIST') return { state: 'missing' }
    if (node.code !== '10000') throw refused(name, node.sub_msg ?? node.msg)
    return seenOf(node)
  }

  return {
    key: 'alipay',
    name,
    nameEn: 'Alipay',
    simulated: settings.simulated === true,
    ways: ['qr', 'page'],
    async ask({ no, fen, title, expires, returnTo, way }) {
      const order = {
        out_trade_no: no,
        total_amount: yuan(fen),
        subject: title.slice(0, 80),
        time_expire: chinaTime(expires),
      }
      if (way === 'qr') {
        const { qr_code } = await done('alipay.trade.precreate', order, { notify_url: needs.notifyUrl })
        return { kind: 'qr', content: qr_code ?? '' }
      }
      const parameters = signed(
        'alipay.trade.wap.pay',
        { ...order, product_code: 'QUICK_WAP_WAY' },
        { notify_url: needs.notifyUrl, return_url: returnTo },
      )
      return { kind: 'redirect', url: `${settings.gateway}?${new URLSearchParams(parameters)}` }
    },
    find,
    async close(order) {
      const node = await call('alipay.trade.close', { out_trade_no: order.no })
      // Nobody has scanned the code yet, so Alipay has no trade: there is nothing that could be paid after its expiry.
      if (node.code === '10000' || node.sub_code === 'ACQ.TRADE_NOT_EXIST') return { state: 'closed' }
      return find(order)
    },
    async refund({ no, order, fen, reason }) {
      const content = {
        out_trade_no: order,
        out_request_no: no,
        refund_amount: yuan(fen),
        refund_reason: reason.slice(0, 80),
      }
      const { fund_change } = await done('alipay.trade.refund', content)
      // N says only that this very request moved nothing: an earlier one may have.
      return fund_change === 'Y' ? { state: 'done' } : this.findRefund({ no, order, at: needs.clock() })
    },
    async findRefund({ no, order }) {
      const node = await call('alipay.trade.fastpay.refund.query', { out_trade_no: order, out_request_no: no })
      if (node.sub_code === 'ACQ.TRADE_NOT_EXIST') return { state: 'missing' }
      return { state: node.refund_status === 'REFUND_SUCCESS' ? 'done' : 'underway' }
    },
    async statement(day) {
      const method = 'alipay.data.dataservice.bill.downloadurl.query'
      const node = await call(method, { bill_type: 'trade', bill_date: day })
      if (node.sub_code === 'isp.bill_not_exist') return []
      if (node.code !== '10000' || !node.bill_download_url) throw silent(name, node.sub_msg ?? node.msg)
      return readAlipayBill((await fetchText(name, node.bill_download_url, {})).bytes)
    },
    async hear({ body }) {
      const said = Object.fromEntries(new URLSearchParams(body))
      const { sign = '' } = said
      if (!sign || !holds(signedText(said, ['sign', 'sign_type']), sign, theirs))
        throw forged('The signature does not hold')
      // Whoever holds a notification for another application could turn it on us.
      if (said.app_id !== settings.appId) throw forged('It is meant for another application')
      const age = needs.clock().getTime() - Date.parse(momentOf(said.notify_time ?? ''))
      if (age > freshMillis) throw stale(`It was sent ${Math.round(age / 3_600_000)} hours ago`)
      const id = said.notify_id ?? ''
      const seen = seenOf(said as Node)
      // A refund of a paid trade is told by the same notification; what it says of the payment is known by then.
      if (seen.state !== 'paid' || said.out_biz_no) return { id, kind: 'other' }
      return {
        id,
        kind: 'paid',
        order: said.out_trade_no ?? '',
        transaction: seen.transaction,
        fen: seen.fen,
        at: seen.at,
      }
    },
    reply: (refusal) => ({ status: 200, type: 'text/plain', body: refusal ? 'failure' : 'success' }),
  }

  function seenOf(node: Node): OrderSeen {
    const { trade_status, trade_no, total_amount, send_pay_date, gmt_payment } = node
    const at = gmt_payment ?? send_pay_date
    if ((trade_status === 'TRADE_SUCCESS' || trade_status === 'TRADE_FINISHED') && trade_no && total_amount && at)
      return { state: 'paid', transaction: trade_no, fen: fenOf(total_amount), at: momentOf(at) }
    return { state: trade_status === 'TRADE_CLOSED' ? 'closed' : 'waiting' }
  }
}
