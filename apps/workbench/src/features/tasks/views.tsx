import { Link } from '@tanstack/react-router'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import type { TaskFilter } from './use-tasks.ts'
import { waiting, words } from './words.ts'

/** The list of everything, and of each status; each is an address. */
export function TaskViews({ filter, total }: { filter: TaskFilter; total?: number }) {
  const w = useWords(words)
  return (
    <nav className="views" aria-label={w.views}>
      <Link to="/tasks" search={{}} aria-current={filter.status ? undefined : 'true'}>
        {w.all}
        {!filter.status && !filter.q && total !== undefined && <span className="soft">{total}</span>}
      </Link>
      <h2>{w.byStatus}</h2>
      {waiting.map((status) => (
        <Link key={status} to="/tasks" search={{ status }} aria-current={filter.status === status ? 'true' : undefined}>
          {w[status]}
          {filter.status === status && total !== undefined && <span className="soft">{total}</span>}
        </Link>
      ))}
    </nav>
  )
}
