import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'

const words = defineWords(
  {
    title: '觉得不对',
    person: '想请人重新看一遍：打 12345，报上办件编号。结果在答复以前照常有效。',
    review: (day: string, days: number, body: string) => `从 ${day}起 ${days} 日内，可以向${body}申请行政复议。`,
    suit: (months: number) => `${months} 个月内，可以向人民法院提起行政诉讼。`,
  },
  {
    title: 'If you disagree',
    person: 'To have a person look at it again, call 12345 and give the case number. The result stays valid meanwhile.',
    review: (day: string, days: number, body: string) =>
      `Within ${days} days from ${day} you can ask ${body} for administrative reconsideration. `,
    suit: (months: number) => `Within ${months} months you can bring a suit in the people's court.`,
  },
)

/** A person to talk to, reconsideration, and the court, each with its time. */
export function RemediesSaid({ view }: { view: CaseView }) {
  const t = useWords(words)
  const format = useFormat()
  const { remedies, automatic } = view
  const since = view.decidedAt ?? view.closedAt
  if (!remedies && !automatic) return null
  return (
    <Section title={t.title}>
      <ul className="stack-8">
        {automatic ? <li>{t.person}</li> : null}
        {remedies && since ? (
          <li>
            {t.review(format.day(since), remedies.reviewDays, remedies.reviewBody)}
            {t.suit(remedies.suitMonths)}
          </li>
        ) : null}
      </ul>
    </Section>
  )
}
