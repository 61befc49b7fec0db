import { audiences, type Item, itemTypes } from '@zhengtong/platform/nets/service/items/contract.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { editorWords } from './editor/words.ts'
import { sayLimit } from './say-limit.ts'

/** The guide as an applicant sees it, made from the item alone. */
export function GuidePreview({ item }: { item: Item }) {
  const e = useWords(editorWords)
  const pick = usePick()
  const { language } = useLanguage()
  const { limits, fee, handling, materials, steps } = item
  const comma = language === 'zh' ? '、' : ', '
  const own = materials.filter(({ submission }) => submission === 'upload' || submission === 'confirm')
  const free = materials.filter(({ submission }) => submission === 'shared' || submission === 'generated')
  const cost = fee.charged === undefined ? e.feeUnknown : fee.charged ? e.charged : e.free
  const visits =
    handling.visits === undefined ? undefined : handling.visits === 0 ? e.noVisit : e.visits(handling.visits)
  return (
    <article className="sheet guide">
      <p className="soft">{itemTypes[item.type]?.[language] ?? item.type}</p>
      <h2>{pick(item.name, item.nameEn)}</h2>
      {item.summary && <p>{pick(item.summary, item.summaryEn)}</p>}
      {item.audiences.length > 0 && (
        <>
          <h3>{e.who}</h3>
          <p>{item.audiences.map((audience) => audiences[audience][language]).join(comma)}</p>
        </>
      )}
      <h3>{e.howLong}</h3>
      <p>
        {[sayLimit(limits.promised ?? limits.legal, language), cost, visits]
          .filter(Boolean)
          .join(language === 'zh' ? '，' : ', ')}
      </p>
      <h3>{e.prepare}</h3>
      {own.length > 0 ? (
        <ul>
          {own.map(({ key, name, nameEn, necessity }) => (
            <li key={key}>
              {pick(name, nameEn)}
              {necessity === 'conditional' && e.conditional}
            </li>
          ))}
        </ul>
      ) : (
        <p>{e.nothing}</p>
      )}
      {free.length > 0 && (
        <p className="soft">{e.freeOf(free.map(({ name, nameEn }) => pick(name, nameEn)).join(comma))}</p>
      )}
      {steps.length > 0 && (
        <>
          <h3>{e.course}</h3>
          <p>{steps.map(({ name, nameEn }) => pick(name, nameEn)).join(comma)}</p>
        </>
      )}
      {item.basis.length > 0 && (
        <>
          <h3>{e.basis}</h3>
          <ul>
            {item.basis.map(({ law, article }) => (
              <li key={`${law}${article}`}>
                {law} {article}
              </li>
            ))}
          </ul>
        </>
      )}
      {item.contacts.enquiry.length > 0 && (
        <>
          <h3>{e.contact}</h3>
          <p>{item.contacts.enquiry.join(comma)}</p>
        </>
      )}
      {handling.online && <span className="guide-go">{e.start}</span>}
    </article>
  )
}
