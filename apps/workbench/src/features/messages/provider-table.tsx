import type { ProviderState } from '@zhengtong/platform/support/messages/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Scroll } from '../../parts/scroll.tsx'
import { words } from './words.ts'

const counts = ['taken', 'delivered', 'failed', 'waiting'] as const

export function ProviderTable({ rows }: { rows: ProviderState[] }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <Scroll label={w.providersTab}>
      <table className="list">
        <caption className="unseen">
          {w.providersTab}（{w.lastDay}）
        </caption>
        <thead>
          <tr>
            <th scope="col">{w.name}</th>
            <th scope="col">{w.channel}</th>
            {counts.map((count) => (
              <th key={count} scope="col" className="num">
                {w[count]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                {row.name} <span className="soft">{row.key}</span>
                {row.simulated && <span className="light--yellow"> {w.simulated}</span>}
              </th>
              <td>{w.channelWord[row.channel]}</td>
              {counts.map((count) => (
                <td key={count} className="num">
                  {format.number(row.lastDay[count])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
