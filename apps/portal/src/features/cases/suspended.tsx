import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import { StateMark } from '@zhengtong/ui/components/marks.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'

const words = defineWords(
  {
    suspended: (day: string) => `${day} 起中止办理`,
    terminated: '办理已经终止',
    basis: (article: string) => `依据：${article}`,
    resumes: '恢复办理时会告诉您，您现在不需要做什么。',
  },
  {
    suspended: (day) => `Suspended since ${day}`,
    terminated: 'The case was terminated',
    basis: (article) => `Basis: ${article}`,
    resumes: 'You will be told when it goes on; there is nothing for you to do now.',
  },
)

/** That the office has halted or ended the case without a decision: why, and by which article. */
export function Suspended({ view }: { view: CaseView }) {
  const t = useWords(words)
  const format = useFormat()
  const ending = view.outcome === 'terminated' ? view.timeline.findLast(({ verb }) => verb === 'terminate') : undefined
  const said = view.suspension ?? (ending && { ...(ending.data as { basis?: string }), reason: ending.reason ?? '' })
  if (!said) return null
  return (
    <section className="todo" aria-labelledby="suspended">
      <StateMark tone="wait">
        {view.suspension ? t.suspended(format.instant(view.suspension.since)) : t.terminated}
      </StateMark>
      <h2 id="suspended">{said.reason}</h2>
      {said.basis && <p>{t.basis(said.basis)}</p>}
      {view.suspension && <p className="soft">{t.resumes}</p>}
    </section>
  )
}
