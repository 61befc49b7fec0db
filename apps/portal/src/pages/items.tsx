import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { Said, Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { ChosenFilters, Facets } from '../features/items/facets.tsx'
import { Hits } from '../features/items/hits.tsx'
import { itemsQuery } from '../features/items/queries.ts'
import { SearchBox } from '../features/items/search-box.tsx'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import '../features/items/results.css'

const words = defineWords(
  {
    all: '全部事项',
    found: (q: string) => `“${q}”的搜索结果`,
    here: '办事',
    narrow: '缩小范围',
    loose: '没有完全对上的事项，下面是比较接近的。',
    none: '没有找到',
    noneText: '换个说法试试，例如“开奶茶店”，或者用拼音。也可以打 12345，说清楚您要办的事。',
    clear: '去掉全部条件',
    more: '再看 20 个',
    status: (count: number, more: boolean) => `找到 ${count}${more ? ' 个以上' : ' 个'}事项`,
  },
  {
    all: 'All services',
    found: (q: string) => `Results for “${q}”`,
    here: 'Services',
    narrow: 'Narrow down',
    loose: 'Nothing matches every word; these come close.',
    none: 'Nothing found',
    noneText:
      'Try other words, for example “open a tea shop”, or pinyin. You can also call 12345 and say what you need.',
    clear: 'Remove all filters',
    more: 'Show 20 more',
    status: (count: number, more: boolean) =>
      `${count}${more ? ' or more' : ''} service${count === 1 && !more ? '' : 's'} found`,
  },
)
const route = getRouteApi('/items')

export function ItemsPage() {
  const t = useWords(words)
  const search = route.useSearch()
  const query = useInfiniteQuery(itemsQuery(search))
  const pages = query.data?.pages ?? []
  const items = pages.flatMap((page) => page.items)
  const facets = pages[0]?.facets
  return (
    <>
      <Crumbs here={t.here} />
      <div className="stack">
        <PageTitle>{search.q ? t.found(search.q) : t.all}</PageTitle>
        <SearchBox key={search.q ?? ''} initial={search.q ?? ''} />
      </div>
      <ChosenFilters search={search} />
      <p className="unseen" role="status">
        {query.isSuccess ? t.status(items.length, query.hasNextPage) : ''}
      </p>
      <div className="results section">
        {facets ? (
          <div>
            <details className="only-narrow">
              <summary>{t.narrow}</summary>
              <Facets facets={facets} search={search} />
            </details>
            <div className="only-wide">
              <Facets facets={facets} search={search} />
            </div>
          </div>
        ) : null}
        <div className="results__found stack">
          {query.isPending ? <Skeleton blocks={4} /> : null}
          {query.isError ? <TroubleSaid error={query.error} onRetry={() => void query.refetch()} /> : null}
          {query.isSuccess && items.length === 0 ? (
            <Said>
              <h2>{t.none}</h2>
              <p>{t.noneText}</p>
              <Acts>
                <Link to="/items">{t.clear}</Link>
              </Acts>
            </Said>
          ) : null}
          {pages[0]?.loose && items.length > 0 ? <Said>{t.loose}</Said> : null}
          {items.length > 0 ? <Hits items={items} /> : null}
          {query.hasNextPage ? (
            <Acts>
              <Button look="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {t.more}
              </Button>
            </Acts>
          ) : null}
        </div>
      </div>
    </>
  )
}
