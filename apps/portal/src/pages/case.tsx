import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import { Skeleton } from '@zhengtong/ui/components/states.tsx'
import { Columns, Section } from '@zhengtong/ui/components/surfaces.tsx'
import { defineWords, usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { lazy, Suspense } from 'react'
import { TakeAway } from '../features/case-files/take-away.tsx'
import { Awaited } from '../features/cases/awaited.tsx'
import { CaseAside } from '../features/cases/case-aside.tsx'
import { Clocks } from '../features/cases/clocks.tsx'
import { DecisionSaid } from '../features/cases/decision.tsx'
import { MaterialRows } from '../features/cases/documents.tsx'
import { Owed } from '../features/cases/owed.tsx'
import { Procedures } from '../features/cases/procedures.tsx'
import { caseQuery } from '../features/cases/queries.ts'
import { RemediesSaid } from '../features/cases/remedies.tsx'
import { Suspended } from '../features/cases/suspended.tsx'
import { TermsSaid } from '../features/cases/terms-said.tsx'
import { Timeline } from '../features/cases/timeline.tsx'
import { Verdict, verdictTitle, verdictWords } from '../features/cases/verdict.tsx'
import { caseWords } from '../features/cases/words.ts'
import { CaseLicence, CredentialDocs } from '../features/credentials/of-case.tsx'
import { FactsKnown } from '../features/disputes/facts-known.tsx'
import { Parts } from '../features/matters/parts.tsx'
import { CaseBills } from '../features/payments/owed-bills.tsx'
import { RateLink } from '../features/ratings/rate-link.tsx'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { PageTrouble } from '../shell/page-trouble.tsx'
import { SignedIn } from '../shell/signed-in.tsx'
import { site } from '../site.ts'
import '../features/cases/case.css'

// The form engine is fetched only for cases in which something must be corrected.
const Correction = lazy(async () => ({ default: (await import('../features/cases/correction.tsx')).Correction }))

const words = defineWords(
  { timeline: '进展', documents: '文书和材料' },
  { timeline: 'Progress', documents: 'Letters and documents' },
)
const route = getRouteApi('/cases/$id')

/** One case: what I must do on top, the clocks, what happened, and every paper of it. A case that has ended says how. */
export function CasePage() {
  const { id } = route.useParams()
  return (
    <SignedIn>
      <Loaded id={id} />
    </SignedIn>
  )
}

function Loaded({ id }: { id: string }) {
  const query = useQuery(caseQuery(id))
  if (query.isPending) return <Skeleton blocks={4} />
  if (query.isError) return <PageTrouble error={query.error} onRetry={() => void query.refetch()} />
  return <Found view={query.data} />
}

function Found({ view }: { view: CaseView }) {
  const t = useWords(words)
  const common = useWords(caseWords)
  const pick = usePick()
  const name = pick(view.item.name, view.item.nameEn)
  const correcting = view.may.some(({ verb }) => verb === 'correct')
  const decision = view.decisions.at(-1)
  return (
    <>
      <Crumbs way={[{ to: '/cases', name: common.mine }]} here={name} />
      <Columns
        aside={
          <CaseAside view={view}>
            <RateLink caseId={view.id} closed={view.closedAt !== undefined} />
            <TakeAway caseId={view.id} />
          </CaseAside>
        }
      >
        <Head view={view} name={name} />
        {correcting ? (
          <Suspense fallback={<Skeleton />}>
            <Correction view={view} rootDivision={site.division} />
          </Suspense>
        ) : null}
        <CaseBills caseId={view.id} />
        <Suspended view={view} />
        <Parts view={view} />
        <Owed view={view} />
        <Awaited view={view} />
        {view.outcome ? <CaseLicence caseId={view.id} /> : null}
        <Clocks view={view} />
        {decision && (view.automatic || view.outcome) ? <DecisionSaid view={view} decision={decision} /> : null}
        {view.outcome ? <RemediesSaid view={view} /> : null}
        <TermsSaid view={view} />
        <Procedures view={view} />
        <FactsKnown view={view} />
        <Section title={t.timeline}>
          <Timeline view={view} />
        </Section>
        <Section title={t.documents}>
          <ul className="rows">
            <CredentialDocs view={view} />
            <MaterialRows view={view} />
          </ul>
        </Section>
      </Columns>
    </>
  )
}

function Head({ view, name }: { view: CaseView; name: string }) {
  const t = useWords(caseWords)
  const verdict = useWords(verdictWords)
  const facts = (
    <>
      <p className="soft">{view.applicant.name}</p>
      <p className="soft">
        {t.number} {view.no}
      </p>
    </>
  )
  if (!view.outcome)
    return (
      <>
        <PageTitle title={`${name}：${t.status[view.status]}`}>{name}</PageTitle>
        {facts}
      </>
    )
  const title = verdictTitle(view, verdict)
  return (
    <>
      <Verdict view={view} words={verdict}>
        <PageTitle title={`${name}：${title}`}>{title}</PageTitle>
      </Verdict>
      <p className="section--tight">{name}</p>
      {facts}
    </>
  )
}
