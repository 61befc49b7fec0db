import { yuan } from '../channels/channel.ts'
import type { Happening, Step } from './bill.ts'
import type { Whole } from './store.ts'

type Words = { title: string; titleEn: string; body: string; bodyEn: string }

/** What the payer is told of a happening: money that came, went back, or came once too often. */
export function noticeOf({ row }: Whole, happening: Happening, step: Step, now: Date): Words | undefined {
  const about = { zh: `${row.title}，缴款识别码 ${row.no}。`, en: `${row.title_en}, payment number ${row.no}.` }
  const said = (title: string, titleEn: string, zh: string, en: string): Words => ({
    ...{ title, titleEn, body: about.zh + zh, bodyEn: `${about.en} ${en}` },
  })
  if (happening.kind === 'paid') {
    const surplus = step.bill.orders.find(({ no, surplus }) => no === happening.order && surplus)
    if (surplus)
      return said(
        '重复缴款，正在退回',
        'Paid twice: it goes back',
        `多付的${yuan(surplus.fen)}元会按原路退回，您不用做什么。`,
        `${yuan(surplus.fen)} yuan too much goes back the way it came. You need not do anything.`,
      )
    return said(
      '已缴清',
      'Paid',
      `已收到${yuan(row.total_fen)}元，办理继续。电子票据在缴款单页面。`,
      `We have received ${yuan(row.total_fen)} yuan and go on. The receipt is on the page of the bill.`,
    )
  }
  if (happening.kind === 'refund-done') {
    const refund = step.bill.refunds.find(({ no }) => no === happening.refund)
    return said(
      '已退款',
      'Refunded',
      `${yuan(refund?.fen ?? 0)}元已按原路退回。`,
      `${yuan(refund?.fen ?? 0)} yuan went back the way it came.`,
    )
  }
  if (happening.kind === 'keep')
    return said(
      '保证金扣留',
      'Part of the deposit is kept',
      `扣留${yuan(happening.fen)}元，理由和不服时怎么办写在决定书里。`,
      `${yuan(happening.fen)} yuan is kept. The decision says why, and what you can do about it.`,
    )
  if (step.bill.state === 'closed' && now > row.due)
    return said(
      '缴款单已过期关闭',
      'The bill has lapsed',
      '过了缴款期限。还要办理的，请联系办理部门。',
      'Its last day has passed. Contact the department if you still want the service.',
    )
  return undefined
}
