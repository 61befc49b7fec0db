import { Outlet, useLocation } from '@tanstack/react-router'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { usePendingFocus } from './focus.tsx'
import { Footer } from './footer.tsx'
import { Header } from './header.tsx'
import { shellWords } from './words.ts'
import './plain.css'
import './reading.css'
import './shell.css'

/** What stands around every page: skip link, header, main, footer, and the word that the connection is gone. */
export function Shell() {
  const t = useWords(shellWords)
  const main = useRef<HTMLElement>(null)
  useFocusOnChange(main)
  return (
    <>
      {/* biome-ignore lint/a11y/useValidAnchor: it leads to #main; focus is moved by hand because routers swallow fragments */}
      <a
        className="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault()
          main.current?.focus()
        }}
      >
        {t.skip}
      </a>
      <Header />
      <Offline />
      <main ref={main} id="main" className="frame" tabIndex={-1}>
        <Outlet />
      </main>
      <Footer />
    </>
  )
}

/** After a change of page focus goes to the new page: to main at once, and on to its heading when that is there. */
function useFocusOnChange(main: React.RefObject<HTMLElement | null>): void {
  const { pathname } = useLocation()
  const focus = usePendingFocus()
  const shown = useRef(pathname)
  useEffect(() => {
    if (shown.current === pathname) return
    shown.current = pathname
    const heading = main.current?.querySelector('h1')
    if (heading && focus.current.headed === pathname) return heading.focus({ preventScroll: true })
    // The old page may still stand while the new one is fetched, so the heading takes the focus over when it appears.
    focus.current.pending = true
    main.current?.focus({ preventScroll: true })
  }, [pathname, main, focus])
}

function Offline() {
  const t = useWords(shellWords)
  const online = useSyncExternalStore(
    (changed) => {
      window.addEventListener('online', changed)
      window.addEventListener('offline', changed)
      return () => {
        window.removeEventListener('online', changed)
        window.removeEventListener('offline', changed)
      }
    },
    () => navigator.onLine,
  )
  return (
    <div role="status" className={online ? undefined : 'offline'}>
      {online ? null : <p className="frame">{t.offline}</p>}
    </div>
  )
}
