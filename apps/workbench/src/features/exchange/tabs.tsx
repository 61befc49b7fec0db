import { Link } from '@tanstack/react-router'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { words } from './words.ts'

export function ExchangeTabs() {
  const w = useWords(words)
  return (
    <nav className="tabs grow" aria-label={w.title}>
      <Link to="/exchange" activeOptions={{ exact: true, includeSearch: false }}>
        {w.rowsTab}
      </Link>
      <Link to="/exchange/state">{w.stateTab}</Link>
    </nav>
  )
}
