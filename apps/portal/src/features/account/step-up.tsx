import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useEffect, useRef, useState } from 'react'
import { hasPasskeys, showPasskey } from './passkey.ts'
import { PersonCheck } from './person-check.tsx'
import { factorsQuery } from './queries.ts'
import { Refused } from './refused.tsx'
import { words as accountWords } from './words.ts'
import './step-up.css'

const words = defineWords(
  {
    title: '再认证一次，接着办',
    why: (needed: string, have: string) => `这一步要求“${needed}”，您现在是“${have}”。填过的内容都在，认证后接着办。`,
    passkey: '用通行密钥认证',
    send: (to: string) => `发验证码到 ${to}`,
    sent: '验证码已发出，5 分钟内有效。',
    sms: '短信验证码',
    otp: '动态口令',
    confirm: '确认',
    none: '您还没有能用的第二种认证方式。在“账号与安全”里加一把通行密钥，或者设置动态口令，再回到这里；这一页不用关。',
    setUp: '去账号与安全设置（新窗口）',
    counter: '您的账号还没有实名，网上升不上去。请带身份证到窗口核验。',
  },
  {
    title: 'Confirm who you are, then go on',
    why: (needed: string, have: string) =>
      `This step needs “${needed}”; you are at “${have}”. What you entered is kept, and you go on from here.`,
    passkey: 'Use a passkey',
    send: (to: string) => `Send a code to ${to}`,
    sent: 'The code is on its way; it lasts five minutes.',
    sms: 'Code sent to your phone',
    otp: 'One-time code',
    confirm: 'Confirm',
    none: 'You have no second way to show who you are yet. Add a passkey or one-time codes under “Account and security”, then come back; leave this page open.',
    setUp: 'Set one up (new window)',
    counter: 'Your name has not been verified yet. Please bring your ID card to a counter.',
  },
)

/** What a refusal for too low a level says (`identity.level-needed`); undefined for any other trouble. */
export function levelNeeded(error: unknown): { needed: string; have: string; ways: string[] } | undefined {
  if (!(error instanceof ApiProblem) || error.code !== 'identity.level-needed') return undefined
  const { needed, have, ways } = error.details as { needed: string; have: string; ways: string[] }
  return { needed, have, ways }
}

/** One factor more, in place: the page around it keeps all that was entered, and `onDone` goes on. */
export function StepUp({ error, onDone }: { error: unknown; onDone: () => void }) {
  const found = levelNeeded(error)
  return found ? <Asked {...found} onDone={onDone} /> : null
}

function Asked({ needed, have, ways, onDone }: { needed: string; have: string; ways: string[]; onDone: () => void }) {
  const t = useWords(words)
  const { levels } = useWords(accountWords)
  const factors = useQuery(factorsQuery)
  const send = useMutation({ mutationFn: () => request('/me/codes', { method: 'POST' }) })
  const show = useShow(onDone)
  const ref = useRef<HTMLElement>(null)
  useEffect(() => ref.current?.focus(), [])
  const passkey = ways.includes('hwk') && hasPasskeys()
  const none = !(passkey || ['sms', 'otp', 'face', 'doc'].some((way) => ways.includes(way)))
  return (
    <section ref={ref} className="step-up stack" aria-labelledby="step-up" tabIndex={-1}>
      <h2 id="step-up">{t.title}</h2>
      <p>{t.why(levels[needed] ?? needed, levels[have] ?? have)}</p>
      <Refused error={show.error ?? send.error} />
      {none ? (
        <>
          <p>{have === 'L1' ? t.counter : t.none}</p>
          <Link to="/me/account" target="_blank">
            {t.setUp}
          </Link>
        </>
      ) : null}
      {passkey ? (
        <Acts>
          <Button busy={show.isPending} onClick={() => show.mutate({ method: 'hwk' })}>
            {t.passkey}
          </Button>
        </Acts>
      ) : null}
      {ways.includes('sms') ? (
        <>
          <Acts>
            <Button look="quiet" busy={send.isPending} onClick={() => send.mutate()}>
              {t.send(factors.data?.mobile ?? '')}
            </Button>
          </Acts>
          {send.isSuccess ? (
            <>
              <p role="status">{t.sent}</p>
              <Code method="sms" label={t.sms} show={show} />
            </>
          ) : null}
        </>
      ) : null}
      {ways.includes('otp') ? <Code method="otp" label={t.otp} show={show} /> : null}
      {ways.includes('face') || ways.includes('doc') ? <PersonCheck onDone={onDone} /> : null}
    </section>
  )
}

type Shown = { method: 'hwk' } | { method: 'sms' | 'otp'; code: string }

function useShow(onDone: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (shown: Shown) => {
      if (shown.method !== 'hwk') return request('/me/step-ups', { method: 'POST', body: shown })
      const options = await request<Record<string, unknown>>('/passkey-sign-ins/options', { method: 'POST' })
      return request('/passkey-sign-ins', { method: 'POST', body: { response: await showPasskey(options) } })
    },
    // Only who is here is asked again: resetting more would empty the form that waits.
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['me'] })
      onDone()
    },
  })
}

function Code(props: { method: 'sms' | 'otp'; label: string; show: ReturnType<typeof useShow> }) {
  const { method, label, show } = props
  const t = useWords(words)
  const [code, setCode] = useState('')
  const confirm = () => {
    if (/^\d{6}$/.test(code.trim())) show.mutate({ method, code: code.trim() })
  }
  const id = `step-up-${method}`
  return (
    <div className="step-up__code">
      <FieldFrame id={id} frame="label" label={label}>
        <input
          id={id}
          className="input"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          value={code}
          onChange={({ target }) => setCode(target.value)}
          onKeyDown={(event) => {
            // It may stand inside a form that must not be sent by this.
            if (event.key !== 'Enter') return
            event.preventDefault()
            confirm()
          }}
        />
      </FieldFrame>
      <Button look="quiet" busy={show.isPending} onClick={confirm}>
        {t.confirm}
      </Button>
    </div>
  )
}
