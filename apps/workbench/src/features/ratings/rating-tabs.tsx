import { Link } from '@tanstack/react-router'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { words } from './words.ts'

export function RatingTabs() {
  const w = useWords(words)
  return (
    <nav className="tabs grow" aria-label={w.title}>
      <Link to="/ratings" activeOptions={{ exact: true, includeSearch: false }}>
        {w.list}
      </Link>
      <Link to="/ratings/statistics" activeOptions={{ includeSearch: false }}>
        {w.statistics}
      </Link>
    </nav>
  )
}
