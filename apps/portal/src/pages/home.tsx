import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { CaseRow } from '@zhengtong/platform/support/cases/contract.ts'
import { Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { ChevronRight, ClockAlert, Phone, ScanLine, Search } from 'lucide-react'
import { CaseRows } from '../features/cases/case-rows.tsx'
import { casesQuery } from '../features/cases/queries.ts'
import { useTimeLeft } from '../features/cases/time-left.ts'
import { BusinessStages, LifeEvents, OnlineNow } from '../features/items/home-sections.tsx'
import { SearchBox } from '../features/items/search-box.tsx'
import { NoticeRows } from '../features/notices/notice-rows.tsx'
import { noticesQuery } from '../features/notices/queries.ts'
import { useMe } from '../features/sessions/queries.ts'
import { PageTitle } from '../shell/page-title.tsx'
import { site } from '../site.ts'
import './home.css'

const words = defineWords(
  {
    title: '首页',
    ask: '您今天要办什么事？',
    mine: '我的在办',
    all: '全部',
    notices: '新消息',
    waiting: (count: number) => `有 ${count} 件事等您处理`,
    noOpen: '现在没有在办的事。',
    signIn: '登录以后，在这里看您的事办到了哪一步。',
    signInAct: '登录',
    help: '要人帮忙',
    call: '打 12345',
    progress: '查办理进度',
    verify: '证照验真',
  },
  {
    title: 'Home',
    ask: 'What do you need today?',
    mine: 'My open matters',
    all: 'All',
    notices: 'New notices',
    waiting: (count: number) => (count === 1 ? '1 matter is waiting for you' : `${count} matters are waiting for you`),
    noOpen: 'Nothing is open at the moment.',
    signIn: 'Sign in to see how your matters stand.',
    signInAct: 'Sign in',
    help: 'Help',
    call: 'Call 12345',
    progress: 'Check progress',
    verify: 'Verify a credential',
  },
)
const SHOWN = 3

export function HomePage() {
  const t = useWords(words)
  const me = useMe()
  const isCitizen = me.data?.actor.kind === 'citizen'
  return (
    <div className="cols">
      <div>
        <section className="ask" aria-labelledby="ask">
          <PageTitle id="ask" title={t.title}>
            {t.ask}
          </PageTitle>
          <SearchBox />
          <OnlineNow />
        </section>
        {isCitizen ? <Nudge /> : null}
        <LifeEvents />
        <BusinessStages />
      </div>
      <aside className="side side--home">
        {isCitizen ? <OpenMatters /> : <Invitation signedIn={Boolean(me.data)} />}
        {isCitizen ? <NewNotices /> : null}
        <Help />
      </aside>
    </div>
  )
}

/** On a phone the one thing to do comes right under the search. */
function Nudge() {
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

function Invitation({ signedIn }: { signedIn: boolean }) {
  const t = useWords(words)
  if (signedIn) return null
  return (
    <Section title={t.mine} className="stack-8">
      <p>{t.signIn}</p>
      <p>
        <Link className="btn btn--quiet" to="/sign-in">
          {t.signInAct}
        </Link>
      </p>
    </Section>
  )
}

function Help() {
  const t = useWords(words)
  return (
    <Section title={t.help}>
      <div className="help">
        <a href={`tel:${site.hotline}`}>
          <Phone className="icon" aria-hidden />
          <b>{t.call}</b>
        </a>
        <Link to="/progress">
          <Search className="icon" aria-hidden />
          <b>{t.progress}</b>
        </Link>
        <Link to="/verify">
          <ScanLine className="icon" aria-hidden />
          <b>{t.verify}</b>
        </Link>
      </div>
    </Section>
  )
}
