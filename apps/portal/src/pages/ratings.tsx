import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from '@zhengtong/ui/components/button.tsx'
import { Said, Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { saidQuery } from '../features/ratings/queries.ts'
import { SaidList } from '../features/ratings/said-list.tsx'
import { ratingWords } from '../features/ratings/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'

const route = getRouteApi('/ratings')

/** What people said of the offices, for everybody (国办发〔2019〕51号). */
export function RatingsPage() {
  const t = useWords(ratingWords)
  const { show, itemId } = route.useSearch()
  const filters = [
    { name: t.saidAll, to: undefined },
    { name: t.saidGood, to: 'good' },
    { name: t.saidBad, to: 'bad' },
  ] as const
  return (
    <>
      <Crumbs here={t.saidTitle} />
      <div className="reading stack">
        <PageTitle>{t.saidTitle}</PageTitle>
        <p>{t.saidIntro}</p>
        <ul className="row row--wrap links">
          {filters.map((filter) => (
            <li key={filter.name}>
              <Link
                to="/ratings"
                search={{ ...(itemId ? { itemId } : {}), ...(filter.to ? { show: filter.to } : {}) }}
                aria-current={show === filter.to ? 'page' : undefined}
              >
                {filter.name}
              </Link>
            </li>
          ))}
          <li>
            <Link to="/rate-service">{t.slip}</Link>
          </li>
        </ul>
        <SaidRatings />
      </div>
    </>
  )
}

function SaidRatings() {
  const t = useWords(ratingWords)
  const { show, itemId } = route.useSearch()
  const query = useInfiniteQuery(saidQuery({ ...(show ? { bad: show === 'bad' } : {}), ...(itemId ? { itemId } : {}) }))
  if (query.isPending) return <Skeleton blocks={3} />
  if (query.isError) return <TroubleSaid error={query.error} onRetry={() => void query.refetch()} />
  const ratings = query.data.pages.flatMap((page) => page.items)
  if (ratings.length === 0) return <Said>{t.saidNone}</Said>
  return (
    <>
      <SaidList ratings={ratings} />
      {query.hasNextPage ? (
        <Button look="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t.saidMore}
        </Button>
      ) : null}
    </>
  )
}
