import { fenOf, momentOf, type StatementLine } from './channel.ts'

/** The columns of a trade bill that we read (申请交易账单, bill_type=ALL). */
export const tradeBillColumns = [
  '交易时间',
  '公众账号ID',
  '商户号',
  '特约商户号',
  '设备号',
  '微信订单号',
  '商户订单号',
  '用户标识',
  '交易类型',
  '交易状态',
  '付款银行',
  '货币种类',
  '应结订单金额',
  '代金券金额',
  '微信退款单号',
  '商户退款单号',
  '退款金额',
  '充值券退款金额',
  '退款类型',
  '退款状态',
  '商品名称',
  '商户数据包',
  '手续费',
  '费率',
  '订单金额',
  '申请退款金额',
  '费率备注',
] as const

/** Reads a trade bill: a heading, one line a trade, then a heading and a line of totals. Values stand behind a backtick. */
export function readTradeBill(text: string): StatementLine[] {
  const [heading = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const columns = heading.split(',')
  const lineOf = (line: string): StatementLine | undefined => {
    const values = line.replace(/^`/, '').split(',`')
    const value = (name: (typeof tradeBillColumns)[number]) => values[columns.indexOf(name)] ?? ''
    switch (value('交易状态')) {
      case 'SUCCESS':
        return {
          kind: 'paid',
          order: value('商户订单号'),
          transaction: value('微信订单号'),
          fen: fenOf(value('订单金额')),
          at: momentOf(value('交易时间')),
        }
      case 'REFUND':
        return {
          kind: 'refund',
          refund: value('商户退款单号'),
          order: value('商户订单号'),
          fen: fenOf(value('申请退款金额')),
        }
      default:
        return undefined
    }
  }
  const end = lines.findIndex((line) => line.startsWith('总交易单数'))
  return lines
    .slice(0, end === -1 ? undefined : end)
    .filter((line) => line !== '')
    .flatMap((line) => lineOf(line) ?? [])
}
