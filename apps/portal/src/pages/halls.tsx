import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { HallTier, ServicePoint } from '@zhengtong/platform/nets/service/halls/contract.ts'
import { Acts } from '@zhengtong/ui/components/button.tsx'
import { Said, Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { PointMap } from '../features/halls/point-map.tsx'
import { PointSaid } from '../features/halls/point-said.tsx'
import { pointsQuery } from '../features/halls/queries.ts'
import { hallWords } from '../features/halls/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'

const route = getRouteApi('/halls')
const tiers = ['city', 'town', 'village', 'kiosk', 'bank'] as const satisfies HallTier[]

/** 政务服务地图: every place where services are given, as a list and on a sketch. */
export function HallsPage() {
  const t = useWords(hallWords)
  const pick = usePick()
  const { itemId, tier, open } = route.useSearch()
  const filter = { ...(itemId ? { itemId } : {}), ...(tier ? { tier } : {}), ...(open ? { open } : {}) }
  const query = useQuery(pointsQuery(filter))
  const item = query.data?.items.flatMap(({ items }) => items).find(({ id }) => id === itemId)
  const kept = { ...(itemId ? { itemId } : {}), ...(open ? { open } : {}) }
  return (
    <>
      <Crumbs here={t.title} />
      <div className="stack">
        <PageTitle>{item ? t.forItem(pick(item.name, item.nameEn)) : t.title}</PageTitle>
        <p>{t.intro}</p>
        <nav aria-label={t.filter}>
          <ul className="row row--wrap links">
            {[undefined, ...tiers].map((each) => (
              <li key={each ?? 'any'}>
                <Link
                  to="/halls"
                  search={{ ...kept, ...(each ? { tier: each } : {}) }}
                  aria-current={tier === each ? 'page' : undefined}
                >
                  {each ? t.tiers[each] : t.anyTier}
                </Link>
              </li>
            ))}
            <li>
              <Link to="/halls" search={open ? without(filter) : { ...filter, open: true }}>
                {open ? t.everyHour : t.openOnly}
              </Link>
            </li>
            {itemId ? (
              <li>
                <Link to="/halls" search={{ ...(tier ? { tier } : {}), ...(open ? { open } : {}) }}>
                  {t.anyItem}
                </Link>
              </li>
            ) : null}
          </ul>
        </nav>
        <p className="unseen" role="status">
          {query.data ? t.status(query.data.items.length) : ''}
        </p>
        {query.isPending ? <Skeleton blocks={4} /> : null}
        {query.isError ? <TroubleSaid error={query.error} onRetry={() => void query.refetch()} /> : null}
        {query.data ? <Points points={query.data.items} {...(itemId ? { itemId } : {})} /> : null}
      </div>
    </>
  )
}

function Points({ points, itemId }: { points: ServicePoint[]; itemId?: string }) {
  const t = useWords(hallWords)
  const pick = usePick()
  if (points.length === 0)
    return (
      <Said>
        <h2>{t.none}</h2>
        <p>{t.noneText}</p>
        <Acts>
          <Link to="/halls">{t.all}</Link>
        </Acts>
      </Said>
    )
  return (
    <div className="halls stack">
      <PointMap points={points} />
      <ol className="rows">
        {points.map((point, index) => (
          <li key={point.key} className="point-row stack-8">
            <h2>
              <span className="point-row__no" aria-hidden>
                {index + 1}
              </span>
              <Link to="/halls/$key" params={{ key: point.key }} search={itemId ? { itemId } : {}}>
                {pick(point.name, point.nameEn)}
              </Link>
            </h2>
            <p className="soft">
              {t.tiers[point.tier]} · {point.address}
            </p>
            <PointSaid point={point} />
          </li>
        ))}
      </ol>
    </div>
  )
}

const without = <Filter extends { open?: boolean }>({ open: _, ...rest }: Filter) => rest
