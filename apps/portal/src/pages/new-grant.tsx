import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { ErrorSummary } from '@zhengtong/ui/components/error-summary.tsx'
import { Choice, FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { credentialQuery } from '../features/credentials/queries.ts'
import { departmentsQuery, giveGrant, grantsQuery } from '../features/grants/queries.ts'
import { grantWords } from '../features/grants/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { SignedIn } from '../shell/signed-in.tsx'

const route = getRouteApi('/me/grants/new/$credentialId')

type Entered = { fields: string[]; departmentId: string; purpose: string; day: string; times: string }
type Wrong = Partial<Record<keyof Entered, string>>

/** Lets an office use a credential of mine: which items, which office, for what, until when, how often. */
export function NewGrantPage() {
  const t = useWords(grantWords)
  return (
    <SignedIn>
      <Crumbs way={[{ to: '/me/grants', name: t.title }]} here={t.newTitle} />
      <div className="reading stack">
        <GrantForm />
      </div>
    </SignedIn>
  )
}

function GrantForm() {
  const t = useWords(grantWords)
  const pick = usePick()
  const { credentialId } = route.useParams()
  const navigate = useNavigate()
  const client = useQueryClient()
  const found = useQuery(credentialQuery(credentialId))
  const departments = useQuery(departmentsQuery)
  const [entered, setEntered] = useState<Entered>({ fields: [], departmentId: '', purpose: '', day: '', times: '1' })
  const [attempt, setAttempt] = useState(0)
  const grant = useMutation({
    mutationFn: giveGrant,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: grantsQuery.queryKey })
      await navigate({ to: '/me/grants' })
    },
  })
  if (found.isError) return <TroubleSaid error={found.error} onRetry={() => void found.refetch()} />
  if (!found.data) return <Skeleton blocks={3} />
  const { credential, faceItems, grantable } = found.data
  const record = credential.record
  const choices = [
    { key: 'number', title: t.number },
    { key: 'holder', title: t.holder },
    ...(record.validTo ? [{ key: 'validTo', title: t.validTo }] : []),
    ...faceItems
      .filter(({ key }) => grantable.includes(key))
      .map(({ key, title, titleEn }) => ({ key, title: pick(title, titleEn) })),
  ]
  const wrong = attempt > 0 ? wrongIn(entered, t) : {}
  const change = (part: Partial<Entered>) => setEntered({ ...entered, ...part })
  const toggle = (key: string) =>
    change({
      fields: entered.fields.includes(key) ? entered.fields.filter((each) => each !== key) : [...entered.fields, key],
    })
  const send = () => {
    setAttempt(attempt + 1)
    if (Object.keys(wrongIn(entered, t)).length > 0) return
    const { fields, departmentId, purpose, day, times } = entered
    // The whole day counts, as the city reckons it.
    const validTo = new Date(`${day}T23:59:59+08:00`).toISOString()
    grant.mutate({ credentialId, fields, departmentId, purpose: purpose.trim(), validTo, maxUses: Number(times) })
  }
  const frame = (id: keyof Entered) => ({ id, ...(wrong[id] ? { error: wrong[id] } : {}) })
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!grant.isPending) send()
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
      <p>
        {pick(record.type.name, record.type.nameEn)} {record.number}
      </p>
      <p className="soft">{t.newIntro}</p>
      {grant.isError ? <TroubleSaid error={grant.error} /> : null}
      <FieldFrame {...frame('fields')} frame="legend" label={t.fields}>
        {choices.map(({ key, title }, i) => (
          <Choice
            key={key}
            type="checkbox"
            {...(i === 0 ? { id: 'fields' } : {})}
            checked={entered.fields.includes(key)}
            onChange={() => toggle(key)}
          >
            {title}
          </Choice>
        ))}
      </FieldFrame>
      <FieldFrame {...frame('departmentId')} frame="label" label={t.department}>
        <select
          className="input"
          id="departmentId"
          value={entered.departmentId}
          aria-invalid={wrong.departmentId ? true : undefined}
          onChange={({ target }) => change({ departmentId: target.value })}
        >
          <option value="">{t.choose}</option>
          {(departments.data ?? []).map(({ id, name, nameEn }) => (
            <option key={id} value={id}>
              {pick(name, nameEn)}
            </option>
          ))}
        </select>
      </FieldFrame>
      <FieldFrame {...frame('purpose')} frame="label" label={t.purpose} help={t.purposeHelp}>
        <input
          className="input"
          id="purpose"
          maxLength={200}
          value={entered.purpose}
          aria-invalid={wrong.purpose ? true : undefined}
          onChange={({ target }) => change({ purpose: target.value })}
        />
      </FieldFrame>
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
      <FieldFrame {...frame('times')} frame="label" label={t.times}>
        <input
          className="input"
          id="times"
          inputMode="numeric"
          value={entered.times}
          aria-invalid={wrong.times ? true : undefined}
          onChange={({ target }) => change({ times: target.value })}
        />
      </FieldFrame>
      <div className="section">
        <Acts>
          <Button type="submit" big busy={grant.isPending}>
            {t.grant}
          </Button>
        </Acts>
      </div>
    </form>
  )
}

const yearMillis = 365 * 86_400_000

function wrongIn({ fields, departmentId, purpose, day, times }: Entered, t: (typeof grantWords)['zh']): Wrong {
  const left = Date.parse(`${day}T23:59:59+08:00`) - Date.now()
  const count = Number(times)
  return {
    ...(fields.length === 0 ? { fields: t.needFields } : {}),
    ...(departmentId === '' ? { departmentId: t.needDepartment } : {}),
    ...(purpose.trim().length < 4 ? { purpose: t.needPurpose } : {}),
    ...(left > 0 && left <= yearMillis ? {} : { day: t.needDay }),
    ...(Number.isInteger(count) && count >= 1 && count <= 1000 ? {} : { times: t.needTimes }),
  }
}
