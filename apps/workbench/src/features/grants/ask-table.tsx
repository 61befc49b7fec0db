import type { Ask } from '@zhengtong/platform/support/showings/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { words } from './words.ts'

/** What this office has asked of holders, and what they answered. */
export function AskTable({ asks }: { asks: Ask[] }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <table className="list list--cards">
      <caption className="unseen">{w.asks}</caption>
      <thead>
        <tr>
          <th scope="col">{w.credential}</th>
          <th scope="col">{w.fields}</th>
          <th scope="col">{w.purpose}</th>
          <th scope="col">{w.state}</th>
          <th scope="col">{w.by}</th>
          <th scope="col">{w.at}</th>
        </tr>
      </thead>
      <tbody>
        {asks.map((ask) => (
          <tr key={ask.id}>
            <th scope="row">{ask.credential}</th>
            <td className="wide">{ask.fieldNames.join('、')}</td>
            <td className="wide">{ask.purpose}</td>
            <td>{w.askState[ask.state]}</td>
            <td>{ask.askedBy}</td>
            <td>{format.instant(ask.askedAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
