import { Link } from '@tanstack/react-router'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { words } from './words.ts'

export function MessageTabs() {
  const w = useWords(words)
  return (
    <nav className="tabs grow" aria-label={w.title}>
      <Link to="/messages" activeOptions={{ exact: true, includeSearch: false }}>
        {w.sentTab}
      </Link>
      <Link to="/messages/senders" activeOptions={{ includeSearch: false }}>
        {w.sendersTab}
      </Link>
      <Link to="/messages/providers">{w.providersTab}</Link>
    </nav>
  )
}
