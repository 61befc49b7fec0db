import { Link } from '@tanstack/react-router'
import { type ImportRow, wordsFor } from '@zhengtong/platform/nets/service/items/contract.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { CircleCheck, CircleX, Wrench } from 'lucide-react'
import { Icon } from '../../parts/icon.tsx'
import { reasonWord, repairWord } from './repair-words.ts'
import { words } from './words.ts'

const looks = {
  loaded: { picture: CircleCheck, tone: 'light--green' },
  repaired: { picture: Wrench, tone: 'light--yellow' },
  refused: { picture: CircleX, tone: 'light--red' },
} as const

/** Row by row: what came of it, what was mended, why it was refused. */
export function RowTable({ rows }: { rows: ImportRow[] }) {
  const w = useWords(words)
  const { language } = useLanguage()
  return (
    <table className="list list--cards">
      <caption className="unseen">{w.rows}</caption>
      <thead>
        <tr>
          <th scope="col">{w.line}</th>
          <th scope="col">{w.result}</th>
          <th scope="col">{w.name}</th>
          <th scope="col">{w.detail}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.line}>
            <td className="soft">{row.line}</td>
            <td className="nowrap">
              <span className={`light ${looks[row.state].tone}`}>
                <Icon of={looks[row.state].picture} />
                {w[row.state]}
              </span>
              {row.effect && <span className="soft"> {w.effect[row.effect]}</span>}
            </td>
            <th scope="row" className="wide">
              {row.itemId ? (
                <Link to="/items/$itemId" params={{ itemId: row.itemId }}>
                  {row.name ?? row.key}
                </Link>
              ) : (
                (row.name ?? row.key)
              )}
            </th>
            <td className="wide">
              {row.reason && (
                <p>
                  {reasonWord(row.reason)[language]} <span className="soft">{row.detail}</span>
                </p>
              )}
              {row.repairs.map(({ repair, field, before }) => (
                <p key={repair + field}>
                  {w.repair(repairWord(repair)[language], wordsFor(placeOf(field))[language])}{' '}
                  {before !== undefined && <span className="soft">{w.before(before)}</span>}
                </p>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** `contacts.enquiry` as the pointer that has words. */
const placeOf = (field: string) => `/${field.replaceAll('.', '/')}`
