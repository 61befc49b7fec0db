import { Link } from '@tanstack/react-router'
import type { Item } from '@zhengtong/platform/nets/service/items/contract.ts'
import { SideBlock } from '@zhengtong/ui/components/surfaces.tsx'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { guideWords } from './guide-words.ts'

/** Beside a guide: its contents, who handles it, and whom to ask. */
export function GuideAside({ id, item, parts }: { id: string; item: Item; parts: { id: string; title: string }[] }) {
  const t = useWords(guideWords)
  const pick = usePick()
  const { enquiry, complaint } = item.contacts
  return (
    <>
      <nav className="side__block only-wide" aria-labelledby="contents">
        <h2 id="contents">{t.contents}</h2>
        <ul className="links">
          {parts.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      <SideBlock title={t.who}>
        <p>{pick(item.authority.name, item.authority.nameEn)}</p>
        {item.codes.taskCode ? (
          <p className="soft">
            {t.code} {item.codes.taskCode}
          </p>
        ) : null}
      </SideBlock>
      <SideBlock title={t.help}>
        <ul className="links">
          <li>
            <a href="tel:12345">{t.call}</a>
          </li>
          <li>
            <Link to="/ratings" search={{ itemId: id }}>
              {t.ratings}
            </Link>
          </li>
          {enquiry.map((line) => (
            <li key={line} className="soft">
              {t.enquiry} {line}
            </li>
          ))}
          {complaint.map((line) => (
            <li key={line} className="soft">
              {t.complaint} {line}
            </li>
          ))}
        </ul>
      </SideBlock>
    </>
  )
}
