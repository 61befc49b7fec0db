import { createPrivateKey, X509Certificate } from 'node:crypto'
import Type, { type Static } from 'typebox'
import type { Clock } from '#ground/clock.ts'
import {
  type Channel,
  chinaDigits,
  fetchText,
  forged,
  momentOf,
  type OrderSeen,
  type RefundSeen,
  refused,
  silent,
} from './channel.ts'
import { type Fields, fieldsHold, readFields, signFields } from './unionpay-messages.ts'
import { readUnionPayFile } from './unionpay-statement.ts'

export const UnionPaySettings = Type.Object(
  {
    kind: Type.Literal('unionpay'),
    gateway: Type.String({ pattern: '^https?://', description: 'https://gateway.95516.com' }),
    files: Type.String({ pattern: '^https?://', description: 'https://filedownload.95516.com' }),
    merId: Type.String({ pattern: '^[0-9]{15}$' }),
    certId: Type.String({ description: 'Serial number of the signing certificate, decimal' }),
    privateKeyFile: Type.String({ description: 'PEM of the key of the signing certificate' }),
    rootFile: Type.String({ description: 'PEM of the root that vouches for the certificates of the gateway' }),
    middleFile: Type.String({ description: 'PEM of the middle certificate' }),
    subject: Type.Optional(Type.String({ description: 'Name in the certificate of the gateway' })),
    simulated: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type UnionPaySettings = Static<typeof UnionPaySettings>

/** Whose certificate signs, as its common name says: `…@中国银联股份有限公司@…`. */
const unionPayName = '中国银联股份有限公司'

/** UnionPay's gateway 5.1.0 (全渠道): forms signed RSA with SHA-256 both ways; the gateway sends its certificate with each answer. */
export function createUnionPay(
  settings: UnionPaySettings,
  needs: { clock: Clock; notifyUrl: string; privateKey: string; root: string; middle: string },
): Channel {
  const name = '银联'
  const key = createPrivateKey(needs.privateKey)
  const [root, middle] = [new X509Certificate(needs.root), new X509Certificate(needs.middle)]

  const signed = (fields: Fields): Fields =>
    signFields(
      {
        version: '5.1.0',
        encoding: 'UTF-8',
        signMethod: '01',
        accessType: '0',
        merId: settings.merId,
        certId: settings.certId,
        ...fields,
      },
      key,
    )

  async function send(url: string, fields: Fields): Promise<Fields> {
    const { text } = await fetchText(name, url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
      body: new URLSearchParams(signed(fields)),
    })
    return check(readFields(text))
  }

  /** The certificate comes with the message, so it counts only if our root vouches for it and it is the gateway's. */
  function check(fields: Fields): Fields {
    const pem = fields.signPubKeyCert
    if (!pem) throw forged('The message carries no certificate')
    const certificate = readCertificate(pem)
    const now = needs.clock().getTime()
    const isTrusted =
      middle.verify(root.publicKey) &&
      certificate.verify(middle.publicKey) &&
      Date.parse(certificate.validFrom) <= now &&
      now <= Date.parse(certificate.validTo)
    if (!isTrusted) throw forged('Our root does not vouch for the certificate')
    if (!certificate.subject.includes(settings.subject ?? unionPayName))
      throw forged('The certificate is not the gateway’s')
    if (!fieldsHold(fields, certificate.publicKey)) throw forged('The signature does not hold')
    if (fields.merId !== undefined && fields.merId !== settings.merId) throw forged('It is meant for another merchant')
    return fields
  }

  const purchase = { txnType: '01', currencyCode: '156' } as const
  const back = `${settings.gateway}/gateway/api/backTransReq.do`

  async function query(no: string, at: Date): Promise<Fields> {
    const asked = { txnType: '00', txnSubType: '00', bizType: '000000', orderId: no, txnTime: chinaDigits(at) }
    return send(`${settings.gateway}/gateway/api/queryTrans.do`, asked)
  }

  const find: Channel['find'] = async ({ no, at }) => {
    const answer = await query(no, at)
    // 34: no such order (查无此交易).
    if (answer.respCode === '34') return { state: 'missing' }
    if (answer.respCode !== '00') throw silent(name, answer.respMsg)
    return seenOf(answer)
  }

  return {
    key: 'unionpay',
    name,
    nameEn: 'UnionPay',
    simulated: settings.simulated === true,
    ways: ['qr', 'form'],
    async ask({ no, fen, title, at, expires, returnTo, way }) {
      const order = {
        ...purchase,
        orderId: no,
        txnTime: chinaDigits(at),
        txnAmt: String(fen),
        payTimeout: chinaDigits(expires),
        orderDesc: title.slice(0, 32),
        backUrl: needs.notifyUrl,
      }
      if (way === 'qr') {
        const asked = { ...order, txnSubType: '07', bizType: '000000', channelType: '08' }
        const answer = await send(back, asked)
        if (answer.respCode !== '00' || !answer.qrCode) throw refused(name, answer.respMsg ?? '')
        return { kind: 'qr', content: answer.qrCode }
      }
      const fields = signed({ ...order, txnSubType: '01', bizType: '000201', channelType: '08', frontUrl: returnTo })
      return { kind: 'form', action: `${settings.gateway}/gateway/api/frontTransReq.do`, fields }
    },
    find,
    /** The gateway has no closing: an order ends at its payTimeout. Until then what it says is what there is. */
    async close(order) {
      const seen = await find(order)
      return seen.state === 'missing' ? { state: 'closed' } : seen
    },
    async refund({ no, fen, transaction }) {
      const asked = {
        txnType: '04',
        txnSubType: '00',
        bizType: '000201',
        channelType: '07',
        orderId: no,
        txnTime: chinaDigits(needs.clock()),
        txnAmt: String(fen),
        origQryId: transaction,
        backUrl: needs.notifyUrl,
      }
      const { respCode = '', respMsg = '' } = await send(back, asked)
      // 00 means taken, not done; 03, 04 and 05 that the gateway does not know yet; 12 that this number was taken before.
      if (['00', '03', '04', '05', '12'].includes(respCode)) return { state: 'underway' }
      throw refused(name, respMsg)
    },
    async findRefund({ no, at }) {
      const answer = await query(no, at)
      if (answer.respCode === '34') return { state: 'missing' }
      if (answer.respCode !== '00') throw silent(name, answer.respMsg)
      return refundOf(answer.origRespCode ?? '')
    },
    async statement(day) {
      const asked = {
        txnType: '76',
        txnSubType: '01',
        bizType: '000000',
        settleDate: day.slice(5).replace('-', ''),
        txnTime: chinaDigits(needs.clock()),
        fileType: '00',
      }
      const answer = await send(`${settings.files}/`, asked)
      // 98: there is no file of that day.
      if (answer.respCode === '98') return []
      if (answer.respCode !== '00' || !answer.fileContent) throw silent(name, answer.respMsg)
      return readUnionPayFile(answer.fileContent, day)
    },
    async hear({ body }) {
      const fields = check(Object.fromEntries(new URLSearchParams(body)))
      const { queryId = '', txnType, orderId = '', respCode } = fields
      const id = `${txnType}-${orderId}-${queryId}`
      if (txnType === '04') return { id, kind: 'refund', refund: orderId, state: respCode === '00' ? 'done' : 'failed' }
      if (txnType !== '01' || (respCode !== '00' && respCode !== 'A6')) return { id, kind: 'other' }
      return {
        id,
        kind: 'paid',
        order: orderId,
        transaction: queryId,
        fen: Number(fields.txnAmt),
        at: momentOf(fields.txnTime ?? ''),
      }
    },
    reply: (refusal) => ({ status: refusal ? 403 : 200, type: 'text/plain', body: refusal ? refusal.code : 'ok' }),
  }
}

/** A query answers for the query itself in respCode, and for the order in origRespCode. */
function seenOf({ origRespCode = '', queryId = '', txnAmt, txnTime = '' }: Fields): OrderSeen {
  if (origRespCode === '00' || origRespCode === 'A6')
    return { state: 'paid', transaction: queryId, fen: Number(txnAmt), at: momentOf(txnTime) }
  return { state: ['03', '04', '05'].includes(origRespCode) ? 'waiting' : 'closed' }
}

function refundOf(code: string): RefundSeen {
  if (code === '00' || code === 'A6') return { state: 'done' }
  return { state: ['03', '04', '05'].includes(code) ? 'underway' : 'failed' }
}

function readCertificate(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch (cause) {
    throw forged(`The certificate cannot be read: ${String(cause)}`)
  }
}
