import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Matter } from '@zhengtong/platform/nets/service/items/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { Said, Skeleton } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { defineWords, usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { MatterCard } from '../features/matters/matter-card.tsx'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { PageTrouble } from '../shell/page-trouble.tsx'

const words = defineWords(
  {
    title: '一件事一次办',
    lead: '几个部门的事合成一件：填一张表，交一套材料，各部门同时办，在一个页面看进度，最后出一份联合结果。',
    persons: '个人',
    firms: '企业、单位',
    none: '还没有“一件事”',
    noneText: '可以一项一项地办。',
    all: '全部事项',
  },
  {
    title: 'Done as one matter',
    lead: 'Several offices, one matter: one form, one set of documents, all offices at work at once, one page that shows how it stands, and one joint result.',
    persons: 'For people',
    firms: 'For businesses',
    none: 'No joint matters yet',
    noneText: 'Apply for each service by itself.',
    all: 'All services',
  },
)

/** D10 一件事: the themes to choose from, each with its parts and the offices that do them. */
export function MattersPage() {
  const t = useWords(words)
  const pick = usePick()
  const query = useQuery({
    queryKey: ['matters'],
    queryFn: ({ signal }) => request<{ items: Matter[] }>('/matters', { signal }),
    staleTime: 5 * 60_000,
  })
  if (query.isPending) return <Skeleton blocks={3} />
  if (query.isError) return <PageTrouble error={query.error} onRetry={() => void query.refetch()} />
  const { items } = query.data
  const persons = items.filter(({ audiences }) => audiences.includes('natural-person'))
  const firms = items.filter((matter) => !persons.includes(matter))
  const list = (title: string, matters: Matter[]) =>
    matters.length === 0 ? null : (
      <Section title={title}>
        <ul className="rows">
          {matters.map((matter) => (
            <MatterCard key={matter.itemId} matter={matter} name={pick(matter.name, matter.nameEn)} />
          ))}
        </ul>
      </Section>
    )
  return (
    <>
      <Crumbs here={t.title} />
      <PageTitle>{t.title}</PageTitle>
      <p className="lead">{t.lead}</p>
      {items.length === 0 ? (
        <Said tone="wait">
          <strong>{t.none}</strong> {t.noneText} <Link to="/items">{t.all}</Link>
        </Said>
      ) : null}
      {list(t.persons, persons)}
      {list(t.firms, firms)}
    </>
  )
}
