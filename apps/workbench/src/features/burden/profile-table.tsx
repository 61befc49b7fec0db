import { Link } from '@tanstack/react-router'
import type { ItemProfile, UnitProfile } from '@zhengtong/platform/nets/service/items/contract.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Scroll } from '../../parts/scroll.tsx'
import { sayLimit } from '../items/say-limit.ts'
import { words } from './words.ts'

/** Items by score, each with what it asks of its applicants and what was cut. */
export function ProfileTable({ rows }: { rows: ItemProfile[] }) {
  const w = useWords(words)
  const { language } = useLanguage()
  return (
    <Scroll label={w.items} className="wide-table">
      <table className="list">
        <caption className="unseen">{w.items}</caption>
        <thead>
          <tr>
            <th scope="col">{w.item}</th>
            <th scope="col">{w.department}</th>
            <th scope="col" className="num">
              {w.score}
            </th>
            <th scope="col" className="num">
              {w.uploads}
            </th>
            <th scope="col" className="num">
              {w.free}
            </th>
            <th scope="col">{w.visits}</th>
            <th scope="col">{w.promised}</th>
            <th scope="col">{w.idOnly}</th>
            <th scope="col">{w.cuts}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ measure, cuts, ...row }) => (
            <tr key={row.itemId}>
              <th scope="row" className="wide">
                <Link to="/items/$itemId/burden" params={{ itemId: row.itemId }}>
                  {row.name}
                </Link>
              </th>
              <td>{row.department}</td>
              <td className="num">{row.score ?? '—'}</td>
              <td className="num">{measure.uploads}</td>
              <td className="num">{measure.free}</td>
              <td>{w.times(measure.visits)}</td>
              <td>{measure.promised ? sayLimit(measure.promised, language) : '—'}</td>
              <td>{row.idOnly ? w.yes : ''}</td>
              <td>{w.cutSaid(cuts.uploads, cuts.days, cuts.becameInstant)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

const counts = [
  'items',
  'online',
  'idOnly',
  'withFree',
  'noVisit',
  'oneVisit',
  'moreVisits',
  'unknownVisits',
  'instant',
  'becameInstant',
  'uploadsCut',
  'daysCut',
] as const

/** Units by the score of what can be applied for here. */
export function UnitTable({ rows }: { rows: UnitProfile[] }) {
  const w = useWords(words)
  return (
    <Scroll label={w.units} className="wide-table">
      <table className="list">
        <caption className="unseen">{w.units}</caption>
        <thead>
          <tr>
            <th scope="col">{w.department}</th>
            <th scope="col" className="num">
              {w.score}
            </th>
            {counts.map((key) => (
              <th key={key} scope="col" className="num">
                {w[key]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.department}>
              <th scope="row" className="wide">
                <Link to="/burden" search={{ department: row.department, show: 'items' }}>
                  {row.department}
                </Link>
              </th>
              <td className="num">{row.score ?? '—'}</td>
              {counts.map((key) => (
                <td key={key} className="num">
                  {row[key]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
