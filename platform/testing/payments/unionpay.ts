import { createHash, createSign, createVerify, type KeyObject } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import {
  type Answer,
  type Asked,
  type Clock,
  createPurse,
  digitsOf,
  type Kept,
  type Message,
  type Mood,
  type Refunded,
  type Simulated,
} from './purse.ts'
import { archiveOf } from './zip.ts'

type Fields = Record<string, string>
type Keys = { merId: string; merchant: KeyObject; gateway: KeyObject; certificate: string; stranger: KeyObject }

function digest(fields: Fields): string {
  const names = Object.keys(fields).filter((name) => name !== 'signature' && fields[name] !== '')
  const text = names.sort().map((name) => `${name}=${fields[name]}`)
  return createHash('sha256').update(text.join('&')).digest('hex')
}

/** UnionPay's gateway 5.1.0 as a merchant sees it. */
export function simulateUnionPay(base: string, keys: Keys, mood: Mood, clock: Clock): Simulated {
  const purse = createPurse('8', clock)

  function sign(fields: Fields, key = keys.gateway): Fields {
    const all = {
      version: '5.1.0',
      encoding: 'UTF-8',
      signMethod: '01',
      merId: keys.merId,
      signPubKeyCert: keys.certificate,
      ...fields,
    }
    return { ...all, signature: createSign('RSA-SHA256').update(digest(all)).sign(key, 'base64') }
  }
  function answered(fields: Fields): Answer {
    const body = Object.entries(sign(fields))
      .map(([name, value]) => `${name}=${value}`)
      .join('&')
    return { status: 200, type: 'text/html;charset=UTF-8', body }
  }

  const stateCode = ({ state }: Kept) => ({ paid: '00', waiting: '04', closed: '77' })[state]

  function open(asked: Fields): Kept {
    const { orderId: no = '', txnAmt = '0', orderDesc: title = '', backUrl: notifyUrl = '', frontUrl: returnTo } = asked
    return purse.open({ no, fen: Number(txnAmt), title, notifyUrl, ...(returnTo ? { returnTo } : {}) })
  }

  async function answer(asked: Asked): Promise<Answer> {
    const fields = Object.fromEntries(new URLSearchParams(asked.body)) as Fields
    const { txnType, txnSubType, orderId = '', signature = '' } = fields
    const echo = { txnType: txnType ?? '', txnSubType: txnSubType ?? '', orderId, txnTime: fields.txnTime ?? '' }
    const holds = createVerify('RSA-SHA256').update(digest(fields)).verify(keys.merchant, signature, 'base64')
    if (!holds || fields.merId !== keys.merId)
      return answered({ ...echo, respCode: '11', respMsg: '验证签名失败（模拟器）' })
    if (asked.path.endsWith('/frontTransReq.do')) {
      open(fields)
      return {
        status: 302,
        type: 'text/plain',
        body: '',
        headers: { location: `${base}/pay?channel=unionpay&order=${orderId}` },
      }
    }
    if (txnType === '01') {
      const { state } = open(fields)
      if (state !== 'waiting') return answered({ ...echo, respCode: '12', respMsg: '重复交易（模拟器）' })
      return answered({
        ...echo,
        respCode: '00',
        respMsg: '成功（模拟器）',
        qrCode: `https://qr.95516.com/sim/${orderId}`,
      })
    }
    if (txnType === '00') return answered({ ...echo, ...known(orderId) })
    if (txnType === '04') {
      const kept = [...purse.orders.values()].find(({ transaction }) => transaction === fields.origQryId)
      const made =
        kept && purse.refund(kept.no, { no: orderId, fen: Number(fields.txnAmt) }, mood.refusesRefunds === true)
      if (!made || typeof made === 'string')
        return answered({ ...echo, respCode: '61', respMsg: '交易金额超限（模拟器）' })
      return answered({ ...echo, respCode: '00', respMsg: '成功（模拟器）', queryId: made.id })
    }
    if (txnType === '76') {
      const [month, day] = [(fields.settleDate ?? '').slice(0, 2), (fields.settleDate ?? '').slice(2)]
      const file = fileOf(`${clock().getUTCFullYear()}-${month}-${day}`)
      if (!file) return answered({ ...echo, respCode: '98', respMsg: '文件不存在（模拟器）' })
      return answered({
        ...echo,
        respCode: '00',
        respMsg: '成功（模拟器）',
        fileName: `${keys.merId}.zip`,
        fileContent: file,
      })
    }
    return answered({ ...echo, respCode: '10', respMsg: '报文格式错误（模拟器）' })
  }

  function known(no: string): Fields {
    const kept = purse.orders.get(no)
    const found = purse.findRefund(no)
    if (kept) {
      const at: Fields = kept.paidAt ? { txnTime: digitsOf(kept.paidAt) } : {}
      return {
        respCode: '00',
        origRespCode: stateCode(kept),
        queryId: kept.transaction,
        txnAmt: String(kept.fen),
        ...at,
      }
    }
    if (found)
      return { respCode: '00', origRespCode: found.refund.state === 'done' ? '00' : '77', queryId: found.refund.id }
    return { respCode: '34', respMsg: '查无此交易（模拟器）' }
  }

  /** The day's file: fixed widths, a blank between columns. */
  function fileOf(day: string): string | undefined {
    const widths = [
      3, 11, 11, 6, 10, 19, 12, 4, 2, 21, 2, 32, 2, 6, 10, 13, 13, 4, 15, 2, 2, 6, 2, 4, 32, 1, 21, 15, 1, 15, 32, 13,
      13, 8, 32, 13, 13, 12, 2, 1, 32, 98,
    ]
    const line = (code: string, at: Date, fen: number, queryId: string, order: string) => {
      const values = new Map([
        [0, code],
        [4, digitsOf(at).slice(4)],
        [6, String(fen).padStart(12, '0')],
        [9, queryId],
        [11, order],
      ])
      return widths.map((width, i) => (values.get(i) ?? '').padEnd(width)).join(' ')
    }
    const { paid, refunds } = purse.day(day)
    if (paid.length + refunds.length === 0) return undefined
    const lines = [
      ...paid.map((kept) => line('S22', kept.paidAt!, kept.fen, kept.transaction, kept.no)),
      ...refunds.map(({ refund }) => line('S30', refund.at, refund.fen, refund.id, refund.no)),
    ]
    const name = `INN${day.slice(2).replaceAll('-', '')}88ZM_${keys.merId}`
    return deflateSync(archiveOf([{ name, text: `${lines.join('\r\n')}\r\n` }])).toString('base64')
  }

  function notification(fields: Fields, key: KeyObject): Message {
    const body = new URLSearchParams(sign(fields, key)).toString()
    return { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body }
  }
  return {
    key: 'unionpay',
    name: '银联',
    purse,
    answer,
    tells: ({ no, fen, transaction, paidAt }, forged) => {
      const said = { txnType: '01', orderId: no, txnAmt: String(fen), queryId: transaction, respCode: '00' }
      return notification({ ...said, txnTime: digitsOf(paidAt ?? clock()) }, forged ? keys.stranger : keys.gateway)
    },
    tellsRefund: (_: Kept, { no, fen, id, state, at }: Refunded) =>
      notification(
        {
          txnType: '04',
          orderId: no,
          txnAmt: String(fen),
          queryId: id,
          respCode: state === 'done' ? '00' : '77',
          txnTime: digitsOf(at),
        },
        keys.gateway,
      ),
  }
}
