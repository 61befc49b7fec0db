import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { Guide } from '@zhengtong/platform/nets/service/items/contract.ts'
import { Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useEffect } from 'react'
import { GuideAside } from '../features/items/guide-aside.tsx'
import { GuideBody, GuideStart, useGuideParts } from '../features/items/guide-body.tsx'
import { guideWords } from '../features/items/guide-words.ts'
import { guideQuery } from '../features/items/queries.ts'
import { rememberItem } from '../features/items/recent.ts'
import { useAskedGuidance } from '../features/items/use-asked-guidance.ts'
import { ReadAloud } from '../features/reading/read-aloud.tsx'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { PageTrouble } from '../shell/page-trouble.tsx'
import '../features/items/guide.css'

const route = getRouteApi('/items/$id')

export function GuidePage() {
  const { id } = route.useParams()
  const query = useQuery(guideQuery(id))
  if (query.isPending) return <Skeleton blocks={4} />
  if (query.isError) return <PageTrouble error={query.error} onRetry={() => void query.refetch()} />
  return <FoundGuide id={id} guide={query.data} />
}

function FoundGuide({ id, guide }: { id: string; guide: Guide }) {
  const t = useWords(guideWords)
  const pick = usePick()
  const parts = useGuideParts(guide)
  const { item } = guide
  const name = pick(item.name, item.nameEn)
  const { situations, guidance, choose, query } = useAskedGuidance(guide)
  const { name: zh, nameEn } = item
  useEffect(() => rememberItem({ id, name: zh, ...(nameEn ? { nameEn } : {}) }), [id, zh, nameEn])
  const answered = Object.keys(situations).length > 0
  return (
    <>
      <Crumbs way={[{ to: '/items', name: t.services }]} here={name} />
      <div className="cols">
        <article>
          <PageTitle>{name}</PageTitle>
          <ReadAloud />
          {item.summary ? <p className="lead">{pick(item.summary, item.summaryEn)}</p> : null}
          {query.isError ? <TroubleSaid error={query.error} onRetry={() => void query.refetch()} /> : null}
          <GuideBody guide={guide} guidance={guidance} answered={answered} onChoose={choose} />
          <GuideStart guide={guide} situations={situations} />
        </article>
        <aside className="side">
          <GuideAside id={id} item={item} parts={parts} />
        </aside>
      </div>
    </>
  )
}
