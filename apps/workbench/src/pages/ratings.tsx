import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Rating, RatingVerb } from '@zhengtong/platform/nets/service/ratings/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { MessageSquareQuote } from 'lucide-react'
import { useState } from 'react'
import { RatingDialog } from '../features/ratings/act-dialog.tsx'
import { RatingList } from '../features/ratings/rating-list.tsx'
import { RatingTabs } from '../features/ratings/rating-tabs.tsx'
import { RecordDialog } from '../features/ratings/record-dialog.tsx'
import { words } from '../features/ratings/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Choice } from '../parts/choice.tsx'
import { Content } from '../parts/content.tsx'
import { CopyAddress } from '../parts/copy-address.tsx'
import { More } from '../parts/more.tsx'
import { usePaged } from '../parts/paged.ts'
import { useTitle } from '../parts/title.ts'
import { meQuery } from '../session.ts'

const states = ['open', 'mending', 'explaining', 'appealed', 'replied', 'closed', 'excluded'] as const

/** What people said of our work, and what is being done about what was bad. */
export function RatingsPage() {
  const w = useWords(words)
  const { state } = useSearch({ from: '/work/ratings' })
  const navigate = useNavigate()
  const { data: me } = useSuspenseQuery(meQuery)
  const ratings = usePaged<Rating>('ratings', '/ratings', { state })
  const [acting, setActing] = useState<{ rating: Rating; verb: RatingVerb }>()
  const [recording, setRecording] = useState(false)
  const windows = me.actor.posts.filter(({ role }) => role === 'intake')
  useTitle(w.title)
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
        <RatingTabs />
        {windows.length > 0 && <Button onClick={() => setRecording(true)}>{w.record}</Button>}
      </div>
      <div className="filters">
        <Choice
          label={w.show}
          any={w.any}
          width={240}
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
              <RatingList rows={rows} onAct={(rating, verb) => setActing({ rating, verb })} />
            ) : (
              <Blank icon={MessageSquareQuote} title={state ? w.noneTitle : w.emptyTitle}>
                <p>{state ? w.none : w.empty}</p>
              </Blank>
            )
          }
        </Content>
      </div>
      {ratings.rows && ratings.rows.length > 0 && <More of={ratings} />}
      {acting && <RatingDialog {...acting} onClose={() => setActing(undefined)} />}
      {recording && <RecordDialog posts={windows} onClose={() => setRecording(false)} />}
    </>
  )
}
