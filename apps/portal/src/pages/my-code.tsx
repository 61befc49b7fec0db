import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Card } from '@zhengtong/platform/support/city-codes/contract.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { StateMark } from '@zhengtong/ui/components/marks.tsx'
import { Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { LiveCode } from '../features/codes/live-code.tsx'
import { cardsQuery, scansQuery, takeCardBack } from '../features/codes/queries.ts'
import { codeWords } from '../features/codes/words.ts'
import { useMe } from '../features/sessions/queries.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { SignedIn } from '../shell/signed-in.tsx'

/** D37 城市码, D38 名片, D42 企业码: what I show, my cards, and who scanned. */
export function MyCodePage() {
  const t = useWords(codeWords)
  return (
    <SignedIn>
      <Crumbs here={t.title} />
      <div className="reading">
        <PageTitle>{t.title}</PageTitle>
        <Code />
        <Cards />
        <Log />
      </div>
    </SignedIn>
  )
}

function Code() {
  const t = useWords(codeWords)
  const me = useMe()
  const cards = useQuery(cardsQuery)
  const [whose, setWhose] = useState('')
  const own = me.data?.actor.partyId
  const others = (me.data?.mayActFor ?? []).filter(
    ({ partyId, acts }) => partyId !== own && (!acts || acts.includes('show')),
  )
  const open = (cards.data ?? []).filter(({ state }) => state === 'open')
  const card = open.find(({ id }) => whose === `card ${id}`)
  const party = others.find(({ partyId }) => whose === `party ${partyId}`)
  return (
    <div className="stack">
      <p>{card ? t.cardIntro(card.title) : party?.kind === 'legal' ? t.firmIntro : t.intro}</p>
      {others.length + open.length > 0 ? (
        <FieldFrame id="whose" frame="label" label={t.whose}>
          <select className="input" id="whose" value={whose} onChange={({ target }) => setWhose(target.value)}>
            <option value="">{t.own}</option>
            {others.map(({ partyId, name }) => (
              <option key={partyId} value={`party ${partyId}`}>
                {t.firmOf(name)}
              </option>
            ))}
            {open.map(({ id, title }) => (
              <option key={id} value={`card ${id}`}>
                {t.card(title)}
              </option>
            ))}
          </select>
        </FieldFrame>
      ) : null}
      <div className="section">
        <LiveCode of={card ? { cardId: card.id } : party ? { partyId: party.partyId } : {}} />
      </div>
    </div>
  )
}

function Cards() {
  const t = useWords(codeWords)
  const cards = useQuery(cardsQuery)
  return (
    <Section
      title={t.cards}
      aside={
        <Link className="quiet-link" to="/me/cards/new">
          {t.makeCard}
        </Link>
      }
    >
      <p className="soft">{t.cardsText}</p>
      {cards.isPending ? <Skeleton blocks={1} /> : null}
      {cards.isError ? <TroubleSaid error={cards.error} onRetry={() => void cards.refetch()} /> : null}
      {cards.data?.length === 0 ? <p>{t.none}</p> : null}
      {cards.data?.length ? (
        <ul className="rows">
          {cards.data.map((card) => (
            <CardRow key={card.id} card={card} />
          ))}
        </ul>
      ) : null}
    </Section>
  )
}

function CardRow({ card }: { card: Card }) {
  const t = useWords(codeWords)
  const format = useFormat()
  const client = useQueryClient()
  const back = useMutation({
    mutationFn: takeCardBack,
    onSuccess: () => client.invalidateQueries({ queryKey: cardsQuery.queryKey }),
  })
  return (
    <li className="stack-8">
      <div className="row row--wrap">
        <b>{card.title}</b>
        <StateMark tone={card.state === 'open' ? 'good' : 'soft'}>{t.state[card.state]}</StateMark>
      </div>
      {card.chosen.map(({ credentialId, credential, fieldNames }) => (
        <p key={credentialId}>
          {credential}：{fieldNames.join('、')}
        </p>
      ))}
      <p className="soft">
        {t.until(format.instant(card.validTo))} · {t.views(card.views)}
      </p>
      {back.isError ? <TroubleSaid error={back.error} /> : null}
      {card.state === 'open' ? (
        <Acts>
          <Button look="quiet" busy={back.isPending} onClick={() => back.mutate(card.id)}>
            {t.takeBack}
            <span className="unseen"> {card.title}</span>
          </Button>
        </Acts>
      ) : null}
    </li>
  )
}

function Log() {
  const t = useWords(codeWords)
  const format = useFormat()
  const scans = useInfiniteQuery(scansQuery)
  const rows = scans.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <Section
      title={t.log}
      aside={
        <Link className="quiet-link" to="/me/data">
          {t.logLink}
        </Link>
      }
    >
      {scans.isPending ? <Skeleton blocks={1} /> : null}
      {scans.isError ? <TroubleSaid error={scans.error} onRetry={() => void scans.refetch()} /> : null}
      {scans.isSuccess && rows.length === 0 ? <p>{t.logNone}</p> : null}
      {rows.length > 0 ? (
        <ul className="rows">
          {rows.map(({ id, by, use, place, card, shown, at }) => (
            <li key={id}>
              <b>{by}</b>
              <p>{[t.use[use], place, card ? t.card(card) : undefined].filter(Boolean).join(' · ')}</p>
              {shown.length > 0 ? (
                <p className="soft">
                  {t.saw}
                  {shown.join('；')}
                </p>
              ) : null}
              <p className="soft">{format.instant(at, true)}</p>
            </li>
          ))}
        </ul>
      ) : null}
      {scans.hasNextPage ? (
        <Acts>
          <Button look="quiet" busy={scans.isFetchingNextPage} onClick={() => void scans.fetchNextPage()}>
            {t.more}
          </Button>
        </Acts>
      ) : null}
    </Section>
  )
}
