import { queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { CredentialLine } from '@zhengtong/platform/support/credentials/contract.ts'
import type { BillView } from '@zhengtong/platform/support/payments/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { StateMark } from '@zhengtong/ui/components/marks.tsx'
import { todayInCity, useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { casesQuery } from '../features/cases/queries.ts'
import { caseWords, toneOf } from '../features/cases/words.ts'
import { scansQuery } from '../features/codes/queries.ts'
import { codeWords } from '../features/codes/words.ts'
import { credentialsQuery } from '../features/credentials/queries.ts'
import { recommendationsQuery } from '../features/life-maps/queries.ts'
import { mandatesQuery } from '../features/mandates/queries.ts'
import { noticesQuery } from '../features/notices/queries.ts'
import { yuanOf } from '../features/payments/words.ts'
import { readLogQuery } from '../features/read-log/queries.ts'
import { useMe } from '../features/sessions/queries.ts'
import { expiringSoon } from '../features/space/expiring.ts'
import { Panel } from '../features/space/panel.tsx'
import { spaceWords } from '../features/space/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { SignedIn } from '../shell/signed-in.tsx'

const SHOWN = 3

/** D35 个人和企业专属空间: everything of mine, or of a firm I act for, each part by itself. */
export function MySpacePage() {
  return (
    <SignedIn>
      <Space />
    </SignedIn>
  )
}

function Space() {
  const t = useWords(spaceWords)
  const me = useMe()
  const [partyId, setPartyId] = useState('')
  const parties = me.data?.mayActFor ?? []
  const party = parties.find((each) => each.partyId === partyId)
  // What names its holder by name alone is told apart by it; two of one name show both.
  const of = party ? { id: party.partyId, name: party.name } : undefined
  return (
    <>
      <Crumbs here={t.title} />
      <PageTitle>{t.title}</PageTitle>
      <p className="lead">{t.intro}</p>
      <p>
        <Link to="/me/code">{t.show}</Link>
      </p>
      {parties.length > 1 ? (
        <FieldFrame id="whose" frame="label" label={t.whose}>
          <select className="input" id="whose" value={partyId} onChange={({ target }) => setPartyId(target.value)}>
            <option value="">{t.everybody}</option>
            {parties.map((each) => (
              <option key={each.partyId} value={each.partyId}>
                {each.name}
              </option>
            ))}
          </select>
        </FieldFrame>
      ) : null}
      <div className="space">
        <Matters of={of} />
        <Expiring of={of} />
        <Credentials of={of} />
        <Bills of={of} />
        <Next of={of} />
        <Mandates of={of} />
        <Notices />
        <Scans />
        <Reads />
      </div>
    </>
  )
}

type Of = { of: { id: string; name: string } | undefined }

function Matters({ of }: Of) {
  const t = useWords(spaceWords)
  const own = useWords(caseWords)
  const query = useInfiniteQuery(casesQuery)
  const rows = query.data?.pages
    .flatMap(({ items }) => items)
    .filter(({ closedAt, applicant }) => !closedAt && (!of || applicant === of.name))
    .sort((a, b) => Number(b.needsMe) - Number(a.needsMe))
    .slice(0, SHOWN)
  return (
    <Panel
      title={t.matters}
      more={t.more}
      to="/cases"
      asked={{ ...query, rows }}
      empty={t.noMatters}
      keyOf={({ id }) => id}
      draw={(row) => (
        <>
          <Link to="/cases/$id" params={{ id: row.id }}>
            {row.itemName}
          </Link>
          <span className="soft">{row.applicant}</span>
          <StateMark tone={toneOf(row)}>{own.status[row.status]}</StateMark>
        </>
      )}
    />
  )
}

const heldBy =
  (of: Of['of']) =>
  ({ status, holderPartyId, type }: CredentialLine) =>
    status === 'valid' && type.kind !== 'letter' && (!of || holderPartyId === of.id)

function Expiring({ of }: Of) {
  const t = useWords(spaceWords)
  const pick = usePick()
  const query = useQuery(credentialsQuery)
  return (
    <Panel
      title={t.expiring}
      more={t.more}
      to="/wallet"
      asked={{ ...query, rows: query.data ? expiringSoon(query.data.filter(heldBy(of)), todayInCity()) : undefined }}
      empty={t.noExpiring}
      keyOf={({ row }) => row.id}
      draw={({ row, days }) => (
        <>
          <Link to="/wallet" search={{ open: row.id }}>
            {pick(row.type.name, row.type.nameEn)}
          </Link>
          <span className="soft">{row.holder}</span>
          <StateMark tone={days <= 30 ? 'danger' : 'wait'}>{t.daysLeft(days)}</StateMark>
        </>
      )}
    />
  )
}

function Credentials({ of }: Of) {
  const t = useWords(spaceWords)
  const pick = usePick()
  const format = useFormat()
  const query = useQuery(credentialsQuery)
  return (
    <Panel
      title={t.credentials}
      more={t.more}
      to="/wallet"
      asked={{ ...query, rows: query.data?.filter(heldBy(of)).slice(0, SHOWN) }}
      empty={t.noCredentials}
      keyOf={({ id }) => id}
      draw={(row) => (
        <>
          <Link to="/wallet" search={{ open: row.id }}>
            {pick(row.type.name, row.type.nameEn)}
          </Link>
          <span className="soft">
            {row.holder} · {row.validTo ? t.until(format.day(row.validTo)) : t.forever}
          </span>
        </>
      )}
    />
  )
}

const billsQuery = queryOptions({
  queryKey: ['bills', 'mine'],
  queryFn: async ({ signal }) =>
    (await request<{ items: BillView[] }>('/bills', { query: { limit: 20 }, signal })).items,
})

function Bills({ of }: Of) {
  const t = useWords(spaceWords)
  const pick = usePick()
  const query = useQuery(billsQuery)
  const rows = query.data
    ?.filter(({ payer }) => !of || payer === of.name)
    .sort((a, b) => Number(b.state === 'open') - Number(a.state === 'open'))
    .slice(0, SHOWN)
  return (
    <Panel
      title={t.bills}
      more={t.more}
      to="/pay-by-number"
      asked={{ ...query, rows }}
      empty={t.noBills}
      keyOf={({ id }) => id}
      draw={(bill) => (
        <>
          <Link to="/pay/$id" params={{ id: bill.id }}>
            {pick(bill.title, bill.titleEn)}
          </Link>
          <span className="soft">
            {bill.payer} · {t.yuan(yuanOf(bill.totalFen))}
          </span>
          {bill.receipt ? (
            <Link to="/wallet" search={{ open: bill.receipt.id }}>
              {t.receipt(bill.receipt.number)}
            </Link>
          ) : null}
        </>
      )}
    />
  )
}

function Next({ of }: Of) {
  const t = useWords(spaceWords)
  const pick = usePick()
  const query = useQuery(recommendationsQuery)
  return (
    <Panel
      title={t.next}
      more={t.more}
      to="/items"
      asked={{ ...query, rows: query.data?.filter(({ partyId }) => !of || partyId === of.id).slice(0, SHOWN) }}
      empty={t.noNext}
      keyOf={({ partyId, itemId }) => `${partyId} ${itemId}`}
      draw={(row) => (
        <>
          <Link to="/items/$id" params={{ id: row.itemId }}>
            {pick(row.name, row.nameEn)}
          </Link>
          <span className="soft">{t.because(row.holder, pick(row.credential, row.credentialEn))}</span>
        </>
      )}
    />
  )
}

function Mandates({ of }: Of) {
  const t = useWords(spaceWords)
  const format = useFormat()
  const query = useQuery(mandatesQuery)
  const all = query.data ? [...query.data.given, ...query.data.received] : undefined
  const rows = all
    ?.filter(
      ({ state, principal, agent }) =>
        state === 'in-force' && (!of || [principal.partyId, agent.partyId].includes(of.id)),
    )
    .slice(0, SHOWN)
  const given = new Set(query.data?.given.map(({ id }) => id))
  return (
    <Panel
      title={t.mandates}
      more={t.more}
      to="/me/mandates"
      asked={{ ...query, rows }}
      empty={t.noMandates}
      keyOf={({ id }) => id}
      draw={(mandate) => (
        <>
          <Link to="/me/mandates/$id" params={{ id: mandate.id }}>
            {given.has(mandate.id) ? t.forMe(mandate.agent.name) : t.forThem(mandate.principal.name)}
          </Link>
          <span className="soft">{t.until(format.day(mandate.validTo))}</span>
        </>
      )}
    />
  )
}

function Notices() {
  const t = useWords(spaceWords)
  const pick = usePick()
  const format = useFormat()
  const query = useInfiniteQuery(noticesQuery)
  const rows = query.data?.pages
    .flatMap(({ items }) => items)
    .filter(({ read }) => !read)
    .slice(0, SHOWN)
  return (
    <Panel
      title={t.notices}
      more={t.more}
      to="/me/notices"
      asked={{ ...query, rows }}
      empty={t.noNotices}
      keyOf={({ id }) => id}
      draw={(notice) => (
        <>
          <Link to="/me/notices">{pick(notice.title, notice.titleEn)}</Link>
          <span className="soft">{format.instant(notice.at, true)}</span>
        </>
      )}
    />
  )
}

function Scans() {
  const t = useWords(spaceWords)
  const code = useWords(codeWords)
  const format = useFormat()
  const query = useInfiniteQuery(scansQuery)
  const rows = query.data?.pages.flatMap(({ items }) => items).slice(0, SHOWN)
  return (
    <Panel
      title={t.scans}
      more={t.more}
      to="/me/code"
      asked={{ ...query, rows }}
      empty={t.noScans}
      keyOf={({ id }) => id}
      draw={({ by, use, place, at }) => (
        <>
          <b>{by}</b>
          <span>{[code.use[use], place].filter(Boolean).join(' · ')}</span>
          <span className="soft">{format.instant(at, true)}</span>
        </>
      )}
    />
  )
}

function Reads() {
  const t = useWords(spaceWords)
  const pick = usePick()
  const format = useFormat()
  const query = useInfiniteQuery(readLogQuery)
  const rows = query.data?.pages.flatMap(({ items }) => items).slice(0, SHOWN)
  return (
    <Panel
      title={t.reads}
      more={t.more}
      to="/me/data"
      asked={{ ...query, rows }}
      empty={t.noReads}
      keyOf={({ readAt, register, purpose }) => `${readAt} ${register} ${purpose}`}
      draw={({ reader, registerName, registerNameEn, purpose, readAt }) => (
        <>
          <b>{reader}</b>
          <span>
            {pick(registerName, registerNameEn)} · {purpose}
          </span>
          <span className="soft">{format.instant(readAt, true)}</span>
        </>
      )}
    />
  )
}
