import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords } from '@zhengtong/ui/i18n/words.ts'
import { Check, Undo2, X } from 'lucide-react'
import type { ReactNode } from 'react'

export const verdictWords = defineWords(
  {
    atOnce: '已批准，用时不到 1 秒',
    grantedIn: (seconds: string) => `已批准，用时 ${seconds} 秒`,
    granted: '已批准',
    denied: '不予许可',
    refused: '不予受理',
    withdrawn: '已撤回',
    terminated: '已终止',
    both: (submitted: string, decided: string) => `${submitted} 提交，${decided} 决定`,
  },
  {
    atOnce: 'Granted in less than a second',
    grantedIn: (seconds: string) => `Granted in ${seconds} seconds`,
    granted: 'Granted',
    denied: 'Denied',
    refused: 'Not accepted',
    withdrawn: 'Withdrawn',
    terminated: 'Terminated',
    both: (submitted: string, decided: string) => `Submitted ${submitted}, decided ${decided}`,
  },
)

/** How the case ended, in a few words: for 秒批 with the seconds it took. */
export function verdictTitle(view: CaseView, t: (typeof verdictWords)['zh']): string {
  if (view.outcome === 'granted' && view.automatic && view.decidedAt) {
    const spent = Date.parse(view.decidedAt) - Date.parse(view.submittedAt)
    return spent < 1000 ? t.atOnce : t.grantedIn((spent / 1000).toFixed(1))
  }
  return view.outcome ? t[view.outcome] : ''
}

/** The mark beside the heading of a case that has ended. The heading itself is the page's. */
export function Verdict({
  view,
  words: t,
  children,
}: {
  view: CaseView
  words: (typeof verdictWords)['zh']
  children: ReactNode
}) {
  const format = useFormat()
  const [look, Icon] =
    view.outcome === 'granted'
      ? ['', Check]
      : view.outcome === 'withdrawn' || view.outcome === 'terminated'
        ? [' verdict__mark--soft', Undo2]
        : [' verdict__mark--danger', X]
  const at = view.decidedAt ?? view.closedAt
  return (
    <div className="verdict">
      <span className={`verdict__mark${look}`}>
        <Icon className="icon" aria-hidden />
      </span>
      {children}
      <p className="verdict__sub soft">
        {at
          ? t.both(
              format.instant(view.submittedAt, view.automatic),
              view.automatic ? format.time(at, true) : format.instant(at),
            )
          : null}
      </p>
    </div>
  )
}
