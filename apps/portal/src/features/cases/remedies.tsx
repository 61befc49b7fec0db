import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'

const words = defineWords(
  {
    title: '觉得不对',
    person: '想请人重新看一遍：打 12345，报上办件编号。结果在答复以前照常有效。',
    review: (day: string, days: number, body: string | undefined) =>
      `从 ${day}起 ${days} 日内，可以${body ? `向${body}` : ''}申请行政复议。`,
    online: '网上申请行政复议',
    suit: (months: number, court: string | undefined) => `${months} 个月内，可以向${court ?? '人民法院'}提起行政诉讼。`,
  },
  {
    title: 'If you disagree',
    person: 'To have a person look at it again, call 12345 and give the case number. The result stays valid meanwhile.',
    review: (day, days, body) =>
      `Within ${days} days from ${day} you can ask ${body ?? 'the reviewing body'} for administrative reconsideration. `,
    online: 'Ask for reconsideration online',
    suit: (months, court) => `Within ${months} months you can bring a suit in ${court ?? "the people's court"}.`,
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
            {t.suit(remedies.suitMonths, remedies.court)}
            {remedies.reviewEntrance ? <a href={remedies.reviewEntrance}>{t.online}</a> : null}
          </li>
        ) : null}
      </ul>
    </Section>
  )
}
