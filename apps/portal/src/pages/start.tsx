import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { Item, Situations } from '@zhengtong/platform/nets/service/items/contract.ts'
import type { Mandate } from '@zhengtong/platform/support/identity/contract.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { Choice } from '@zhengtong/ui/components/field.tsx'
import { Said, Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords, usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { applicationsQuery, useStart } from '../features/applications/queries.ts'
import { guideQuery } from '../features/items/queries.ts'
import { SituationQuestions } from '../features/items/situations.tsx'
import { readSituations } from '../features/items/situations-text.ts'
import { useGuidance } from '../features/items/use-guidance.ts'
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
    parent: (name: string) => `${name}（我的孩子）`,
    family: (name: string) => `${name}（我代家人办）`,
    begin: '开始填写',
    goOn: '接着上次的办',
    goOnText: (applicant: string, when: string) => `${applicant}，${when}保存`,
    goOnAct: '接着填',
    orNew: '或者新开一份',
    back: '回办事指南',
    situations: '先说说您的情形',
    answerFirst: '请先回答上面的问题，再开始填写。',
    consent: (sources: string) =>
      `点“开始填写”，就是同意为办这件事从${sources}取用您的信息。每次取用都记在“谁看过我的数据”里。`,
    comma: '、',
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
    parent: (name: string) => `${name} (my child)`,
    family: (name: string) => `${name} (I act for them)`,
    begin: 'Begin',
    goOn: 'Go on where you left off',
    goOnText: (applicant: string, when: string) => `${applicant}, saved ${when}`,
    goOnAct: 'Go on',
    orNew: 'Or begin a new one',
    back: 'Back to the guide',
    situations: 'First, how is it with you?',
    answerFirst: 'Please answer the questions above before you begin.',
    consent: (sources: string) =>
      `By choosing “Begin” you agree that your information is taken from ${sources} for this matter. Every look is recorded under “Who has seen my data”.`,
    comma: ', ',
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
  const { answers } = route.useSearch()
  const guide = useQuery(guideQuery(id))
  const mine = useQuery(applicationsQuery)
  const me = useMe()
  if (guide.isPending || mine.isPending) return <Skeleton />
  if (guide.isError) return <PageTrouble error={guide.error} onRetry={() => void guide.refetch()} />
  if (mine.isError) return <PageTrouble error={mine.error} onRetry={() => void mine.refetch()} />
  const { audiences } = guide.data.item
  const fits = ({ kind, items, acts }: Mandate) =>
    (!items || items.includes(id)) &&
    (!acts || acts.includes('apply')) &&
    (audiences.length === 0 ||
      (kind === 'natural' ? audiences.includes('natural-person') : audiences.some((each) => each !== 'natural-person')))
  const fitting = (me.data?.mayActFor ?? []).filter(fits)
  return (
    <Ready
      id={id}
      item={guide.data.item}
      answers={readSituations(answers)}
      parties={fitting.filter((each, i) => fitting.findIndex(({ partyId }) => partyId === each.partyId) === i)}
      drafts={mine.data.filter((draft) => draft.itemId === id)}
    />
  )
}

type Draft = { id: string; applicant: string; updatedAt: string }

function Ready(props: { id: string; item: Item; answers: Situations; parties: Mandate[]; drafts: Draft[] }) {
  const { id, item, answers, parties, drafts } = props
  const t = useWords(words)
  const pick = usePick()
  const name = pick(item.name, item.nameEn)
  return (
    <>
      <Crumbs way={[{ to: '/items', name: t.services }]} here={t.here} />
      <div className="stack">
        <PageTitle>{name}</PageTitle>
        {drafts.length > 0 ? <Unfinished drafts={drafts} /> : null}
        {parties.length === 0 ? (
          <Said tone="wait">{t.nobody}</Said>
        ) : (
          <Begin id={id} item={item} answers={answers} parties={parties} again={drafts.length > 0} />
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

function Begin(props: { id: string; item: Item; answers: Situations; parties: Mandate[]; again: boolean }) {
  const { id, item, answers, parties, again } = props
  const t = useWords(words)
  const navigate = useNavigate()
  const start = useStart()
  const [chosen, setChosen] = useState(parties[0]?.partyId)
  const { situations, guidance, choose } = useGuidance(item, answers)
  const [unanswered, setUnanswered] = useState(false)
  const asked = guidance.questions.filter(({ ask, chosen: option }) => ask === 'start' || option !== undefined)
  const open = asked.find(({ chosen: option }) => option === undefined)
  const sources = [...new Set(guidance.materials.free.flatMap(({ source }) => source?.label ?? []))]
  const say = (party: Mandate) =>
    party.role === 'legal-representative' ? t.lead(party.name) : t[party.role](party.name)
  const begin = () => {
    if (open || guidance.stop) {
      setUnanswered(true)
      document.getElementById(`start-${open?.key ?? guidance.stop?.question}`)?.focus()
      return
    }
    const party = parties.find(({ partyId }) => partyId === chosen)
    start.mutate(
      {
        itemId: id,
        ...(party && party.role !== 'self' ? { onBehalfOf: party.partyId } : {}),
        ...(Object.keys(situations).length > 0 ? { situations } : {}),
      },
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
      {asked.length > 0 ? (
        <section className="stack-8" aria-labelledby="situations">
          <h2 id="situations">{t.situations}</h2>
          <div className="card">
            <SituationQuestions name="start" questions={asked} onChoose={choose} />
          </div>
          {unanswered && open ? (
            <Said tone="wait" role="alert">
              {t.answerFirst}
            </Said>
          ) : null}
        </section>
      ) : null}
      <p className="soft">{t.known}</p>
      {sources.length > 0 ? <p className="soft">{t.consent(sources.join(t.comma))}</p> : null}
      {start.isError ? <TroubleSaid error={start.error} /> : null}
      <Acts>
        <Button type="submit" big busy={start.isPending}>
          {t.begin}
        </Button>
      </Acts>
    </form>
  )
}
