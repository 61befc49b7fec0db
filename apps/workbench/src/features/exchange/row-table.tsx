import type { ExchangeRow } from '@zhengtong/platform/nets/service/exchange/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { Scroll } from '../../parts/scroll.tsx'
import { words } from './words.ts'

export function RowTable({ rows, onResend }: { rows: ExchangeRow[]; onResend: (row: ExchangeRow) => void }) {
  const w = useWords(words)
  return (
    <Scroll label={w.what} className="wide-table">
      <table className="list">
        <caption className="unseen">{w.title}</caption>
        <thead>
          <tr>
            <th scope="col">{w.number}</th>
            <th scope="col">{w.table}</th>
            <th scope="col">{w.state}</th>
            <th scope="col">{w.at}</th>
            <th scope="col">{w.batch}</th>
            <th scope="col">{w.what}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.table} ${row.key}`}>
              <th scope="row">{row.projectNo}</th>
              <td>{row.table}</td>
              <td>
                {w.stateWord[row.state]} · {w.operation[row.cdOperation]}
                {row.reason && <span className="light--red"> {row.reason}</span>}
                {row.state === 'refused' && (
                  <Button size="small" onClick={() => onResend(row)} aria-label={`${w.resendOne} ${row.key}`}>
                    {w.resendOne}
                  </Button>
                )}
              </td>
              <td>{row.cdTime}</td>
              <td>{row.cdBatch ?? '—'}</td>
              <td className="soft">{summary(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

/** Every field that says something, under its national name. */
function summary({ fields }: ExchangeRow): string {
  return Object.entries(fields)
    .filter(([name, value]) => value !== '' && name !== 'project_no')
    .map(([name, value]) => `${name} ${value}`)
    .join('　')
}
