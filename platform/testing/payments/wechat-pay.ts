import { createCipheriv, createHash, createSign, createVerify, type KeyObject, randomBytes } from 'node:crypto'
import {
  type Answer,
  type Asked,
  type Clock,
  createPurse,
  digitsOf,
  type Kept,
  type Message,
  type Mood,
  type Simulated,
  timeOf,
  yuanOf,
} from './purse.ts'

type Keys = {
  mchid: string
  appid: string
  apiV3Key: string
  /** Checks the merchant's requests. */
  merchant: KeyObject
  /** Signs as the platform, and its certificate. */
  platform: KeyObject
  certificate: string
  serial: string
  stranger: KeyObject
}

/** WeChat Pay APIv3 as a merchant sees it. It turns away requests whose signature does not hold, as the real one does. */
export function simulateWeChatPay(base: string, keys: Keys, mood: Mood, clock: Clock): Simulated {
  const purse = createPurse('42', clock)
  const nonces = new Set<string>()

  function signed(status: number, value: unknown): Answer {
    const body = value === undefined ? '' : JSON.stringify(value)
    return { status, type: 'application/json', body, headers: seal(body, keys.platform) }
  }
  const fault = (status: number, code: string, message: string) =>
    signed(status, { code, message: `${message}（模拟器）` })

  function seal(body: string, key: KeyObject): Record<string, string> {
    const [timestamp, nonce] = [String(Math.floor(clock().getTime() / 1000)), randomBytes(12).toString('hex')]
    const signature = createSign('RSA-SHA256').update(`${timestamp}\n${nonce}\n${body}\n`).sign(key, 'base64')
    return {
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-signature': signature,
      'wechatpay-serial': keys.serial,
    }
  }

  /** Whether the merchant signed this very request, now, and for the first time. */
  function isFrom({ method, path, query, headers, body }: Asked): boolean {
    const parts = Object.fromEntries(
      [...(headers.authorization ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    ) as Record<string, string>
    const { timestamp = '', nonce_str: nonce = '', signature = '', mchid } = parts
    const url = query.size > 0 ? `${path}?${query}` : path
    const holds = createVerify('RSA-SHA256').update(`${method}\n${url}\n${timestamp}\n${nonce}\n${body}\n`)
    const fresh = Math.abs(clock().getTime() / 1000 - Number(timestamp)) < 300 && !nonces.has(nonce)
    nonces.add(nonce)
    return fresh && mchid === keys.mchid && holds.verify(keys.merchant, signature, 'base64')
  }

  function encrypt(text: string, about: string) {
    const nonce = randomBytes(6).toString('hex')
    const cipher = createCipheriv('aes-256-gcm', Buffer.from(keys.apiV3Key), Buffer.from(nonce))
    cipher.setAAD(Buffer.from(about))
    const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
      'base64',
    )
    return { algorithm: 'AEAD_AES_256_GCM', ciphertext, associated_data: about, nonce }
  }

  const transactionOf = ({ no, fen, state, transaction, paidAt, refunds }: Kept) => ({
    appid: keys.appid,
    mchid: keys.mchid,
    out_trade_no: no,
    trade_state:
      state === 'paid' ? (refunds.length > 0 ? 'REFUND' : 'SUCCESS') : state === 'closed' ? 'CLOSED' : 'NOTPAY',
    trade_state_desc: '模拟器',
    ...(paidAt
      ? {
          transaction_id: transaction,
          trade_type: 'NATIVE',
          bank_type: 'OTHERS',
          success_time: `${timeOf(paidAt).replace(' ', 'T')}+08:00`,
          payer: { openid: 'oSimulated' },
        }
      : {}),
    amount: { total: fen, payer_total: fen, currency: 'CNY', payer_currency: 'CNY' },
  })
  const refundOf = (order: string, { no, fen, state, id }: Kept['refunds'][number]) => ({
    refund_id: id,
    out_refund_no: no,
    out_trade_no: order,
    status: state === 'done' ? 'SUCCESS' : 'ABNORMAL',
    amount: { refund: fen, currency: 'CNY' },
  })

  function notification(type: string, original: string, value: unknown, key: KeyObject): Message {
    const body = JSON.stringify({
      id: randomBytes(16).toString('hex'),
      create_time: clock().toISOString(),
      resource_type: 'encrypt-resource',
      event_type: type,
      summary: '模拟器',
      resource: { original_type: original, ...encrypt(JSON.stringify(value), original) },
    })
    return { headers: { 'content-type': 'application/json', ...seal(body, key) }, body }
  }

  function tradeBill(day: string): string {
    const heading =
      '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注'
    const { paid, refunds } = purse.day(day)
    const line = (values: (string | number)[]) => values.map((value) => `\`${value}`).join(',')
    const trade = (kept: Kept, state: string, at: Date, refund?: Kept['refunds'][number]) =>
      line([
        ...[timeOf(at), keys.appid, keys.mchid, 0, '', kept.transaction, kept.no, 'oSimulated', 'NATIVE', state],
        ...['OTHERS', 'CNY', refund ? '0.00' : yuanOf(kept.fen), '0.00', refund?.id ?? 0, refund?.no ?? 0],
        ...[yuanOf(refund?.fen ?? 0), '0.00', refund ? 'ORIGINAL' : '', refund ? 'SUCCESS' : '', kept.title, ''],
        ...['0.00000', '0.00%', refund ? '0.00' : yuanOf(kept.fen), yuanOf(refund?.fen ?? 0), ''],
      ])
    const lines = [
      ...paid.map((kept) => trade(kept, 'SUCCESS', kept.paidAt!)),
      ...refunds.map(({ kept, refund }) => trade(kept, 'REFUND', refund.at, refund)),
    ]
    const sum = (fens: number[]) => yuanOf(fens.reduce((total, fen) => total + fen, 0))
    const totals = [
      lines.length,
      sum(paid.map(({ fen }) => fen)),
      sum(refunds.map(({ refund }) => refund.fen)),
      '0.00',
      '0.00000',
    ]
    const end = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'
    return `\uFEFF${[heading, ...lines, end, line([...totals, totals[1]!, totals[2]!])].join('\r\n')}\r\n`
  }

  type Order = {
    out_trade_no: string
    description: string
    notify_url: string
    amount: { total: number }
    time_expire?: string
    payer?: { openid: string }
  }
  async function answer(asked: Asked): Promise<Answer> {
    const { method, path, query, body } = asked
    if (!isFrom(asked)) return fault(401, 'SIGN_ERROR', '签名不对、过期或者用过')
    if (path === '/v3/certificates') {
      const from = clock().toISOString()
      const encrypt_certificate = encrypt(keys.certificate, 'certificate')
      return signed(200, {
        data: [{ serial_no: keys.serial, effective_time: from, expire_time: from, encrypt_certificate }],
      })
    }
    const input = (body ? JSON.parse(body) : {}) as Record<string, unknown>
    const [, by] = /^\/v3\/pay\/transactions\/(native|h5|jsapi)$/.exec(path) ?? []
    if (by) {
      const { out_trade_no: no, amount, description: title, notify_url: notifyUrl, time_expire } = input as Order
      if (purse.orders.get(no) && purse.orders.get(no)?.state !== 'waiting')
        return fault(400, 'ORDERPAID', '订单已支付或者已关闭')
      if (by === 'jsapi' && !(input as Order).payer?.openid.startsWith('o'))
        return fault(400, 'PARAM_ERROR', '无效的 openid')
      const expires = time_expire ? { expires: new Date(time_expire) } : {}
      const kept = purse.open({ no, fen: amount.total, title, notifyUrl, ...expires })
      if (by === 'native') return signed(200, { code_url: `weixin://wxpay/bizpayurl?pr=${kept.transaction.slice(-9)}` })
      if (by === 'jsapi') return signed(200, { prepay_id: `wx${digitsOf(clock())}${kept.transaction}` })
      return signed(200, { h5_url: `${base}/pay?channel=wechat-pay&order=${no}` })
    }
    const [, no, closing] = /^\/v3\/pay\/transactions\/out-trade-no\/(\w+)(\/close)?$/.exec(path) ?? []
    if (no && closing) {
      const kept = purse.close(no)
      if (!kept) return fault(404, 'ORDER_NOT_EXIST', '订单不存在')
      return kept.state === 'closed' ? signed(204, undefined) : fault(400, 'ORDERPAID', '订单已支付')
    }
    if (no) {
      const kept = purse.orders.get(no)
      return kept ? signed(200, transactionOf(kept)) : fault(404, 'ORDER_NOT_EXIST', '订单不存在')
    }
    if (path === '/v3/refund/domestic/refunds' && method === 'POST') {
      const { out_trade_no, out_refund_no, amount } = input as {
        out_trade_no: string
        out_refund_no: string
        amount: { refund: number }
      }
      const made = purse.refund(out_trade_no, { no: out_refund_no, fen: amount.refund }, mood.refusesRefunds === true)
      if (typeof made === 'string')
        return fault(400, 'INVALID_REQUEST', made === 'unpaid' ? '订单未支付' : '退款金额超过可退金额')
      // Taken; the notification says what came of it.
      return signed(200, { ...refundOf(out_trade_no, made), status: 'PROCESSING' })
    }
    const [, refund] = /^\/v3\/refund\/domestic\/refunds\/(\w+)$/.exec(path) ?? []
    if (refund) {
      const found = purse.findRefund(refund)
      return found
        ? signed(200, refundOf(found.kept.no, found.refund))
        : fault(404, 'RESOURCE_NOT_EXISTS', '退款单不存在')
    }
    if (path === '/v3/bill/tradebill') {
      const day = query.get('bill_date') ?? ''
      const { paid, refunds } = purse.day(day)
      if (paid.length + refunds.length === 0) return fault(400, 'NO_STATEMENT_EXIST', '账单不存在')
      const hash_value = createHash('sha1').update(tradeBill(day)).digest('hex')
      return signed(200, { hash_type: 'SHA1', hash_value, download_url: `${base}/v3/billdownload/file?token=${day}` })
    }
    if (path === '/v3/billdownload/file')
      return { status: 200, type: 'text/plain', body: tradeBill(query.get('token') ?? '') }
    return fault(404, 'NOT_FOUND', path)
  }

  return {
    key: 'wechat-pay',
    name: '微信支付',
    purse,
    answer,
    tells: (kept, forged) =>
      notification('TRANSACTION.SUCCESS', 'transaction', transactionOf(kept), forged ? keys.stranger : keys.platform),
    tellsRefund: (kept, refund) =>
      notification(
        refund.state === 'done' ? 'REFUND.SUCCESS' : 'REFUND.ABNORMAL',
        'refund',
        { ...refundOf(kept.no, refund), refund_status: refund.state === 'done' ? 'SUCCESS' : 'ABNORMAL' },
        keys.platform,
      ),
  }
}
