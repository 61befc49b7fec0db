import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ItemProfile } from '@zhengtong/platform/nets/service/items/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { Said, Skeleton } from '@zhengtong/ui/components/states.tsx'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { PageTrouble } from '../shell/page-trouble.tsx'
import '../features/applications/steps.css'

const words = defineWords(
  {
    title: '一证通办',
    lead: '这些事，凭身份证登录就能办：不用交材料，不用到现场。要用的信息，您同意以后我们去取，每一项都写着来自哪里。',
    count: (count: number, more: boolean) => `${count}${more ? ' 个以上' : ' 个'}事项`,
    free: (count: number) => `${count} 份材料免提交`,
    more: '再看一些',
    none: '还没有一证通办的事项',
    noneText: '看看全部事项，很多材料已经不用交了。',
    all: '全部事项',
  },
  {
    title: 'With your ID alone',
    lead: 'For these your identity is enough: nothing to hand in, nowhere to come to. What is needed we fetch with your consent, and say where it came from.',
    count: (count: number, more: boolean) => `${count}${more ? ' or more' : ''} services`,
    free: (count: number) => `${count} ${count === 1 ? 'document' : 'documents'} you need not hand in`,
    more: 'Show more',
    none: 'No such services yet',
    noneText: 'See all services: many documents need not be handed in any more.',
    all: 'All services',
  },
)

/** D24 一证通办: the services that need the identity document alone. */
export function IdOnlyPage() {
  const t = useWords(words)
  const query = useInfiniteQuery({
    queryKey: ['item-profiles', 'id-only'],
    queryFn: ({ pageParam, signal }) =>
      request<{ items: ItemProfile[]; next?: string }>('/item-profiles', {
        query: { idOnly: true, limit: 50, cursor: pageParam || undefined },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  })
  if (query.isPending) return <Skeleton blocks={3} />
  if (query.isError) return <PageTrouble error={query.error} onRetry={() => void query.refetch()} />
  const items = query.data.pages.flatMap((page) => page.items)
  return (
    <>
      <Crumbs here={t.title} />
      <div className="stack">
        <PageTitle>{t.title}</PageTitle>
        <p className="lead">{t.lead}</p>
        {items.length === 0 ? (
          <Said tone="wait">
            <strong>{t.none}</strong> {t.noneText} <Link to="/items">{t.all}</Link>
          </Said>
        ) : (
          <p role="status" className="soft">
            {t.count(items.length, query.hasNextPage)}
          </p>
        )}
        <ul className="rows">
          {items.map((item) => (
            <li key={item.itemId} className="task">
              <span>
                <Link to="/items/$id" params={{ id: item.itemId }}>
                  {item.name}
                </Link>
                <span className="soft"> {item.department}</span>
              </span>
              {item.measure.free > 0 ? <span className="soft">{t.free(item.measure.free)}</span> : null}
            </li>
          ))}
        </ul>
        {query.hasNextPage ? (
          <Acts>
            <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t.more}
            </Button>
          </Acts>
        ) : null}
      </div>
    </>
  )
}
