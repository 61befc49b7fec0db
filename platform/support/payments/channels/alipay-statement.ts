import { readArchive } from './archive.ts'
import { fenOf, momentOf, type StatementLine } from './channel.ts'

/** Reads Alipay's trade bill: a ZIP with 业务明细 and 业务明细(汇总); lines that begin with # are notes, values end in tabs. */
export function readAlipayBill(archive: Buffer): StatementLine[] {
  const details = readArchive(archive).find(({ name }) => name.includes('业务明细') && !name.includes('汇总'))
  if (!details) throw new RangeError('the bill has no 业务明细')
  const lines = details.text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'))
  const columns = (lines.shift() ?? '').split(',').map((name) => name.trim())
  return lines.map((line): StatementLine => {
    const values = line.split(',').map((value) => value.trim())
    const value = (name: string) => values[columns.indexOf(name)] ?? ''
    const order = value('商户订单号')
    // A refund is a line of its own, its amount below nought.
    const fen = fenOf(value('订单金额（元）').replace(/^-/, ''))
    if (value('业务类型') === '退款') return { kind: 'refund', refund: value('退款批次号/请求号'), order, fen }
    return { kind: 'paid', order, transaction: value('支付宝交易号'), fen, at: momentOf(value('完成时间')) }
  })
}
