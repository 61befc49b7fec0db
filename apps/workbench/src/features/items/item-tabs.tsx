import { Link } from '@tanstack/react-router'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { words as burdenWords } from '../burden/words.ts'
import { words as simulationWords } from '../simulation/words.ts'
import type { OneItem } from './use-items.ts'
import { words } from './words.ts'

export function ItemTabs({ id, of: { guide, draft } }: { id: string; of: OneItem }) {
  const w = useWords(words)
  const burden = useWords(burdenWords)
  const simulation = useWords(simulationWords)
  const flow = draft?.item.handling.flow ?? guide?.item.handling.flow
  const params = { itemId: id }
  const here = { activeProps: { 'aria-current': 'page' as const } }
  return (
    <nav className="tabs" aria-label={w.title}>
      {guide && (
        <Link to="/items/$itemId" params={params} activeOptions={{ exact: true }} {...here}>
          {w.tabGuide}
        </Link>
      )}
      {draft && (
        <Link to="/items/$itemId/edit" params={params} activeOptions={{ includeSearch: false }} {...here}>
          {w.tabEdit}
        </Link>
      )}
      {draft && guide && (
        <Link to="/items/$itemId/diff" params={params} activeOptions={{ includeSearch: false }} {...here}>
          {w.tabDiff}
        </Link>
      )}
      <Link to="/items/$itemId/versions" params={params} {...here}>
        {w.tabVersions}
      </Link>
      {flow && (
        <Link to="/flows/$key/simulation" params={{ key: flow }} search={{ item: id }}>
          {simulation.open}
        </Link>
      )}
      {guide && (
        <Link to="/items/$itemId/burden" params={params} {...here}>
          {burden.tab}
        </Link>
      )}
    </nav>
  )
}
