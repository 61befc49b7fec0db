import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { ErrorSummary } from '@zhengtong/ui/components/error-summary.tsx'
import { FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { useRateService, useServiceLookup } from '../features/ratings/queries.ts'
import { RateForm } from '../features/ratings/rate-form.tsx'
import { RatingCourse } from '../features/ratings/rating-course.tsx'
import { ratingWords } from '../features/ratings/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'

/** Rates one service at a counter or by telephone, by the code on its slip. */
export function RateServicePage() {
  const t = useWords(ratingWords)
  const [code, setCode] = useState('')
  const lookup = useServiceLookup()
  const rate = useRateService()
  const rating = rate.data ?? lookup.data?.rating
  return (
    <>
      <Crumbs here={t.slip} />
      <div className="reading">
        {rating ? (
          <div className="stack" role="status">
            <PageTitle>{t.thanks}</PageTitle>
            <p>{t.yours(t.levels[rating.level - 1] ?? '')}</p>
            {rating.reply ? <p>{rating.reply}</p> : null}
            <RatingCourse rating={rating} />
          </div>
        ) : lookup.data ? (
          <RateForm
            rate={{
              ...rate,
              mutate: (said, on) => {
                const { stage: _, channel: __, ...rest } = said
                rate.mutate({ ...rest, code }, on)
              },
            }}
            skip={null}
            heading={<Heading service={lookup.data.service} />}
          />
        ) : (
          <CodeForm code={code} onChange={setCode} lookup={lookup} />
        )}
      </div>
    </>
  )
}

function Heading({ service }: { service: { service: string; department: string; at: string } }) {
  const t = useWords(ratingWords)
  const format = useFormat()
  return (
    <>
      <PageTitle>{t.ask(service.service)}</PageTitle>
      <p className="soft">{t.served(service.department, format.day(service.at))}</p>
    </>
  )
}

function CodeForm(props: {
  code: string
  onChange: (code: string) => void
  lookup: ReturnType<typeof useServiceLookup>
}) {
  const { code, onChange, lookup } = props
  const t = useWords(ratingWords)
  const [attempt, setAttempt] = useState(0)
  const [empty, setEmpty] = useState(false)
  const error = empty ? t.needCode : lookup.error instanceof ApiProblem ? lookup.error.title : undefined
  const find = () => {
    const clean = code.replace(/[\s-]/g, '')
    setEmpty(clean.length !== 12)
    if (clean.length === 12) lookup.mutate(clean, { onError: () => setAttempt((count) => count + 1) })
    else setAttempt(attempt + 1)
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!lookup.isPending) find()
      }}
    >
      <ErrorSummary
        attempt={attempt}
        lines={error ? [{ key: 'code', detail: error, onGo: () => document.getElementById('code')?.focus() }] : []}
      >
        {null}
      </ErrorSummary>
      <PageTitle>{t.slip}</PageTitle>
      <p>{t.slipIntro}</p>
      <FieldFrame id="code" frame="label" label={t.code} {...(error ? { error } : {})}>
        <input
          className="input"
          id="code"
          autoComplete="off"
          spellCheck={false}
          maxLength={20}
          value={code}
          aria-invalid={error ? true : undefined}
          onChange={({ target }) => onChange(target.value)}
        />
      </FieldFrame>
      <div className="section">
        <Acts>
          <Button type="submit" big busy={lookup.isPending}>
            {t.find}
          </Button>
        </Acts>
      </div>
    </form>
  )
}
