import { Link } from '@tanstack/react-router'
import type { TodoRow } from '@zhengtong/platform/support/cases/contract.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useEffect, useRef } from 'react'
import { ClockWord } from '../../parts/clock.tsx'
import type { TaskFilter } from './use-tasks.ts'
import { words } from './words.ts'

/** The queue beside a case: what waits, by clock, with the open one marked. */
export function Queue({ rows, filter, openId }: { rows: TodoRow[]; filter: TaskFilter; openId: string }) {
  const w = useWords(words)
  const pick = usePick()
  const open = useRef<HTMLLIElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: scroll when another case is opened
  useEffect(() => {
    open.current?.scrollIntoView({ block: 'nearest' })
  }, [openId])
  return (
    <ul className="queue" aria-label={w.queue}>
      {rows.map((row) => {
        const isOpen = row.caseId === openId
        return (
          <li key={row.taskId} ref={isOpen ? open : null}>
            <Link
              to="/tasks/$caseId"
              params={{ caseId: row.caseId }}
              search={filter}
              aria-current={isOpen ? 'true' : undefined}
            >
              <span className="queue-line">
                <ClockWord left={row.left} light={row.light} />
                <span className="soft clip">{pick(row.taskName, row.taskNameEn)}</span>
              </span>
              <b className="clip">{row.itemName}</b>
              <span className="clip">{row.applicant}</span>
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
