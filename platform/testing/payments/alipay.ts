import { createSign, createVerify, type KeyObject, randomBytes } from 'node:crypto'
import {
  type Answer,
  type Asked,
  type Clock,
  createPurse,
  type Kept,
  type Message,
  type Mood,
  type Simulated,
  timeOf,
  yuanOf,
} from './purse.ts'
import { archiveOf } from './zip.ts'

type Keys = {
  appId: string
  /** Checks the application's requests. */
  application: KeyObject
  alipay: KeyObject
  stranger: KeyObject
}

/** What both sides sign: the filled parameters, sorted, but those named. */
function text(parameters: Record<string, string>, without: string[]): string {
  const names = Object.keys(parameters).filter((name) => parameters[name] && !without.includes(name))
  return names
    .sort()
    .map((name) => `${name}=${parameters[name]}`)
    .join('&')
}

/** Alipay's open gateway as an application sees it. */
export function simulateAlipay(base: string, keys: Keys, mood: Mood, clock: Clock): Simulated {
  const purse = createPurse('20', clock)

  const sign = (value: string, key = keys.alipay) => createSign('RSA-SHA256').update(value, 'utf8').sign(key, 'base64')

  function answered(method: string, node: Record<string, string>): Answer {
    const raw = JSON.stringify(node)
    const body = `{"${method.replaceAll('.', '_')}_response":${raw},"sign":"${sign(raw)}"}`
    return { status: 200, type: 'application/json;charset=utf-8', body }
  }
  const fine = { code: '10000', msg: 'Success' }
  const fault = (sub_code: string) => ({
    code: '40004',
    msg: 'Business Failed',
    sub_code,
    sub_msg: `${sub_code}（模拟器）`,
  })

  function nodeOf(kept: Kept): Record<string, string> {
    const status = { waiting: 'WAIT_BUYER_PAY', paid: 'TRADE_SUCCESS', closed: 'TRADE_CLOSED' }[kept.state]
    return {
      ...fine,
      out_trade_no: kept.no,
      trade_no: kept.transaction,
      trade_status: status,
      total_amount: yuanOf(kept.fen),
      ...(kept.paidAt ? { send_pay_date: timeOf(kept.paidAt) } : {}),
    }
  }

  function open(content: Record<string, string>, parameters: Record<string, string>): Kept {
    const { out_trade_no: no = '', total_amount = '0', subject: title = '' } = content
    const returnTo = parameters.return_url
    const order = { no, fen: Math.round(Number(total_amount) * 100), title, notifyUrl: parameters.notify_url ?? '' }
    return purse.open({ ...order, ...(returnTo ? { returnTo } : {}) })
  }

  async function answer(asked: Asked): Promise<Answer> {
    if (asked.path === '/bill')
      return { status: 200, type: 'application/zip', body: bill(asked.query.get('day') ?? '') }
    const parameters = Object.fromEntries(
      asked.method === 'GET' ? asked.query : new URLSearchParams(asked.body),
    ) as Record<string, string>
    const { method = '', sign: given = '', app_id } = parameters
    const holds = createVerify('RSA-SHA256')
      .update(text(parameters, ['sign']), 'utf8')
      .verify(keys.application, given, 'base64')
    if (!holds || app_id !== keys.appId) return answered(method, { ...fault('isv.invalid-signature'), code: '40002' })
    const content = JSON.parse(parameters.biz_content ?? '{}') as Record<string, string>
    const kept = purse.orders.get(content.out_trade_no ?? '')
    switch (method) {
      case 'alipay.trade.precreate': {
        if (kept && kept.state !== 'waiting') return answered(method, fault('ACQ.TRADE_HAS_SUCCESS'))
        const { no } = open(content, parameters)
        return answered(method, { ...fine, out_trade_no: no, qr_code: `https://qr.alipay.com/sim${no}` })
      }
      case 'alipay.trade.wap.pay': {
        const { no } = open(content, parameters)
        return {
          status: 302,
          type: 'text/plain',
          body: '',
          headers: { location: `${base}/pay?channel=alipay&order=${no}` },
        }
      }
      case 'alipay.trade.query':
        return answered(method, kept ? nodeOf(kept) : fault('ACQ.TRADE_NOT_EXIST'))
      case 'alipay.trade.close':
        if (!kept) return answered(method, fault('ACQ.TRADE_NOT_EXIST'))
        purse.close(kept.no)
        return answered(
          method,
          kept.state === 'closed' ? { ...fine, out_trade_no: kept.no } : fault('ACQ.TRADE_STATUS_ERROR'),
        )
      case 'alipay.trade.refund': {
        const fen = Math.round(Number(content.refund_amount) * 100)
        const known = purse.findRefund(content.out_request_no ?? '')
        const made = purse.refund(
          content.out_trade_no ?? '',
          { no: content.out_request_no ?? '', fen },
          mood.refusesRefunds === true,
        )
        if (typeof made === 'string') return answered(method, fault('ACQ.REASON_TRADE_REFUND_FEE_ERR'))
        if (made.state === 'failed') return answered(method, fault('ACQ.SELLER_BALANCE_NOT_ENOUGH'))
        return answered(method, {
          ...fine,
          out_trade_no: content.out_trade_no ?? '',
          fund_change: known ? 'N' : 'Y',
          refund_fee: yuanOf(fen),
        })
      }
      case 'alipay.trade.fastpay.refund.query': {
        if (!kept) return answered(method, fault('ACQ.TRADE_NOT_EXIST'))
        const found = kept.refunds.find(({ no, state }) => no === content.out_request_no && state === 'done')
        // An unknown refund is answered with success and nothing in it.
        return answered(
          method,
          found ? { ...fine, refund_status: 'REFUND_SUCCESS', refund_amount: yuanOf(found.fen) } : fine,
        )
      }
      case 'alipay.data.dataservice.bill.downloadurl.query': {
        const day = content.bill_date ?? ''
        const { paid, refunds } = purse.day(day)
        if (paid.length + refunds.length === 0) return answered(method, fault('isp.bill_not_exist'))
        return answered(method, { ...fine, bill_download_url: `${base}/alipay/bill?day=${day}` })
      }
      default:
        return answered(method, { ...fault('isv.invalid-method'), code: '40002' })
    }
  }

  function bill(day: string): Buffer {
    const heading =
      '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注'
    const line = (kept: Kept, kind: string, at: Date, amount: string, refund = '') =>
      [
        ...[
          kept.transaction,
          kept.no,
          kind,
          kept.title,
          timeOf(at),
          timeOf(at),
          '',
          '',
          '',
          '',
          '模拟*',
          amount,
          amount,
        ],
        ...['0.00', '0.00', '0.00', '0.00', '0.00', '', '0.00', '0.00', refund, '0.00', '0.00', ''],
      ]
        .map((value) => `${value}\t`)
        .join(',')
    const { paid, refunds } = purse.day(day)
    const lines = [
      ...paid.map((kept) => line(kept, '交易', kept.paidAt!, yuanOf(kept.fen))),
      ...refunds.map(({ kept, refund }) => line(kept, '退款', refund.at, `-${yuanOf(refund.fen)}`, refund.no)),
    ]
    const name = `${keys.appId}_${day.replaceAll('-', '')}`
    const notes = ['#支付宝业务明细查询（模拟器）', '#-----业务明细列表-----', heading]
    const details = [...notes, ...lines, '#-----业务明细列表结束-----'].join('\r\n')
    return archiveOf([
      { name: `${name}_业务明细.csv`, text: details },
      { name: `${name}_业务明细(汇总).csv`, text: '#汇总' },
    ])
  }

  function notification(kept: Kept, more: Record<string, string>, key: KeyObject): Message {
    const { code: _, msg: __, send_pay_date, ...node } = nodeOf(kept)
    const said: Record<string, string> = {
      ...node,
      app_id: keys.appId,
      notify_id: randomBytes(17).toString('hex'),
      notify_type: 'trade_status_sync',
      notify_time: timeOf(clock()),
      charset: 'utf-8',
      version: '1.0',
      sign_type: 'RSA2',
      ...(send_pay_date ? { gmt_payment: send_pay_date } : {}),
      ...more,
    }
    const body = new URLSearchParams({ ...said, sign: sign(text(said, ['sign', 'sign_type']), key) }).toString()
    return { headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }, body }
  }

  return {
    key: 'alipay',
    name: '支付宝',
    purse,
    answer,
    tells: (kept, forged) => notification(kept, {}, forged ? keys.stranger : keys.alipay),
    tellsRefund: (kept, refund) =>
      refund.state === 'done'
        ? notification(kept, { out_biz_no: refund.no, refund_fee: yuanOf(refund.fen) }, keys.alipay)
        : undefined,
  }
}
