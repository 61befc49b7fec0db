import { Link } from '@tanstack/react-router'
import type { ImportRun } from '@zhengtong/platform/nets/service/items/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { StateWord } from './state-word.tsx'
import { words } from './words.ts'

export function RunTable({ runs }: { runs: ImportRun[] }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <table className="list list--cards">
      <caption className="unseen">{w.runs}</caption>
      <thead>
        <tr>
          <th scope="col">{w.at}</th>
          <th scope="col">{w.file}</th>
          <th scope="col">{w.state}</th>
          {(['rows', 'loaded', 'repaired', 'refused', 'unchanged'] as const).map((count) => (
            <th key={count} scope="col" className="num">
              {w[count]}
            </th>
          ))}
          <th scope="col">{w.by}</th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.id}>
            <th scope="row">
              <Link to="/imports/$runId" params={{ runId: run.id }}>
                {format.instant(run.createdAt)}
              </Link>
            </th>
            <td>{catalogueName(run.catalogue, w)}</td>
            <td>
              <StateWord run={run} />
            </td>
            {(['rows', 'loaded', 'repaired', 'refused', 'unchanged'] as const).map((count) => (
              <td key={count} className="num spare">
                {format.number(run[count])}
              </td>
            ))}
            <td className="spare">{run.startedBy}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function catalogueName(system: string | undefined, w: (typeof words)['zh']): string {
  if (system === 'guangdong') return w.guangdong
  if (system === 'guangan') return w.guangan
  return system ?? '—'
}
