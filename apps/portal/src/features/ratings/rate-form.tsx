import type { RatingInput } from '@zhengtong/platform/nets/service/ratings/contract.ts'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { ErrorSummary } from '@zhengtong/ui/components/error-summary.tsx'
import { Choice, describedBy, FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { type ReactNode, useState } from 'react'
import { Faces } from './faces.tsx'
import { ratingWords } from './words.ts'

/** From this level on a rating counts as bad and is followed up (国办发〔2019〕51号). */
const BAD = 4

export function RateForm(props: {
  heading: ReactNode
  skip: ReactNode
  rate: {
    isPending: boolean
    isError: boolean
    error: Error | null
    mutate: (said: RatingInput, on: { onError: () => void }) => void
  }
}) {
  const { heading, skip, rate } = props
  const t = useWords(ratingWords)
  const [level, setLevel] = useState<number>()
  const [tags, setTags] = useState<string[]>([])
  const [text, setText] = useState('')
  const [attempt, setAttempt] = useState(0)
  const bad = level !== undefined && level >= BAD
  const what = { id: 'what', help: t.whatHelp }

  const choose = (next: number) => {
    // Praise and blame have tags of their own.
    if (next >= BAD !== bad) setTags([])
    setLevel(next)
  }
  const send = () => {
    if (level === undefined) return setAttempt(attempt + 1)
    rate.mutate(
      {
        level,
        tags,
        channel: window.innerWidth < 900 ? 'mobile' : 'web',
        ...(text.trim() ? { text: text.trim() } : {}),
      },
      { onError: () => setAttempt((count) => count + 1) },
    )
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!rate.isPending) send()
      }}
    >
      {rate.isError ? (
        <ErrorSummary attempt={attempt} lines={[]} title={t.failed}>
          <p>{rate.error instanceof ApiProblem ? rate.error.title : ''}</p>
        </ErrorSummary>
      ) : attempt > 0 && level === undefined ? (
        <ErrorSummary
          attempt={attempt}
          lines={[{ key: 'level', detail: t.choose, onGo: () => document.getElementById('level')?.focus() }]}
        >
          {null}
        </ErrorSummary>
      ) : null}
      {heading}
      <Faces level={level} onChange={choose} />
      {level === undefined ? null : (
        <div className="follow">
          <fieldset>
            <legend>{bad ? t.bad : t.good}</legend>
            <p className="soft">{t.several}</p>
            <div className="choices--two">
              {(bad ? t.badTags : t.goodTags).map((tag) => (
                <Choice
                  key={tag}
                  type="checkbox"
                  checked={tags.includes(tag)}
                  onChange={({ target }) =>
                    setTags(target.checked ? [...tags, tag] : tags.filter((each) => each !== tag))
                  }
                >
                  {tag}
                </Choice>
              ))}
            </div>
          </fieldset>
          <FieldFrame {...what} frame="label" label={t.what}>
            <textarea
              className="input"
              id="what"
              maxLength={1000}
              aria-describedby={describedBy(what)}
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          </FieldFrame>
        </div>
      )}
      <div className="section">
        <Acts>
          <Button type="submit" big busy={rate.isPending}>
            {t.submit}
          </Button>
          {skip}
        </Acts>
      </div>
    </form>
  )
}
