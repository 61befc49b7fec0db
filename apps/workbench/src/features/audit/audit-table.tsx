import { Link } from '@tanstack/react-router'
import type { AuditLine } from '@zhengtong/platform/support/identity/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { CircleCheck, CircleX } from 'lucide-react'
import { Icon } from '../../parts/icon.tsx'
import { words } from './words.ts'

/** Who did what to what, when, from where, with what result (GB/T 22239-2019). */
export function AuditTable({ rows }: { rows: AuditLine[] }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <table className="list list--cards">
      <caption className="unseen">{w.title}</caption>
      <thead>
        <tr>
          <th scope="col">{w.seq}</th>
          <th scope="col">{w.at}</th>
          <th scope="col">{w.who}</th>
          <th scope="col">{w.what}</th>
          <th scope="col">{w.object}</th>
          <th scope="col">{w.result}</th>
          <th scope="col">{w.ip}</th>
          <th scope="col">{w.fingerprint}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ seq, hash, entry }) => (
          <tr key={seq}>
            <td className="soft">{seq}</td>
            <td className="nowrap">{format.instant(entry.at, true)}</td>
            <td>
              <Link to="/audit" search={{ actorId: entry.actor.accountId }} title={w.onlyThis}>
                {entry.actor.name || entry.actor.kind}
              </Link>{' '}
              <span className="soft">{entry.actor.unit}</span>
            </td>
            <th scope="row">
              {w.actionWord[entry.action] ?? entry.action}{' '}
              {entry.purpose && <span className="soft">{entry.purpose}</span>}
            </th>
            <td className="wide">
              {entry.objectType}{' '}
              <Link to="/audit" search={{ objectId: entry.objectId }} title={w.onlyObject} className="soft">
                {entry.objectId}
              </Link>
            </td>
            <td>
              <span className={`light light--${entry.result === 'done' ? 'green' : 'yellow'}`}>
                <Icon of={entry.result === 'done' ? CircleCheck : CircleX} />
                {w.resultWord[entry.result]}
              </span>
            </td>
            <td className="soft spare">{entry.ip}</td>
            <td className="soft spare" title={hash}>
              {hash.slice(0, 8)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
