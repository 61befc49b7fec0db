import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { Mandate } from '@zhengtong/platform/support/identity/contract.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { Choice } from '@zhengtong/ui/components/field.tsx'
import { Said, Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords, usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { applicationsQuery, useStart } from '../features/applications/queries.ts'
import { guideQuery } from '../features/items/queries.ts'
import { useMe } from '../features/sessions/queries.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { PageTrouble } from '../shell/page-trouble.tsx'
import { SignedIn } from '../shell/signed-in.tsx'

const words = defineWords(
  {
    services: '办事',
    here: '开始办理',
    who: '替谁办？',
    self: (name: string) => `我自己（${name}）`,
    lead: (name: string) => `${name}（我是法定代表人）`,
    agent: (name: string) => `${name}（我是经办人）`,
    begin: '开始填写',
    goOn: '接着上次的办',
    goOnText: (applicant: string, when: string) => `${applicant}，${when}保存`,
    goOnAct: '接着填',
    orNew: '或者新开一份',
    back: '回办事指南',
    known: '我们先从您授权的库里取已有的信息，您不用再填。',
    nobody: '这件事不面向您能代表的申请人。请看办事指南里谁可以办。',
  },
  {
    services: 'Services',
    here: 'Apply',
    who: 'Who is this for?',
    self: (name: string) => `Myself (${name})`,
    lead: (name: string) => `${name} (I am its legal representative)`,
    agent: (name: string) => `${name} (I am its agent)`,
    begin: 'Begin',
    goOn: 'Go on where you left off',
    goOnText: (applicant: string, when: string) => `${applicant}, saved ${when}`,
    goOnAct: 'Go on',
    orNew: 'Or begin a new one',
    back: 'Back to the guide',
    known: 'We first fetch what registers already know, so that you need not enter it again.',
    nobody: 'This is not for anybody you may act for. The guide says who may apply.',
  },
)
const route = getRouteApi('/start/$id')

export function StartPage() {
  return (
    <SignedIn>
      <Start />
    </SignedIn>
  )
}

function Start() {
  const { id } = route.useParams()
  const guide = useQuery(guideQuery(id))
  const mine = useQuery(applicationsQuery)
  const me = useMe()
  if (guide.isPending || mine.isPending) return <Skeleton />
  if (guide.isError) return <PageTrouble error={guide.error} onRetry={() => void guide.refetch()} />
  if (mine.isError) return <PageTrouble error={mine.error} onRetry={() => void mine.refetch()} />
  const { audiences } = guide.data.item
  const fits = ({ kind }: Mandate) =>
    audiences.length === 0 ||
    (kind === 'natural' ? audiences.includes('natural-person') : audiences.some((each) => each !== 'natural-person'))
  return (
    <Ready
      id={id}
      name={[guide.data.item.name, guide.data.item.nameEn]}
      parties={(me.data?.mayActFor ?? []).filter(fits)}
      drafts={mine.data.filter((draft) => draft.itemId === id)}
    />
  )
}

type Draft = { id: string; applicant: string; updatedAt: string }

function Ready(props: { id: string; name: [string, string | undefined]; parties: Mandate[]; drafts: Draft[] }) {
  const { id, parties, drafts } = props
  const t = useWords(words)
  const pick = usePick()
  const name = pick(...props.name)
  return (
    <>
      <Crumbs way={[{ to: '/items', name: t.services }]} here={t.here} />
      <div className="stack">
        <PageTitle>{name}</PageTitle>
        {drafts.length > 0 ? <Unfinished drafts={drafts} /> : null}
        {parties.length === 0 ? (
          <Said tone="wait">{t.nobody}</Said>
        ) : (
          <Begin id={id} parties={parties} again={drafts.length > 0} />
        )}
        <p>
          <Link to="/items/$id" params={{ id }}>
            {t.back}
          </Link>
        </p>
      </div>
    </>
  )
}

function Unfinished({ drafts }: { drafts: Draft[] }) {
  const t = useWords(words)
  const format = useFormat()
  return (
    <section className="stack-8" aria-labelledby="unfinished">
      <h2 id="unfinished">{t.goOn}</h2>
      <ul className="rows">
        {drafts.map((draft) => (
          <li key={draft.id}>
            <p>{t.goOnText(draft.applicant, format.instant(draft.updatedAt))}</p>
            <Link to="/apply/$id" params={{ id: draft.id }}>
              {t.goOnAct}
              <span className="unseen"> {draft.applicant}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Begin({ id, parties, again }: { id: string; parties: Mandate[]; again: boolean }) {
  const t = useWords(words)
  const navigate = useNavigate()
  const start = useStart()
  const [chosen, setChosen] = useState(parties[0]?.partyId)
  const say = (party: Mandate) =>
    party.role === 'self' ? t.self(party.name) : party.role === 'agent' ? t.agent(party.name) : t.lead(party.name)
  const begin = () => {
    const party = parties.find(({ partyId }) => partyId === chosen)
    start.mutate(
      { itemId: id, ...(party && party.role !== 'self' ? { onBehalfOf: party.partyId } : {}) },
      { onSuccess: (made) => void navigate({ to: '/apply/$id', params: { id: made.id }, replace: true }) },
    )
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (!start.isPending) begin()
      }}
    >
      {again ? <h2>{t.orNew}</h2> : null}
      <fieldset>
        <legend>{t.who}</legend>
        {parties.map((party) => (
          <Choice
            key={party.partyId}
            type="radio"
            name="party"
            checked={party.partyId === chosen}
            onChange={() => setChosen(party.partyId)}
          >
            {say(party)}
          </Choice>
        ))}
      </fieldset>
      <p className="soft">{t.known}</p>
      {start.isError ? <TroubleSaid error={start.error} /> : null}
      <Acts>
        <Button type="submit" big busy={start.isPending}>
          {t.begin}
        </Button>
      </Acts>
    </form>
  )
}
