import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { Rating, RatingVerb } from '@zhengtong/platform/nets/service/ratings/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { RatingDialog } from '../features/ratings/act-dialog.tsx'
import { RatingLine } from '../features/ratings/rating-line.tsx'
import { words } from '../features/ratings/words.ts'
import { Content } from '../parts/content.tsx'
import { useTitle } from '../parts/title.ts'

/** One rating with all that was done about it. */
export function RatingPage() {
  const w = useWords(words)
  const { ratingId } = useParams({ from: '/work/ratings/$ratingId' })
  const [verb, setVerb] = useState<RatingVerb>()
  const rating = useQuery({
    queryKey: ['ratings', 'one', ratingId],
    queryFn: ({ signal }) => request<Rating>(`/ratings/${ratingId}`, { signal }),
  })
  useTitle(w.title)
  return (
    <Content of={rating} whole>
      {(found) => (
        <>
          <div className="page-head">
            <h1>{found.itemName}</h1>
            <Link to="/ratings">{w.title}</Link>
            {found.caseId && (
              <Link to="/cases/$caseId" params={{ caseId: found.caseId }}>
                {w.toCase}
              </Link>
            )}
          </div>
          <div className="list-box">
            <ul className="ratings">
              <li>
                <RatingLine rating={found} heading={null} onAct={(_, next) => setVerb(next)} />
              </li>
              {found.steps && found.steps.length > 0 && (
                <li>
                  <h2>{w.course}</h2>
                  <Course steps={found.steps} />
                </li>
              )}
            </ul>
          </div>
          {verb && <RatingDialog rating={found} verb={verb} onClose={() => setVerb(undefined)} />}
        </>
      )}
    </Content>
  )
}

function Course({ steps }: { steps: NonNullable<Rating['steps']> }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <ol className="flow">
      {steps.map((step) => (
        <li key={`${step.at} ${step.verb}`}>
          <b>{w.verb[step.verb] ?? step.verb}</b>{' '}
          <span className="soft">
            {step.actor} · {step.unit} · {format.instant(step.at)}
          </span>
          {step.text && <p>{step.text}</p>}
        </li>
      ))}
    </ol>
  )
}
