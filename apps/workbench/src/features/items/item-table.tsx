import { Link } from '@tanstack/react-router'
import { type ItemHit, itemTypes } from '@zhengtong/platform/nets/service/items/contract.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { CircleCheck, FileText } from 'lucide-react'
import { Icon } from '../../parts/icon.tsx'
import { sayLimit } from './say-limit.ts'
import { words } from './words.ts'

/** Published items found, what was typed marked in their names. */
export function ItemTable({ rows }: { rows: ItemHit[] }) {
  const w = useWords(words)
  const { language } = useLanguage()
  return (
    <table className="list list--cards">
      <caption className="unseen">{w.title}</caption>
      <thead>
        <tr>
          <th scope="col">{w.name}</th>
          <th scope="col">{w.type}</th>
          <th scope="col">{w.department}</th>
          <th scope="col">{w.limit}</th>
          <th scope="col">{w.online}</th>
          <th scope="col">{w.version}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row" className="wide">
              <Link to="/items/$itemId" params={{ itemId: row.id }}>
                {language === 'en' && row.nameEn ? row.nameEn : <Marked text={row.name} places={row.highlights} />}
              </Link>
            </th>
            <td>{itemTypes[row.type]?.[language] ?? row.type}</td>
            <td>{row.department}</td>
            <td className="nowrap">{sayLimit(row.promised, language)}</td>
            <td>
              <span className={`light ${row.online ? 'light--green' : ''}`}>
                <Icon of={row.online ? CircleCheck : FileText} />
                {row.online ? w.onlineShort : w.guideOnly}
              </span>
            </td>
            <td className="soft spare nowrap">{w.versionNo(row.version)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Marked({ text, places }: { text: string; places: { start: number; end: number }[] }) {
  let from = 0
  const parts = places.map(({ start, end }) => {
    const before = text.slice(from, start)
    from = end
    return (
      <span key={start}>
        {before}
        <mark>{text.slice(start, end)}</mark>
      </span>
    )
  })
  return (
    <>
      {parts}
      {text.slice(from)}
    </>
  )
}
