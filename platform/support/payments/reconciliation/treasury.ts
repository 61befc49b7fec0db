import { Refusal } from '#kernel/errors.ts'
import { parseXml, type XmlElement } from '../../rules/index.ts'
import { fenOf } from '../channels/channel.ts'

/** What the treasury took in for one bill: a detail of a voucher 5408. */
export type TreasuryLine = { voucher: string; day: string; billNo: string; incomeCode: string; fen: number }

/**
 * Reads vouchers 5408 (非税收入缴库单) as treasuries exchange them: MOF › VoucherBody › Voucher › DetailList › Detail, where Amt
 * is yuan and Hold1 the 缴款识别码. Refuses what does not add up: SumAmt must be the sum of the details.
 */
export function readVouchers(xml: string): TreasuryLine[] {
  const bodies = all(parseXml(xml, {}), 'VoucherBody')
  if (bodies.length === 0) throw unreadable('没有 VoucherBody')
  return bodies.flatMap((body) => {
    const voucherNo = body.attrs.get('VoucherNo') ?? ''
    const [voucher] = all(body, 'Voucher')
    if (!voucher || body.attrs.get('VtCode') !== '5408' || !voucherNo) throw unreadable('VtCode 不是 5408')
    const day = dayOf(textOf(voucher, 'XAcctDate') || textOf(voucher, 'VouDate'))
    const lines = all(voucher, 'Detail').map((detail) => ({
      voucher: voucherNo,
      day,
      billNo: textOf(detail, 'Hold1'),
      incomeCode: textOf(detail, 'IncomeSortCode'),
      fen: amountOf(textOf(detail, 'Amt')),
    }))
    const sum = lines.reduce((total, { fen }) => total + fen, 0)
    if (sum !== amountOf(textOf(voucher, 'SumAmt'))) throw unreadable(`凭证 ${voucherNo} 的明细合计和 SumAmt 不相等`)
    return lines
  })
}

const all = (element: XmlElement, name: string): XmlElement[] =>
  element.children.flatMap((child) => (child.name === name ? [child] : all(child, name)))
const textOf = (element: XmlElement, name: string) =>
  element.children.find((child) => child.name === name)?.text.trim() ?? ''

function dayOf(text: string): string {
  const [, year, month, day] = /^(\d{4})-?(\d\d)-?(\d\d)/.exec(text) ?? []
  if (!day) throw unreadable(`日期 ${text} 读不出来`)
  return `${year}-${month}-${day}`
}

function amountOf(text: string): number {
  try {
    return fenOf(text)
  } catch (error) {
    throw unreadable((error as Error).message)
  }
}

const unreadable = (why: string) =>
  new Refusal('invalid', 'payments.bad-voucher', `The voucher cannot be read: ${why}`, { why })
