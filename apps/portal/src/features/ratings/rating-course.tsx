import type { Rating } from '@zhengtong/platform/nets/service/ratings/contract.ts'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { ratingWords } from './words.ts'

/** What was done about a bad rating, by which office. */
export function RatingCourse({ rating }: { rating: Rating }) {
  const t = useWords(ratingWords)
  const format = useFormat()
  if (!rating.bad) return null
  return (
    <Section title={t.course}>
      <p>
        {t.states[rating.state]}
        {rating.due ? ` · ${t.until(format.day(rating.due))}` : ''}
      </p>
      {rating.steps && rating.steps.length > 0 ? (
        <ol className="rows">
          {rating.steps.map((step) => (
            <li key={`${step.at} ${step.verb}`} className="stack-8">
              <p>
                <strong>{t.verbs[step.verb] ?? step.verb}</strong>{' '}
                <span className="soft">
                  {step.actor} · <time dateTime={step.at}>{format.instant(step.at)}</time>
                </span>
              </p>
              {step.text && step.verb !== 'reply' ? <p>{step.text}</p> : null}
            </li>
          ))}
        </ol>
      ) : null}
    </Section>
  )
}
