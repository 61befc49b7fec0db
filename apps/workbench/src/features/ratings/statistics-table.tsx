import type { RatingStatistics } from '@zhengtong/platform/nets/service/ratings/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Scroll } from '../../parts/scroll.tsx'
import { words } from './words.ts'

const counts = ['offered', 'count', 'bad', 'excluded'] as const
const shares = ['rated', 'satisfied', 'calledBack', 'calledBackOnTime', 'mendedOnTime', 'satisfiedAgain'] as const

export function StatisticsTable({ rows }: { rows: RatingStatistics[] }) {
  const w = useWords(words)
  const format = useFormat()
  const part = rows.some((row) => row.item !== undefined)
    ? 'item'
    : rows.some((row) => row.window !== undefined)
      ? 'window'
      : undefined
  const share = (value: number | undefined) => (value === undefined ? '—' : `${(value * 100).toFixed(1)}%`)
  return (
    <Scroll label={w.statistics} className="wide-table">
      <table className="list">
        <caption className="unseen">{w.statistics}</caption>
        <thead>
          <tr>
            <th scope="col">{w.department}</th>
            {part && <th scope="col">{w.parts[part]}</th>}
            {[...counts, ...shares].map((key) => (
              <th key={key} scope="col" className="num">
                {w[key]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.departmentId} ${row.item ?? ''} ${row.window ?? ''}`}>
              <th scope="row" className="wide">
                {row.department}
              </th>
              {part && <td>{row[part] || '—'}</td>}
              {counts.map((key) => (
                <td key={key} className="num">
                  {format.number(row[key])}
                </td>
              ))}
              {shares.map((key) => (
                <td key={key} className="num">
                  {share(row[key])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
