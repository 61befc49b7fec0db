import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { StateMark } from '@zhengtong/ui/components/marks.tsx'
import { Said, Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { FilePen } from 'lucide-react'
import { applicationsQuery } from '../features/applications/queries.ts'
import { CaseRows } from '../features/cases/case-rows.tsx'
import { casesQuery } from '../features/cases/queries.ts'
import { caseWords } from '../features/cases/words.ts'
import { PageTitle } from '../shell/page-title.tsx'
import { SignedIn } from '../shell/signed-in.tsx'

const words = defineWords(
  {
    drafts: '没有提交的',
    unfinished: '没有提交',
    saved: (when: string) => `${when}保存，保留 90 天`,
    open: '在办和办过的',
    none: '还没有办过事',
    noneText: '您在这里提交的每一件事，都能看到办到了哪一步。',
    find: '找要办的事',
    more: '再看 20 件',
  },
  {
    drafts: 'Not submitted yet',
    unfinished: 'Not submitted',
    saved: (when: string) => `Saved ${when}, kept for 90 days`,
    open: 'Open and closed',
    none: 'Nothing here yet',
    noneText: 'Everything you submit appears here, with each step it takes.',
    find: 'Find a service',
    more: 'Show 20 more',
  },
)

export function CasesPage() {
  const t = useWords(caseWords)
  return (
    <SignedIn>
      <PageTitle>{t.mine}</PageTitle>
      <div className="reading">
        <Drafts />
        <Cases />
      </div>
    </SignedIn>
  )
}

function Drafts() {
  const t = useWords(words)
  const format = useFormat()
  const query = useQuery(applicationsQuery)
  if (!query.data?.length) return null
  return (
    <Section title={t.drafts}>
      <ul className="rows matter">
        {query.data.map((draft) => (
          <li key={draft.id}>
            <Link to="/apply/$id" params={{ id: draft.id }}>
              {draft.itemName}
            </Link>
            <p className="soft">{draft.applicant}</p>
            <p>
              <StateMark tone="soft" icon={FilePen}>
                {t.unfinished}
              </StateMark>
            </p>
            <p className="soft">{t.saved(format.instant(draft.updatedAt))}</p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Cases() {
  const t = useWords(words)
  const query = useInfiniteQuery(casesQuery)
  if (query.isPending) return <Skeleton blocks={3} />
  if (query.isError) return <TroubleSaid error={query.error} onRetry={() => void query.refetch()} />
  const rows = query.data.pages.flatMap((page) => page.items)
  return (
    <Section title={t.open} className="stack">
      {rows.length === 0 ? (
        <Said>
          <h3>{t.none}</h3>
          <p>{t.noneText}</p>
          <Acts>
            <Link to="/items">{t.find}</Link>
          </Acts>
        </Said>
      ) : (
        <CaseRows rows={rows} />
      )}
      {query.hasNextPage ? (
        <Button look="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t.more}
        </Button>
      ) : null}
    </Section>
  )
}
