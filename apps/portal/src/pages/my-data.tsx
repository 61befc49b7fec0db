import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from '@zhengtong/ui/components/button.tsx'
import { Said, Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { readLogQuery } from '../features/read-log/queries.ts'
import { ReadTable } from '../features/read-log/read-table.tsx'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { SignedIn } from '../shell/signed-in.tsx'

const words = defineWords(
  {
    title: '谁看过我的数据',
    intro: '每一次查看都记在这里：谁、什么时候、看了什么、为了什么、凭什么。觉得不对，打 12345。',
    none: '还没有人看过您的数据。',
    more: '再看 20 条',
  },
  {
    title: 'Who has seen my data',
    intro: 'Every look is recorded here: who, when, what, why and on what basis. If something seems wrong, call 12345.',
    none: 'Nobody has looked at your data yet.',
    more: 'Show 20 more',
  },
)

export function MyDataPage() {
  const t = useWords(words)
  return (
    <SignedIn>
      <Crumbs here={t.title} />
      <div className="stack">
        <PageTitle>{t.title}</PageTitle>
        <p>{t.intro}</p>
        <Reads />
      </div>
    </SignedIn>
  )
}

function Reads() {
  const t = useWords(words)
  const query = useInfiniteQuery(readLogQuery)
  if (query.isPending) return <Skeleton blocks={3} />
  if (query.isError) return <TroubleSaid error={query.error} onRetry={() => void query.refetch()} />
  const entries = query.data.pages.flatMap((page) => page.items)
  if (entries.length === 0) return <Said>{t.none}</Said>
  return (
    <>
      <ReadTable entries={entries} />
      {query.hasNextPage ? (
        <Button look="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t.more}
        </Button>
      ) : null}
    </>
  )
}
