import { Link } from '@tanstack/react-router'
import type { ItemHit } from '@zhengtong/platform/nets/service/items/contract.ts'
import { StateMark } from '@zhengtong/ui/components/marks.tsx'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { defineWords, usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Globe, MapPin } from 'lucide-react'
import type { ReactNode } from 'react'
import { itemWords } from './words.ts'

const words = defineWords(
  { promised: (time: string) => `承诺 ${time}` },
  { promised: (time: string) => `Promised: ${time}` },
)

/** Items found, the words that matched marked in their names. */
export function Hits({ items }: { items: ItemHit[] }) {
  return (
    <ul className="rows">
      {items.map((item) => (
        <Hit key={item.id} item={item} />
      ))}
    </ul>
  )
}

function Hit({ item }: { item: ItemHit }) {
  const t = useWords(itemWords)
  const own = useWords(words)
  const pick = usePick()
  const { language } = useLanguage()
  const english = language === 'en' && item.nameEn
  const summary = item.summary ? pick(item.summary, item.summaryEn) : ''
  return (
    <li className="hit">
      <Link to="/items/$id" params={{ id: item.id }}>
        {english ? item.nameEn : marked(item.name, item.highlights)}
      </Link>
      {summary ? <p>{summary}</p> : null}
      <div className="row row--wrap">
        <StateMark tone={item.online ? 'good' : 'soft'} icon={item.online ? Globe : MapPin}>
          {item.online ? t.online : t.offline}
        </StateMark>
        <span className="soft">{item.department}</span>
        {item.promised ? (
          <span className="soft">{own.promised(t.days(item.promised.unit, item.promised.days))}</span>
        ) : null}
      </div>
    </li>
  )
}

/** A name with the given stretches marked. Places count UTF-16 units, as the server and JavaScript do. */
function marked(name: string, places: { start: number; end: number }[]): ReactNode {
  const parts: ReactNode[] = []
  let at = 0
  for (const { start, end } of places) {
    if (start < at) continue
    parts.push(name.slice(at, start), <mark key={start}>{name.slice(start, end)}</mark>)
    at = end
  }
  return [...parts, name.slice(at)]
}
