import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Rating } from '@zhengtong/platform/nets/service/ratings/contract.ts'
import { Said, Skeleton } from '@zhengtong/ui/components/states.tsx'
import { Columns, SideBlock } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { caseQuery } from '../features/cases/queries.ts'
import { AgainForm } from '../features/ratings/again-form.tsx'
import { ratingQuery, useRate } from '../features/ratings/queries.ts'
import { RateForm } from '../features/ratings/rate-form.tsx'
import { RatingCourse } from '../features/ratings/rating-course.tsx'
import { ratingWords } from '../features/ratings/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { PageTrouble } from '../shell/page-trouble.tsx'
import { SignedIn } from '../shell/signed-in.tsx'

const route = getRouteApi('/rate/$caseId')

/** Says how a closed case went, once. */
export function RatePage() {
  return (
    <SignedIn>
      <Rate />
    </SignedIn>
  )
}

function Rate() {
  const { caseId } = route.useParams()
  const t = useWords(ratingWords)
  const pick = usePick()
  const format = useFormat()
  const view = useQuery(caseQuery(caseId))
  const state = useQuery(ratingQuery(caseId))
  const rate = useRate(caseId)
  if (view.isPending || state.isPending) return <Skeleton />
  if (view.isError) return <PageTrouble error={view.error} onRetry={() => void view.refetch()} />
  if (state.isError) return <PageTrouble error={state.error} onRetry={() => void state.refetch()} />
  const { item, department, closedAt } = view.data
  const back = (
    <Link to="/cases/$id" params={{ id: caseId }}>
      {state.data.mayRate ? t.skip : t.back}
    </Link>
  )
  return (
    <>
      <Crumbs way={[{ to: '/cases', name: t.mine }]} here={t.here} />
      <Columns aside={<Aside />}>
        {state.data.rating ? (
          <Rated rating={state.data.rating} caseId={caseId}>
            {back}
          </Rated>
        ) : state.data.mayRate ? (
          <RateForm
            rate={rate}
            skip={back}
            heading={
              <>
                <PageTitle>{t.ask(pick(item.name, item.nameEn))}</PageTitle>
                <p className="soft">{closedAt ? t.closed(format.day(closedAt), department.name) : department.name}</p>
              </>
            }
          />
        ) : (
          <div className="stack">
            <PageTitle>{t.here}</PageTitle>
            <Said>{t.notYet}</Said>
            <p>{back}</p>
          </div>
        )}
      </Columns>
    </>
  )
}

function Rated({ rating, caseId, children }: { rating: Rating; caseId: string; children: React.ReactNode }) {
  const t = useWords(ratingWords)
  return (
    <div className="stack" role="status">
      <PageTitle>{t.thanks}</PageTitle>
      <p>{t.yours(t.levels[rating.level - 1] ?? '')}</p>
      {rating.tags.length > 0 ? <p className="soft">{rating.tags.join(' · ')}</p> : null}
      {rating.text ? <p>{rating.text}</p> : null}
      {rating.reply ? (
        <Said>
          <h2>{t.reply}</h2>
          <p>{rating.reply}</p>
        </Said>
      ) : null}
      <RatingCourse rating={rating} />
      {rating.may.some(({ verb }) => verb === 'rate-again') ? <AgainForm rating={rating} caseId={caseId} /> : null}
      <p>{children}</p>
    </div>
  )
}

function Aside() {
  const t = useWords(ratingWords)
  return (
    <>
      <SideBlock title={t.after}>
        <ol className="stack-8">
          {t.afterLines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
      </SideBlock>
      <SideBlock title={t.safe}>
        <p>{t.safeText}</p>
      </SideBlock>
    </>
  )
}
