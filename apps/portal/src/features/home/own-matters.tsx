import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { CaseRow } from '@zhengtong/platform/support/cases/contract.ts'
import { Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { ChevronRight, ClockAlert } from 'lucide-react'
import { CaseRows } from '../cases/case-rows.tsx'
import { casesQuery } from '../cases/queries.ts'
import { useTimeLeft } from '../cases/time-left.ts'
import { Recommended } from '../life-maps/recommended.tsx'
import { NoticeRows } from '../notices/notice-rows.tsx'
import { noticesQuery } from '../notices/queries.ts'

const words = defineWords(
  {
    mine: '我的在办',
    all: '全部',
    notices: '新消息',
    waiting: (count: number) => `有 ${count} 件事等您处理`,
    noOpen: '现在没有在办的事。',
  },
  {
    mine: 'My open matters',
    all: 'All',
    notices: 'New notices',
    waiting: (count: number) => (count === 1 ? '1 matter is waiting for you' : `${count} matters are waiting for you`),
    noOpen: 'Nothing is open at the moment.',
  },
)
const SHOWN = 3

/** On a phone the one thing to do comes right under the search. */
export function Nudge() {
  const t = useWords(words)
  const timeLeft = useTimeLeft()
  const { data } = useInfiniteQuery(casesQuery)
  const waiting = data?.pages[0]?.items.filter(({ needsMe }) => needsMe) ?? []
  const first = waiting[0]
  if (!first) return null
  return (
    <Link
      className="nudge only-narrow"
      {...(waiting.length === 1 ? { to: '/cases/$id', params: { id: first.id } } : { to: '/cases' })}
    >
      <ClockAlert className="icon" aria-hidden />
      <span>
        <b>{t.waiting(waiting.length)}</b>
        {first.itemName}
        {first.left === undefined ? '' : ` · ${timeLeft('working', first.left)}`}
      </span>
      <ChevronRight className="icon" aria-hidden />
    </Link>
  )
}

function OpenMatters() {
  const t = useWords(words)
  const query = useInfiniteQuery(casesQuery)
  return (
    <Section
      title={t.mine}
      aside={
        <Link className="quiet-link" to="/cases">
          {t.all}
          <span className="unseen"> {t.mine}</span>
        </Link>
      }
    >
      {query.isPending ? <Skeleton blocks={1} /> : null}
      {query.isError ? <TroubleSaid error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isSuccess ? <OpenRows rows={query.data.pages[0]?.items ?? []} /> : null}
    </Section>
  )
}

function OpenRows({ rows }: { rows: CaseRow[] }) {
  const t = useWords(words)
  // What waits for the person comes first, then what is open.
  const open = rows.filter(({ closedAt }) => !closedAt).sort((a, b) => Number(b.needsMe) - Number(a.needsMe))
  return open.length > 0 ? <CaseRows rows={open.slice(0, SHOWN)} /> : <p className="soft">{t.noOpen}</p>
}

function NewNotices() {
  const t = useWords(words)
  const { data } = useInfiniteQuery(noticesQuery)
  const unread = data?.pages[0]?.items.filter(({ read }) => !read).slice(0, SHOWN) ?? []
  if (unread.length === 0) return null
  return (
    <Section
      title={t.notices}
      aside={
        <Link className="quiet-link" to="/me/notices">
          {t.all}
          <span className="unseen"> {t.notices}</span>
        </Link>
      }
    >
      <NoticeRows notices={unread} />
    </Section>
  )
}

/** What stands beside the search of whoever has signed in. Fetched by them alone: a visitor's page weighs less. */
export function OwnMatters() {
  return (
    <>
      <OpenMatters />
      <NewNotices />
      <Recommended />
    </>
  )
}
