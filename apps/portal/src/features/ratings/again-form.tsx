import type { Rating } from '@zhengtong/platform/nets/service/ratings/contract.ts'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { ErrorSummary } from '@zhengtong/ui/components/error-summary.tsx'
import { FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { Faces } from './faces.tsx'
import { useRateAgain } from './queries.ts'
import { ratingWords } from './words.ts'

/** 回评: whether the answer settled it. */
export function AgainForm({ rating, caseId }: { rating: Rating; caseId: string }) {
  const t = useWords(ratingWords)
  const format = useFormat()
  const again = useRateAgain(caseId, rating.id)
  const [level, setLevel] = useState<number>()
  const [text, setText] = useState('')
  const [attempt, setAttempt] = useState(0)
  const send = () => {
    if (level === undefined) return setAttempt(attempt + 1)
    again.mutate(
      { verb: 'rate-again', level, ...(text.trim() ? { text: text.trim() } : {}) },
      { onError: () => setAttempt((count) => count + 1) },
    )
  }
  return (
    <form
      className="section"
      onSubmit={(event) => {
        event.preventDefault()
        if (!again.isPending) send()
      }}
    >
      {again.isError ? (
        <ErrorSummary attempt={attempt} lines={[]} title={t.failed}>
          <p>{again.error instanceof ApiProblem ? again.error.title : ''}</p>
        </ErrorSummary>
      ) : attempt > 0 && level === undefined ? (
        <ErrorSummary
          attempt={attempt}
          lines={[{ key: 'level', detail: t.choose, onGo: () => document.getElementById('level')?.focus() }]}
        >
          {null}
        </ErrorSummary>
      ) : null}
      <h2>{t.again}</h2>
      {rating.due ? <p className="soft">{t.againUntil(format.day(rating.due))}</p> : null}
      <Faces level={level} onChange={setLevel} />
      <FieldFrame id="again-text" frame="label" label={t.what} optional>
        <textarea
          className="input"
          id="again-text"
          maxLength={1000}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </FieldFrame>
      <div className="section">
        <Acts>
          <Button type="submit" busy={again.isPending}>
            {t.submit}
          </Button>
        </Acts>
      </div>
    </form>
  )
}
