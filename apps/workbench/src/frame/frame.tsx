import { onlineManager, useSuspenseQuery } from '@tanstack/react-query'
import { Outlet, useRouter } from '@tanstack/react-router'
import { troubleOf } from '@zhengtong/ui/api/problem.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App } from 'antd'
import { Suspense, useEffect, useState, useSyncExternalStore } from 'react'
import { Note } from '../parts/note.tsx'
import { PageSkeleton } from '../parts/skeleton.tsx'
import { PageTrouble } from '../parts/trouble.tsx'
import { meQuery, useVisitor } from '../session.ts'
import { KeyHelp } from './key-help.tsx'
import { Palette } from './palette.tsx'
import { ShortcutBoard, useAllShortcuts, useShortcuts } from './shortcuts.tsx'
import { TopBar } from './top-bar.tsx'
import { words } from './words.ts'

/** The frame around every page for people at work; it sends others to sign in and brings them back. */
export function Frame() {
  const visitor = useVisitor()
  if (visitor.isPending) return <PageSkeleton />
  if (visitor.error && troubleOf(visitor.error) === 'sign-in') return <SignInFirst />
  if (!visitor.data) return <PageTrouble error={visitor.error} onRetry={() => visitor.refetch()} />
  return (
    <App component={false} message={{ maxCount: 2 }}>
      <ShortcutBoard>{visitor.data.actor.kind === 'official' ? <Work /> : <NotHere />}</ShortcutBoard>
    </App>
  )
}

/** Keeps the address the person came for: once, before it changes. */
function SignInFirst() {
  const router = useRouter()
  const [to] = useState(() => router.state.location.href)
  useEffect(() => void router.navigate({ to: '/sign-in', search: { to }, replace: true }), [router, to])
  return <PageSkeleton />
}

function Work() {
  const w = useWords(words)
  const { data } = useSuspenseQuery(meQuery)
  const [finding, setFinding] = useState(false)
  const [helping, setHelping] = useState(false)
  useShortcuts([
    { key: '/', label: w.search, run: () => setFinding(true) },
    { key: 'mod+k', shown: '⌘K', label: w.search, run: () => setFinding(true), hint: false },
    { key: '?', label: w.keys, run: () => setHelping(true) },
  ])
  return (
    <div className="frame">
      <a className="skip" href="#content">
        {w.skip}
      </a>
      <TopBar me={data.actor} onFind={() => setFinding(true)} />
      <OfflineNotice />
      <main className="frame-body" id="content" tabIndex={-1}>
        <Suspense fallback={<PageSkeleton />}>
          <Outlet />
        </Suspense>
      </main>
      <Hints />
      {finding && <Palette me={data.actor} onClose={() => setFinding(false)} />}
      {helping && <KeyHelp onClose={() => setHelping(false)} />}
    </div>
  )
}

function Hints() {
  const w = useWords(words)
  const shortcuts = useAllShortcuts().filter(({ hint }) => hint !== false)
  return (
    <footer className="hints">
      {shortcuts.map(({ key, shown, label }) => (
        <span key={`${key} ${label}`}>
          <kbd>{shown ?? key}</kbd> {label}
        </span>
      ))}
      <span className="end">{w.demo}</span>
    </footer>
  )
}

function OfflineNotice() {
  const w = useWords(words)
  const online = useSyncExternalStore(
    (onChange) => onlineManager.subscribe(onChange),
    () => onlineManager.isOnline(),
  )
  return (
    <div className="frame-notice" aria-live="polite">
      {!online && <Note tone="wait">{w.offline}</Note>}
    </div>
  )
}

function NotHere() {
  const w = useWords(words)
  return (
    <main className="blank">
      <h1>{w.product}</h1>
      <p>{w.citizen}</p>
      <div className="line-row">
        <a href="/">{w.toPortal}</a>
      </div>
    </main>
  )
}
