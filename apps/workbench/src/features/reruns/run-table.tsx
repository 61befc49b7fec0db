import { Link } from '@tanstack/react-router'
import type { Rerun } from '@zhengtong/platform/support/reruns/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { RunState } from './run-state.tsx'
import { words } from './words.ts'

const counts = ['total', 'same', 'differ', 'other'] as const

export function RunTable({ runs }: { runs: Rerun[] }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <table className="list list--cards">
      <caption className="unseen">{w.runs}</caption>
      <thead>
        <tr>
          <th scope="col">{w.at}</th>
          <th scope="col">{w.rule}</th>
          <th scope="col">{w.state}</th>
          {counts.map((count) => (
            <th key={count} scope="col" className="num">
              {w[count]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.id}>
            <th scope="row">
              <Link to="/rules/reruns/$runId" params={{ runId: run.id }}>
                {format.instant(run.createdAt)}
              </Link>
            </th>
            <td>{run.ruleTitle}</td>
            <td>
              <RunState run={run} />
            </td>
            {counts.map((count) => (
              <td key={count} className="num spare">
                {format.number(run[count])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
