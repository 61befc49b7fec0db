import { useQuery } from '@tanstack/react-query'
import type { RatingInput } from '@zhengtong/platform/nets/service/ratings/contract.ts'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { ErrorSummary } from '@zhengtong/ui/components/error-summary.tsx'
import { Choice, describedBy, FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { type ReactNode, useState } from 'react'
import { Faces } from './faces.tsx'
import { tagsQuery } from './queries.ts'
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
  const pick = usePick()
  const [level, setLevel] = useState<number>()
  const [tags, setTags] = useState<string[]>([])
  const [text, setText] = useState('')
  const [attempt, setAttempt] = useState(0)
  const bad = level !== undefined && level >= BAD
  const channel = window.innerWidth < 900 ? 'mobile' : 'web'
  const offered = useQuery(tagsQuery(channel))
  const fitting = (offered.data?.items ?? []).filter((tag) => level !== undefined && tag.levels.includes(level))
  const what = { id: 'what', help: t.whatHelp }

  const choose = (next: number) => {
    // What was ticked stays where the other level has it too.
    setTags(tags.filter((text) => offered.data?.items.some((tag) => tag.text === text && tag.levels.includes(next))))
    setLevel(next)
  }
  const send = () => {
    if (level === undefined) return setAttempt(attempt + 1)
    rate.mutate(
      {
        level,
        tags,
        channel,
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
          {fitting.length > 0 ? (
            <fieldset>
              <legend>{bad ? t.bad : t.good}</legend>
              <p className="soft">{t.several}</p>
              <div className="choices--two">
                {fitting.map(({ text: tag, textEn }) => (
                  <Choice
                    key={tag}
                    type="checkbox"
                    checked={tags.includes(tag)}
                    onChange={({ target }) =>
                      setTags(target.checked ? [...tags, tag] : tags.filter((each) => each !== tag))
                    }
                  >
                    {pick(tag, textEn)}
                  </Choice>
                ))}
              </div>
            </fieldset>
          ) : null}
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
