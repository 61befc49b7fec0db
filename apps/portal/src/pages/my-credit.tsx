import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { FactView, ListingView, OwnFile } from '@zhengtong/platform/support/credit/contract.ts'
import { LinkButton } from '@zhengtong/ui/components/button.tsx'
import { Said, Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { AskDialog, type Asking } from '../features/credit/ask-dialog.tsx'
import { BenefitUses } from '../features/credit/benefit.tsx'
import { ownFileQuery } from '../features/credit/queries.ts'
import { Report } from '../features/credit/report.tsx'
import { FactRow, ListingRow } from '../features/credit/rows.tsx'
import { Score } from '../features/credit/score.tsx'
import { creditWords } from '../features/credit/words.ts'
import { useMe } from '../features/sessions/queries.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { SignedIn } from '../shell/signed-in.tsx'

const route = getRouteApi('/me/credit')

/** One's own credit file, or that of a firm one acts for. */
export function MyCreditPage() {
  const t = useWords(creditWords)
  return (
    <SignedIn>
      <Crumbs here={t.mine} />
      <div className="reading stack">
        <PageTitle>{t.mine}</PageTitle>
        <p>{t.mineHelp}</p>
        <Whose />
        <File />
      </div>
    </SignedIn>
  )
}

function Whose() {
  const t = useWords(creditWords)
  const { data } = useMe()
  const { party } = route.useSearch()
  const parties = data?.mayActFor ?? []
  if (parties.length < 2) return null
  return (
    <nav aria-label={t.whose}>
      <ul className="row row--wrap links">
        {parties.map(({ partyId, name }, at) => (
          <li key={partyId}>
            <Link
              to="/me/credit"
              search={at === 0 ? {} : { party: partyId }}
              aria-current={(party ?? parties[0]?.partyId) === partyId ? 'page' : undefined}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function File() {
  const { party } = route.useSearch()
  const query = useQuery(ownFileQuery(party))
  if (query.isPending) return <Skeleton blocks={3} />
  if (query.isError) return <TroubleSaid error={query.error} onRetry={() => void query.refetch()} />
  return (
    <>
      <Whole file={query.data} partyId={party} />
      <Report key={party ?? ''} partyId={party} />
    </>
  )
}

function Whole({ file, partyId }: { file: OwnFile; partyId: string | undefined }) {
  const t = useWords(creditWords)
  const [asking, setAsking] = useState<Asking>()
  return (
    <>
      <Score score={file.score} partyId={partyId} />
      {file.score ? <BenefitUses partyId={partyId} /> : null}
      {file.lists.length > 0 ? (
        <Section title={t.lists}>
          <ul className="rows">
            {file.lists.map((listing) => (
              <ListingRow key={listing.id} listing={listing} acts={<ListingActs {...{ listing, file, setAsking }} />} />
            ))}
          </ul>
        </Section>
      ) : null}
      <Section title={t.facts}>
        {file.facts.length === 0 ? (
          <Said>{t.noFacts}</Said>
        ) : (
          <ul className="rows">
            {file.facts.map((fact) => (
              <FactRow key={fact.id} fact={fact} acts={<FactActs {...{ fact, file, setAsking }} />} />
            ))}
          </ul>
        )}
      </Section>
      <Requests file={file} />
      <Looks file={file} />
      {asking ? <AskDialog asking={asking} onClose={() => setAsking(undefined)} /> : null}
    </>
  )
}

type Acting = { file: OwnFile; setAsking: (asking: Asking) => void }

function FactActs({ fact, file, setAsking }: Acting & { fact: FactView }) {
  if (fact.state !== 'valid') return null
  return <Ways {...{ file, setAsking, about: 'fact', id: fact.id, title: fact.title }} from={fact.repairableFrom} />
}

function ListingActs({ listing, file, setAsking }: Acting & { listing: ListingView }) {
  const t = useWords(creditWords)
  const pick = usePick()
  const title = pick(listing.listName, listing.listNameEn)
  if (listing.mayState)
    return (
      <p>
        <LinkButton onClick={() => setAsking({ what: 'answer', about: 'listing', id: listing.id, title })}>
          {t.answer}
          <span className="unseen"> {title}</span>
        </LinkButton>
      </p>
    )
  if (listing.state === 'listed' && listing.colour === 'black')
    return <Ways {...{ file, setAsking, about: 'listing', id: listing.id, title }} from={listing.repairableFrom} />
  return listing.statement ? <p className="soft">{listing.statement}</p> : null
}

/** Object, or ask for repair once its time has come; not twice at once. */
function Ways(props: Acting & { about: 'fact' | 'listing'; id: string; title: string; from: string | undefined }) {
  const { file, setAsking, about, id, title, from } = props
  const t = useWords(creditWords)
  const format = useFormat()
  const open = (kind: 'objection' | 'repair') =>
    file.requests.some((each) => each.aboutId === id && each.kind === kind && each.state === 'open')
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date())
  return (
    <p className="row row--wrap">
      {open('objection') ? null : (
        <LinkButton onClick={() => setAsking({ what: 'objection', about, id, title })}>
          {t.object}
          <span className="unseen"> {title}</span>
        </LinkButton>
      )}
      {from === undefined || open('repair') ? null : from <= today ? (
        <LinkButton onClick={() => setAsking({ what: 'repair', about, id, title })}>
          {t.repair}
          <span className="unseen"> {title}</span>
        </LinkButton>
      ) : (
        <span className="soft">{t.repairableFrom(format.day(from))}</span>
      )}
    </p>
  )
}

function Requests({ file }: { file: OwnFile }) {
  const t = useWords(creditWords)
  const format = useFormat()
  if (file.requests.length === 0) return null
  return (
    <Section title={t.requests}>
      <ul className="rows">
        {file.requests.map((row) => (
          <li key={row.id} className="row row--wrap">
            <span>
              {t.requestKind[row.kind]} · {t.requestState[row.state]}
            </span>
            <span className="soft">{format.day(row.raisedAt)}</span>
            <Link to="/cases/$id" params={{ id: row.caseId }}>
              {t.progress} {row.caseNo}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Looks({ file }: { file: OwnFile }) {
  const t = useWords(creditWords)
  const format = useFormat()
  return (
    <Section title={t.looks}>
      {file.looks.length === 0 ? (
        <Said>{t.noLooks}</Said>
      ) : (
        <ul className="rows">
          {file.looks.map((look) => (
            <li key={look.at} className="stack-8">
              <p>
                <time dateTime={look.at}>{format.instant(look.at)}</time> · {look.reader}
              </p>
              <p className="soft">
                {look.purpose} · {t.basis(look.basis)}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
