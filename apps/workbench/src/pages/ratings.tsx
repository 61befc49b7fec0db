import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Rating } from '@zhengtong/platform/nets/service/ratings/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { MessageSquareQuote } from 'lucide-react'
import { useState } from 'react'
import { RatingList } from '../features/ratings/rating-list.tsx'
import { ReplyDialog } from '../features/ratings/reply-dialog.tsx'
import { words } from '../features/ratings/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Choice } from '../parts/choice.tsx'
import { Content } from '../parts/content.tsx'
import { CopyAddress } from '../parts/copy-address.tsx'
import { More } from '../parts/more.tsx'
import { usePaged } from '../parts/paged.ts'
import { useTitle } from '../parts/title.ts'

const states = ['open', 'replied', 'closed'] as const

/** What people said of our work, and our answers to what was bad. */
export function RatingsPage() {
  const w = useWords(words)
  const { state } = useSearch({ from: '/work/ratings' })
  const navigate = useNavigate()
  const ratings = usePaged<Rating>('ratings', '/ratings', { state })
  const [answering, setAnswering] = useState<Rating>()
  useTitle(w.title)
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
      </div>
      <div className="filters">
        <Choice
          label={w.show}
          any={w.any}
          width={220}
          value={state}
          options={states.map((value) => ({ value, label: w.stateWord[value] }))}
          onChange={(next) => void navigate({ to: '/ratings', search: { state: next }, replace: true })}
        />
        <span className="grow" />
        <CopyAddress />
      </div>
      <div className="list-box">
        <Content of={ratings.list}>
          {(rows) =>
            rows.length > 0 ? (
              <RatingList rows={rows} onReply={setAnswering} />
            ) : (
              <Blank icon={MessageSquareQuote} title={state ? w.noneTitle : w.emptyTitle}>
                <p>{state ? w.none : w.empty}</p>
              </Blank>
            )
          }
        </Content>
      </div>
      {ratings.rows && ratings.rows.length > 0 && <More of={ratings} />}
      {answering && <ReplyDialog rating={answering} onClose={() => setAnswering(undefined)} />}
    </>
  )
}
