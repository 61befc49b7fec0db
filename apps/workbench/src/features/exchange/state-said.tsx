import type { ExchangeState } from '@zhengtong/platform/nets/service/exchange/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Note } from '../../parts/note.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { words } from './words.ts'

const tables = ['accept', 'process', 'special_procedure', 'result', 'material'] as const
const states = ['waiting', 'sent', 'received', 'refused'] as const

/** What waits, what went up and what came back, and the latest batches. */
export function StateSaid({ state }: { state: ExchangeState }) {
  const w = useWords(words)
  const format = useFormat()
  const count = (table: string, at: string) =>
    state.counts.find((each) => each.table === table && each.state === at)?.rows ?? 0
  return (
    <div className="flow pad">
      <p className="soft">{w.help}</p>
      {!state.connected && <Note tone="wait">{w.notConnected}</Note>}
      {state.casesBehind > 0 && <p>{w.behind(state.casesBehind)}</p>}
      {state.oldestWaiting && <p>{w.oldest(format.instant(state.oldestWaiting))}</p>}
      <Scroll label={w.title}>
        <table className="list">
          <caption className="unseen">{w.title}</caption>
          <thead>
            <tr>
              <th scope="col">{w.table}</th>
              {states.map((at) => (
                <th key={at} scope="col" className="num">
                  {w.stateWord[at]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {tables.map((table) => (
              <tr key={table}>
                <th scope="row">{w.tableWord[table]}</th>
                {states.map((at) => (
                  <td key={at} className="num">
                    {format.number(count(table, at))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <h2>{w.batches}</h2>
      {state.batches.length === 0 ? (
        <p className="soft">{w.noBatches}</p>
      ) : (
        <ul className="papers">
          {state.batches.slice(0, 5).map((batch) => (
            <li key={batch.no}>
              <span className="nowrap">{batch.no}</span>
              <span className="grow">
                {w.batchWord[batch.state]} · {w.rows} {batch.rows} · {w.attempts} {batch.attempts}
                {batch.refused > 0 && ` · ${w.refusedCount(batch.refused)}`}
                {batch.answer && ` · ${batch.answer}`}
              </span>
              {batch.nextAt && (
                <span className="soft nowrap">
                  {w.next} {format.time(batch.nextAt)}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
