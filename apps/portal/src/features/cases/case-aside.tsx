import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import { SideBlock } from '@zhengtong/ui/components/surfaces.tsx'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import type { ReactNode } from 'react'
import { SubscriptionChoices } from '../subscriptions/choices.tsx'
import { Withdraw } from './withdraw.tsx'
import { caseWords } from './words.ts'

const words = defineWords(
  {
    who: '谁在办',
    code: '查询码',
    codeHelp: '不登录也能用它查进度，请不要给别人看。',
    also: '您还可以',
    notices: '消息',
  },
  {
    who: 'Who handles it',
    code: 'Query code',
    codeHelp: 'With it progress can be checked without signing in; keep it to yourself.',
    also: 'You can also',
    notices: 'Notices',
  },
)

/** Beside a case: the office, the query code, what else may be done, and whom to ask. */
export function CaseAside({ view, children }: { view: CaseView; children?: ReactNode }) {
  const t = useWords(words)
  const common = useWords(caseWords)
  const withdrawable = view.may.some(({ verb }) => verb === 'withdraw')
  return (
    <>
      <SideBlock title={t.who}>
        <p>{view.department.name}</p>
      </SideBlock>
      {view.queryCode ? (
        <SideBlock title={t.code}>
          <p className="big-number">{view.queryCode}</p>
          <p className="soft">{t.codeHelp}</p>
        </SideBlock>
      ) : null}
      {children}
      {view.closedAt ? null : (
        <SideBlock title={t.notices}>
          <SubscriptionChoices caseId={view.id} />
        </SideBlock>
      )}
      {withdrawable ? (
        <SideBlock title={t.also}>
          <Withdraw view={view} />
        </SideBlock>
      ) : null}
      <SideBlock title={common.help}>
        <p>
          <a href="tel:12345">{common.call}</a>
        </p>
      </SideBlock>
    </>
  )
}
