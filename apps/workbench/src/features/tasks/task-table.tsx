import { Link } from '@tanstack/react-router'
import type { TodoRow } from '@zhengtong/platform/support/cases/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { CaseNumber } from '../../parts/case-number.tsx'
import { ClockWord } from '../../parts/clock.tsx'
import { When } from '../../parts/when.tsx'
import type { TaskFilter } from './use-tasks.ts'
import { words } from './words.ts'

/** The queue as a table: one row of 40 px for each task, the clock first. */
export function TaskTable({ rows, filter }: { rows: TodoRow[]; filter: TaskFilter }) {
  const w = useWords(words)
  const pick = usePick()
  const format = useFormat()
  return (
    <table className="list list--cards">
      <caption className="unseen">{w.queue}</caption>
      <thead>
        <tr>
          <th scope="col">{w.clock}</th>
          <th scope="col">{w.no}</th>
          <th scope="col">{w.item}</th>
          <th scope="col">{w.applicant}</th>
          <th scope="col">{w.step}</th>
          <th scope="col">{w.due}</th>
          <th scope="col">{w.opened}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.taskId}>
            <td>
              <ClockWord left={row.left} light={row.light} state={row.stopped ? 'stopped' : 'running'} />
              {row.legalLeft !== undefined && row.legalLeft !== row.left && (
                <>
                  <br />
                  <span className="soft">{w.legal}</span> <ClockWord left={row.legalLeft} light={row.legalLight} />
                </>
              )}
            </td>
            <td>
              <CaseNumber no={row.no} />
            </td>
            <th scope="row" className="wide">
              <Link className="queue-link" to="/tasks/$caseId" params={{ caseId: row.caseId }} search={filter}>
                {row.itemName}
              </Link>
            </th>
            <td>{row.applicant}</td>
            <td className="nowrap">{pick(row.taskName, row.taskNameEn)}</td>
            <td className="soft nowrap spare">{row.due ? format.nearDay(row.due) : ''}</td>
            <td className="soft nowrap spare">
              <When at={row.openedAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
