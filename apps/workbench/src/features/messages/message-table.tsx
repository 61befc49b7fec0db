import type { Message } from '@zhengtong/platform/support/messages/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { CircleCheck, CircleDot, CircleX } from 'lucide-react'
import { Icon } from '../../parts/icon.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { When } from '../../parts/when.tsx'
import { words } from './words.ts'

export function MessageTable({ rows }: { rows: Message[] }) {
  const w = useWords(words)
  return (
    <Scroll label={w.title} className="wide-table">
      <table className="list">
        <caption className="unseen">{w.title}</caption>
        <thead>
          <tr>
            <th scope="col">{w.recipient}</th>
            <th scope="col">{w.channel}</th>
            <th scope="col">{w.template}</th>
            <th scope="col">{w.status}</th>
            <th scope="col">{w.provider}</th>
            <th scope="col">{w.time}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.to ?? <span className="soft">{w.destroyed}</span>}</th>
              <td>{w.channelWord[row.channel]}</td>
              <td>
                {row.templateName} <span className="soft">{w.version(row.templateVersion)}</span>
              </td>
              <td>
                <Fate row={row} />
              </td>
              <td>
                {row.provider ?? '—'}
                {row.simulated && <span className="soft"> {w.simulated}</span>}
              </td>
              <td>
                <When at={row.createdAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

function Fate({ row }: { row: Message }) {
  const w = useWords(words)
  const failed = row.status.endsWith('-failure')
  const arrived = row.status === 'delivered' || row.status === 'sent'
  const tone = failed ? 'light--red' : arrived ? 'light--green' : ''
  return (
    <>
      <span className={`light ${tone}`}>
        <Icon of={failed ? CircleX : arrived ? CircleCheck : CircleDot} />
        {w.statusWord[row.status]}
      </span>
      <span className="soft">
        {row.readAt && ` · ${w.read}`}
        {row.reason && ` · ${row.reason}`}
        {row.attempts > 1 && ` · ${w.attempts(row.attempts)}`}
      </span>
    </>
  )
}
