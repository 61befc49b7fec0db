import type { Grant } from '@zhengtong/platform/support/showings/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { words } from './words.ts'

/** What holders let this office read, and the button that uses it. */
export function GrantTable({ grants, onUse }: { grants: Grant[]; onUse: (grant: Grant) => void }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <table className="list list--cards">
      <caption className="unseen">{w.grants}</caption>
      <thead>
        <tr>
          <th scope="col">{w.credential}</th>
          <th scope="col">{w.fields}</th>
          <th scope="col">{w.purpose}</th>
          <th scope="col">{w.until}</th>
          <th scope="col" className="num">
            {w.left}
          </th>
          <th scope="col">{w.state}</th>
          <th scope="col">{w.use}</th>
        </tr>
      </thead>
      <tbody>
        {grants.map((grant) => (
          <tr key={grant.id}>
            <th scope="row">{grant.credential}</th>
            <td className="wide">{grant.fieldNames.join('、')}</td>
            <td className="wide">{grant.purpose}</td>
            <td>{format.instant(grant.validTo)}</td>
            <td className="num">{grant.maxUses - grant.uses}</td>
            <td>{w.stateWord[grant.state]}</td>
            <td>
              {grant.state === 'open' && (
                <Button size="small" onClick={() => onUse(grant)}>
                  {w.use}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
