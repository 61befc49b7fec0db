import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { ErrorSummary } from '@zhengtong/ui/components/error-summary.tsx'
import { Choice, FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { Refused } from '../features/account/refused.tsx'
import { levelNeeded, StepUp } from '../features/account/step-up.tsx'
import { MandateTerms, type Terms } from '../features/mandates/mandate-terms.tsx'
import { useMakeMandate, type Wish } from '../features/mandates/queries.ts'
import { mandateWords } from '../features/mandates/words.ts'
import { useMe } from '../features/sessions/queries.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { SignedIn } from '../shell/signed-in.tsx'

const words = defineWords(
  {
    help: {
      give: '写清谁来办、办什么、办到什么时候。签字后立刻生效，对方会收到消息。',
      ask: '对方会收到消息，由他本人看清以后决定。他同意以前，您不能替他办事。',
      child: '按家庭关系库核对，核对上就生效，到孩子满 18 周岁为止。',
    },
    whose: '替谁授权？',
    self: (name: string) => `我自己（${name}）`,
    name: { give: '他的姓名', ask: '家人的姓名', child: '孩子的姓名' },
    idNumber: '身份证号码',
    act: { give: '签字授权', ask: '发出请求', child: '核对并生效' },
    need: {
      name: '请填姓名',
      idNumber: '请填 18 位身份证号码',
      matters: '请至少选一件事项',
      acts: '请至少选一样',
      until: '请选截止日期',
      reason: '请写原因',
    },
  },
  {
    help: {
      give: 'Say who acts, in what, and until when. It works as soon as you sign; the other person is told.',
      ask: 'They are told, see the terms and decide. Until they agree you may not act for them.',
      child: 'Checked against the family register; it lasts until the child is eighteen.',
    },
    whose: 'In whose name?',
    self: (name: string) => `My own (${name})`,
    name: { give: 'Their name', ask: 'Name of the family member', child: 'Name of the child' },
    idNumber: 'ID number',
    act: { give: 'Sign', ask: 'Send the request', child: 'Check' },
    need: {
      name: 'Enter the name',
      idNumber: 'Enter the 18 characters of the ID number',
      matters: 'Choose at least one matter',
      acts: 'Choose at least one',
      until: 'Choose the last day',
      reason: 'Say why',
    },
  },
)
const route = getRouteApi('/me/mandates/new')

export function NewMandatePage() {
  const { how = 'give' } = route.useSearch()
  const t = useWords(mandateWords)
  const own = useWords(words)
  return (
    <SignedIn>
      <Crumbs way={[{ to: '/me/mandates', name: t.title }]} here={t[how]} />
      <div className="reading stack">
        <PageTitle>{t[how]}</PageTitle>
        <p>{own.help[how]}</p>
        <Form key={how} how={how} />
      </div>
    </SignedIn>
  )
}

type Field = 'name' | 'idNumber' | 'matters' | 'acts' | 'until' | 'reason'
const places: Record<Field, string> = {
  name: 'name',
  idNumber: 'idNumber',
  matters: 'matters',
  acts: 'what',
  until: 'until',
  reason: 'reason',
}

function Form({ how }: { how: Wish['how'] }) {
  const t = useWords(words)
  const { data: me } = useMe()
  const navigate = useNavigate()
  const make = useMakeMandate()
  const [partyId, setPartyId] = useState<string>()
  const [person, setPerson] = useState({ name: '', idNumber: '' })
  const [terms, setTerms] = useState<Terms>({ only: false, items: [], acts: ['apply'], until: '', reason: '' })
  const [left, setLeft] = useState<Field[]>([])
  const [attempt, setAttempt] = useState(0)
  const firms = (me?.mayActFor ?? []).filter(({ role }) => role === 'legal-representative')
  const missing = (): Field[] => [
    ...(person.name.trim() ? [] : (['name'] as const)),
    ...(/^\d{17}[\dXx]$/.test(person.idNumber.trim()) ? [] : (['idNumber'] as const)),
    ...(how === 'child' ? [] : missingTerms(terms)),
  ]
  const send = () => {
    const found = missing()
    setLeft(found)
    if (found.length > 0) return setAttempt((count) => count + 1)
    make.mutate(wishOf(how, { person, terms, ...(partyId ? { partyId } : {}) }), {
      onSuccess: ({ id }) => void navigate({ to: '/me/mandates/$id', params: { id }, replace: true }),
    })
  }
  const errorOf = (field: Field) => (left.includes(field) ? t.need[field] : undefined)
  return (
    <form
      noValidate
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (!make.isPending) send()
      }}
    >
      <ErrorSummary
        attempt={attempt}
        lines={left.map((field) => ({
          key: places[field],
          detail: t.need[field],
          onGo: () => document.getElementById(places[field])?.focus(),
        }))}
      >
        {null}
      </ErrorSummary>
      {how === 'give' && firms.length > 0 ? (
        <FieldFrame id="whose" frame="legend" label={t.whose}>
          <Choice type="radio" name="whose" checked={!partyId} onChange={() => setPartyId(undefined)}>
            {t.self(me?.actor.name ?? '')}
          </Choice>
          {firms.map((firm) => (
            <Choice
              key={firm.partyId}
              type="radio"
              name="whose"
              checked={partyId === firm.partyId}
              onChange={() => setPartyId(firm.partyId)}
            >
              {firm.name}
            </Choice>
          ))}
        </FieldFrame>
      ) : null}
      <FieldFrame id="name" frame="label" label={t.name[how]} error={errorOf('name')}>
        <input
          id="name"
          className="input"
          autoComplete="off"
          maxLength={50}
          value={person.name}
          onChange={({ target }) => setPerson({ ...person, name: target.value })}
        />
      </FieldFrame>
      <FieldFrame id="idNumber" frame="label" label={t.idNumber} error={errorOf('idNumber')}>
        <input
          id="idNumber"
          className="input"
          autoComplete="off"
          maxLength={18}
          value={person.idNumber}
          onChange={({ target }) => setPerson({ ...person, idNumber: target.value })}
        />
      </FieldFrame>
      {how === 'child' ? null : <MandateTerms terms={terms} onChange={setTerms} />}
      {levelNeeded(make.error) ? <StepUp error={make.error} onDone={send} /> : <Refused error={make.error} />}
      <Acts>
        <Button type="submit" big busy={make.isPending}>
          {t.act[how]}
        </Button>
      </Acts>
    </form>
  )
}

function missingTerms({ only, items, acts, until, reason }: Terms): Field[] {
  return [
    ...(only && items.length === 0 ? (['matters'] as const) : []),
    ...(acts.length === 0 ? (['acts'] as const) : []),
    ...(until ? [] : (['until'] as const)),
    ...(reason.trim().length >= 2 ? [] : (['reason'] as const)),
  ]
}

function wishOf(
  how: Wish['how'],
  given: { person: { name: string; idNumber: string }; terms: Terms; partyId?: string },
): Wish {
  const person = { name: given.person.name.trim(), idNumber: given.person.idNumber.trim().toUpperCase() }
  if (how === 'child') return { how, child: person }
  const { only, items, acts, until, reason } = given.terms
  const terms = {
    ...(only ? { items: items.map(({ id }) => id) } : {}),
    acts,
    // The last day is included, in the city's time.
    validTo: new Date(Date.parse(`${until}T00:00:00+08:00`) + 86_400_000).toISOString(),
    reason: reason.trim(),
  }
  if (how === 'ask') return { how, principal: person, ...terms }
  return { how, agent: person, ...(given.partyId ? { partyId: given.partyId } : {}), ...terms }
}
