import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { CredentialWithMay } from '@zhengtong/platform/support/credentials/contract.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { ErrorSummary } from '@zhengtong/ui/components/error-summary.tsx'
import { Choice, FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { Said, Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { cardsQuery, makeCard } from '../features/codes/queries.ts'
import { codeWords } from '../features/codes/words.ts'
import { credentialQuery, credentialsQuery } from '../features/credentials/queries.ts'
import { grantWords } from '../features/grants/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { SignedIn } from '../shell/signed-in.tsx'

/** Credentials to choose from: the newest, so many that a form can still be read. */
const MOST = 10
const yearMillis = 365 * 86_400_000

/** D38 数字名片: which licences and fields to show, and until when. */
export function NewCardPage() {
  const t = useWords(codeWords)
  return (
    <SignedIn>
      <Crumbs way={[{ to: '/me/code', name: t.title }]} here={t.newTitle} />
      <div className="reading stack">
        <Choices />
      </div>
    </SignedIn>
  )
}

function Choices() {
  const t = useWords(codeWords)
  const lines = useQuery(credentialsQuery)
  const valid = (lines.data ?? []).filter(({ status, type }) => status === 'valid' && type.kind !== 'letter')
  const found = useQueries({ queries: valid.slice(0, MOST).map(({ id }) => credentialQuery(id)) })
  if (lines.isError) return <TroubleSaid error={lines.error} onRetry={() => void lines.refetch()} />
  const failed = found.find(({ isError }) => isError)
  if (failed?.error) return <TroubleSaid error={failed.error} onRetry={() => void failed.refetch()} />
  if (lines.isPending || found.some(({ isPending }) => isPending)) return <Skeleton blocks={3} />
  const held = found.flatMap(({ data }) => (data ? [data] : []))
  if (held.length > 0) return <CardForm held={held} />
  return (
    <>
      <PageTitle>{t.newTitle}</PageTitle>
      <Said tone="wait">{t.noCredentials}</Said>
    </>
  )
}

type Entered = { title: string; day: string; fields: Record<string, string[]> }
type Wrong = Partial<Record<'title' | 'fields' | 'day', string>>

function CardForm({ held }: { held: CredentialWithMay[] }) {
  const t = useWords(codeWords)
  const client = useQueryClient()
  const navigate = useNavigate()
  const [entered, setEntered] = useState<Entered>({ title: '', day: '', fields: {} })
  const [attempt, setAttempt] = useState(0)
  const make = useMutation({
    mutationFn: makeCard,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: cardsQuery.queryKey })
      await navigate({ to: '/me/code' })
    },
  })
  const wrongNow = wrongIn(entered, t)
  const wrong = attempt > 0 ? wrongNow : {}
  const change = (part: Partial<Entered>) => setEntered({ ...entered, ...part })
  const send = () => {
    setAttempt(attempt + 1)
    if (Object.keys(wrongNow).length > 0) return
    const chosen = Object.entries(entered.fields).flatMap(([credentialId, fields]) =>
      fields.length > 0 ? [{ credentialId, fields }] : [],
    )
    // The whole day counts, as the city reckons it.
    const validTo = new Date(`${entered.day}T23:59:59+08:00`).toISOString()
    make.mutate({ title: entered.title.trim(), chosen, validTo })
  }
  const frame = (id: keyof Wrong) => ({ id, ...(wrong[id] ? { error: wrong[id] } : {}) })
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!make.isPending) send()
      }}
    >
      <ErrorSummary
        attempt={attempt}
        lines={Object.entries(wrong).map(([key, detail]) => ({
          key,
          detail,
          onGo: () => document.getElementById(key)?.focus(),
        }))}
      >
        {null}
      </ErrorSummary>
      <PageTitle>{t.newTitle}</PageTitle>
      <p>{t.newIntro}</p>
      {make.isError ? <TroubleSaid error={make.error} /> : null}
      <FieldFrame {...frame('title')} frame="label" label={t.name} help={t.nameHelp}>
        <input
          className="input"
          id="title"
          maxLength={60}
          value={entered.title}
          aria-invalid={wrong.title ? true : undefined}
          onChange={({ target }) => change({ title: target.value })}
        />
      </FieldFrame>
      {held.map((one, i) => (
        <CredentialChoice
          key={one.credential.id}
          one={one}
          frame={i === 0 ? frame('fields') : { id: `fields-${i}` }}
          chosen={entered.fields[one.credential.id] ?? []}
          onChoose={(fields) => change({ fields: { ...entered.fields, [one.credential.id]: fields } })}
        />
      ))}
      <FieldFrame {...frame('day')} frame="label" label={t.day} help={t.dayHelp}>
        <input
          className="input"
          id="day"
          type="date"
          value={entered.day}
          aria-invalid={wrong.day ? true : undefined}
          onChange={({ target }) => change({ day: target.value })}
        />
      </FieldFrame>
      <div className="section">
        <Acts>
          <Button type="submit" big busy={make.isPending}>
            {t.make}
          </Button>
        </Acts>
      </div>
    </form>
  )
}

function CredentialChoice(props: {
  one: CredentialWithMay
  frame: { id: string; error?: string }
  chosen: string[]
  onChoose: (fields: string[]) => void
}) {
  const { one, chosen, onChoose, frame } = props
  const basic = useWords(grantWords)
  const pick = usePick()
  const { record } = one.credential
  const choices = [
    { key: 'number', title: basic.number },
    { key: 'holder', title: basic.holder },
    ...(record.validTo ? [{ key: 'validTo', title: basic.validTo }] : []),
    ...one.faceItems
      .filter(({ key }) => one.grantable.includes(key))
      .map(({ key, title, titleEn }) => ({ key, title: pick(title, titleEn) })),
  ]
  const toggle = (key: string) =>
    onChoose(chosen.includes(key) ? chosen.filter((each) => each !== key) : [...chosen, key])
  return (
    <FieldFrame {...frame} frame="legend" label={`${pick(record.type.name, record.type.nameEn)} ${record.number}`}>
      {choices.map(({ key, title }, i) => (
        <Choice
          key={key}
          type="checkbox"
          {...(i === 0 ? { id: frame.id } : {})}
          checked={chosen.includes(key)}
          onChange={() => toggle(key)}
        >
          {title}
        </Choice>
      ))}
    </FieldFrame>
  )
}

function wrongIn({ title, day, fields }: Entered, t: (typeof codeWords)['zh']): Wrong {
  const left = Date.parse(`${day}T23:59:59+08:00`) - Date.now()
  return {
    ...(title.trim() === '' ? { title: t.needName } : {}),
    ...(Object.values(fields).every((each) => each.length === 0) ? { fields: t.needFields } : {}),
    ...(left > 0 && left <= yearMillis ? {} : { day: t.needDay }),
  }
}
