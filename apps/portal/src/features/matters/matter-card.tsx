import { Link } from '@tanstack/react-router'
import type { Matter } from '@zhengtong/platform/nets/service/items/contract.ts'
import { defineWords, usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { itemWords } from '../items/words.ts'
import './matter-card.css'

const words = defineWords(
  {
    promised: (time: string) => `承诺 ${time}`,
    uploads: (count: number) => (count === 0 ? '不用上传材料' : `上传 ${count} 份材料`),
    free: (count: number) => `${count} 份免提交`,
    parts: '各项',
    ifNeeded: '需要时才办',
  },
  {
    promised: (time: string) => `Promised: ${time}`,
    uploads: (count: number) => (count === 0 ? 'Nothing to upload' : `${count} to upload`),
    free: (count: number) => `${count} we fetch or make`,
    parts: 'Parts',
    ifNeeded: 'if you need it',
  },
)

/** A joint matter in a list: what it settles, and who does which part. */
export function MatterCard({ matter, name }: { matter: Matter; name: string }) {
  const t = useWords(words)
  const item = useWords(itemWords)
  const pick = usePick()
  return (
    <li className="hit">
      <Link to="/items/$id" params={{ id: matter.itemId }}>
        {name}
      </Link>
      {matter.summary ? <p>{pick(matter.summary, matter.summaryEn)}</p> : null}
      <ul className="matter-parts" aria-label={`${name} · ${t.parts}`}>
        {matter.parts.map((part) => (
          <li key={part.key}>
            <b>{pick(part.name, part.nameEn)}</b>
            {part.department ? <span className="soft">{part.department}</span> : null}
            {part.conditional ? <span className="soft">{t.ifNeeded}</span> : null}
          </li>
        ))}
      </ul>
      <div className="row row--wrap soft">
        <span>{t.uploads(matter.uploads)}</span>
        {matter.free > 0 ? <span>{t.free(matter.free)}</span> : null}
        {matter.promised ? <span>{t.promised(item.days(matter.promised.unit, matter.promised.days))}</span> : null}
      </div>
    </li>
  )
}
