import type { CaseRow, CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import type { Tone } from '@zhengtong/ui/components/marks.tsx'
import { defineWords } from '@zhengtong/ui/i18n/words.ts'

type Status = CaseView['status']
type Outcome = NonNullable<CaseView['outcome']>

export const caseWords = defineWords(
  {
    mine: '我的事',
    status: {
      submitted: '已提交，等受理',
      'correction-requested': '等您补正',
      accepted: '已受理',
      reviewing: '正在审查',
      decided: '已作出决定',
      closed: '已办结',
    } as Record<Status, string>,
    outcome: {
      granted: '已批准',
      denied: '不予许可',
      refused: '不予受理',
      withdrawn: '已撤回',
      terminated: '已终止',
    } as Record<Outcome, string>,
    working: (days: number) => `${days} 个工作日`,
    calendar: (days: number) => `${days} 天`,
    left: (amount: string) => `还剩 ${amount}`,
    lastDay: '今天是最后一天',
    over: (amount: string) => `超过了 ${amount}`,
    before: (day: string) => `${day}前`,
    number: '办件编号',
    queryCode: '查询码',
    download: '下载',
    help: '有问题',
    call: '打 12345',
  },
  {
    mine: 'My matters',
    status: {
      submitted: 'Submitted, awaiting acceptance',
      'correction-requested': 'Waiting for you',
      accepted: 'Accepted',
      reviewing: 'Under review',
      decided: 'Decided',
      closed: 'Closed',
    },
    outcome: {
      granted: 'Granted',
      denied: 'Denied',
      refused: 'Not accepted',
      withdrawn: 'Withdrawn',
      terminated: 'Terminated',
    },
    working: (days: number) => `${days} working day${days === 1 ? '' : 's'}`,
    calendar: (days: number) => `${days} day${days === 1 ? '' : 's'}`,
    left: (amount: string) => `${amount} left`,
    lastDay: 'Today is the last day',
    over: (amount: string) => `${amount} late`,
    before: (day: string) => `by ${day}`,
    number: 'Case number',
    queryCode: 'Query code',
    download: 'Download',
    help: 'Questions?',
    call: 'Call 12345',
  },
)

export function toneOf(row: Pick<CaseRow, 'status' | 'outcome'>): Tone {
  if (row.outcome === 'granted') return 'good'
  if (row.outcome === 'denied' || row.outcome === 'refused') return 'danger'
  if (row.outcome === 'withdrawn') return 'soft'
  return row.status === 'correction-requested' ? 'wait' : 'work'
}
