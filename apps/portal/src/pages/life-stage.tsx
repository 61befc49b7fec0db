import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Acts } from '@zhengtong/ui/components/button.tsx'
import { Said, Skeleton } from '@zhengtong/ui/components/states.tsx'
import { defineWords, usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Hits } from '../features/items/hits.tsx'
import { lifeMapsQuery, stageQuery } from '../features/life-maps/queries.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { PageTrouble } from '../shell/page-trouble.tsx'
import '../features/items/results.css'
import '../features/life-maps/stage.css'

const words = defineWords(
  {
    services: '办事',
    none: '这个阶段暂时没有事项',
    noneText: '可以搜索全部事项，也可以打 12345，说清楚您要办的事。',
    all: '搜索全部事项',
    more: '这里只列了前 50 个，其余的请用搜索找。',
    others: '别的阶段',
  },
  {
    services: 'Services',
    none: 'There is nothing here yet',
    noneText: 'Search all services, or call 12345 and say what you need.',
    all: 'Search all services',
    more: 'These are the first 50; please search for others.',
    others: 'Other stages',
  },
)
const route = getRouteApi('/life/$map/$stage')

/** What belongs to a stage of a life or of an enterprise: what can be done here first. */
export function LifeStageShown() {
  const t = useWords(words)
  const pick = usePick()
  const { map, stage } = route.useParams()
  const query = useQuery(stageQuery(map, stage))
  if (query.isPending) return <Skeleton blocks={4} />
  if (query.isError) return <PageTrouble error={query.error} onRetry={() => void query.refetch()} />
  const { stage: shown, items, more } = query.data
  const name = pick(shown.name, shown.nameEn)
  return (
    <>
      <Crumbs way={[{ to: '/items', name: t.services }]} here={name} />
      <PageTitle>{name}</PageTitle>
      <p className="lead">{pick(shown.about, shown.aboutEn)}</p>
      <OtherStages map={map} here={stage} label={t.others} />
      <div className="section">
        {items.length > 0 ? (
          <Hits items={items.map((item) => ({ ...item, highlights: [] }))} />
        ) : (
          <Said>
            <h2>{t.none}</h2>
            <p>{t.noneText}</p>
            <Acts>
              <Link to="/items">{t.all}</Link>
            </Acts>
          </Said>
        )}
        {more ? <Said>{t.more}</Said> : null}
      </div>
    </>
  )
}

function OtherStages({ map, here, label }: { map: 'person' | 'enterprise'; here: string; label: string }) {
  const pick = usePick()
  const { data } = useQuery(lifeMapsQuery)
  const stages = data?.find(({ key }) => key === map)?.stages.filter(({ count }) => count > 0) ?? []
  if (stages.length < 2) return null
  return (
    <nav aria-label={label}>
      <ul className="stage-links">
        {stages.map(({ key, name, nameEn }) => (
          <li key={key}>
            <Link to="/life/$map/$stage" params={{ map, stage: key }} aria-current={key === here ? 'page' : undefined}>
              {pick(name, nameEn)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
