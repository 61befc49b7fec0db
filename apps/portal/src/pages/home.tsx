import { Link } from '@tanstack/react-router'
import { Skeleton } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Phone, ScanLine, Search } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { BusinessStages, LifeEvents, OnlineNow, RecentItems } from '../features/items/home-sections.tsx'
import { SearchBox } from '../features/items/search-box.tsx'
import { useMe } from '../features/sessions/queries.ts'
import { PageTitle } from '../shell/page-title.tsx'
import { site } from '../site.ts'
import './home.css'

const words = defineWords(
  {
    title: '首页',
    ask: '您今天要办什么事？',
    mine: '我的在办',
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
    signIn: 'Sign in to see how your matters stand.',
    signInAct: 'Sign in',
    help: 'Help',
    call: 'Call 12345',
    progress: 'Check progress',
    verify: 'Verify a credential',
  },
)

const own = () => import('../features/home/own-matters.tsx')
const Nudge = lazy(() => own().then(({ Nudge: component }) => ({ default: component })))
const OwnMatters = lazy(() => own().then(({ OwnMatters: component }) => ({ default: component })))

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
          <RecentItems />
        </section>
        {isCitizen ? (
          <Suspense fallback={null}>
            <Nudge />
          </Suspense>
        ) : null}
        <LifeEvents />
        <BusinessStages />
      </div>
      <aside className="side side--home">
        {isCitizen ? (
          <Suspense fallback={<Skeleton blocks={2} />}>
            <OwnMatters />
          </Suspense>
        ) : (
          <Invitation signedIn={Boolean(me.data)} />
        )}
        <Help />
      </aside>
    </div>
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
