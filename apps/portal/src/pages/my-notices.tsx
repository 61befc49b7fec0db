import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from '@zhengtong/ui/components/button.tsx'
import { Said, Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { NoticeRows } from '../features/notices/notice-rows.tsx'
import { noticesQuery } from '../features/notices/queries.ts'
import { SubscriptionChoices } from '../features/subscriptions/choices.tsx'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { SignedIn } from '../shell/signed-in.tsx'

const words = defineWords(
  { title: '我的消息', none: '还没有消息。您办的事每走一步，都在这里告诉您。', more: '再看 20 条' },
  { title: 'My notices', none: 'No notices yet. Each step of what you apply for is told here.', more: 'Show 20 more' },
)

export function MyNoticesPage() {
  const t = useWords(words)
  return (
    <SignedIn>
      <Crumbs here={t.title} />
      <div className="reading stack">
        <PageTitle>{t.title}</PageTitle>
        <SubscriptionChoices />
        <Notices />
      </div>
    </SignedIn>
  )
}

function Notices() {
  const t = useWords(words)
  const query = useInfiniteQuery(noticesQuery)
  if (query.isPending) return <Skeleton blocks={3} />
  if (query.isError) return <TroubleSaid error={query.error} onRetry={() => void query.refetch()} />
  const notices = query.data.pages.flatMap((page) => page.items)
  if (notices.length === 0) return <Said>{t.none}</Said>
  return (
    <>
      <NoticeRows notices={notices} />
      {query.hasNextPage ? (
        <Button look="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t.more}
        </Button>
      ) : null}
    </>
  )
}
