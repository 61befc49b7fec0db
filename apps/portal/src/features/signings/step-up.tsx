import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { describedBy, FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { Said, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { signingWords } from './words.ts'

type Way = 'otp' | 'sms'

/** One factor more, asked for where it is needed; what was filled in before stays. */
export function StepUp({ problem, onDone }: { problem: ApiProblem; onDone: () => void }) {
  const t = useWords(signingWords)
  const ways = (problem.details.ways ?? []) as string[]
  const way = (['otp', 'sms'] as const).find((each) => ways.includes(each))
  const [code, setCode] = useState('')
  const [error, setError] = useState<string>()
  const send = useMutation({ mutationFn: () => request('/me/codes', { method: 'POST' }) })
  const show = useMutation({
    mutationFn: (method: Way) => request('/me/step-ups', { method: 'POST', body: { method, code } }),
    onSuccess: onDone,
  })
  if (!way)
    return (
      <Said tone="wait" role="alert">
        <h2>{t.stepUp}</h2>
        <p>{t.noWays}</p>
        <Link to="/me/account">{t.toAccount}</Link>
      </Said>
    )
  const frame = { id: 'step-up-code', ...(error ? { error } : {}) }
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault()
        if (!/^\d{6}$/.test(code)) return setError(t.needCode)
        setError(undefined)
        show.mutate(way)
      }}
    >
      <h2>{t.stepUp}</h2>
      <p>{t.stepUpText}</p>
      {show.isError ? <TroubleSaid error={show.error} /> : null}
      {way === 'sms' ? (
        <Acts>
          <Button type="button" look="quiet" busy={send.isPending} onClick={() => send.mutate()}>
            {t.sendCode}
          </Button>
          <span role="status">{send.isSuccess ? t.sent : ''}</span>
        </Acts>
      ) : null}
      {send.isError ? <TroubleSaid error={send.error} /> : null}
      <FieldFrame {...frame} frame="label" label={t[way]}>
        <input
          className="input"
          id={frame.id}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          value={code}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(frame)}
          onChange={({ target }) => setCode(target.value.trim())}
        />
      </FieldFrame>
      <Acts>
        <Button type="submit" busy={show.isPending}>
          {t.confirm}
        </Button>
      </Acts>
    </form>
  )
}
