import {
  audiences,
  createHolds,
  guidanceOf,
  type Item,
  itemTypes,
} from '@zhengtong/platform/nets/service/items/contract.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Radio } from 'antd'
import { useMemo, useState } from 'react'
import { editorWords } from './editor/words.ts'
import { sayLimit } from './say-limit.ts'

/** The guide as an applicant sees it, made from the item alone. */
export function GuidePreview({ item }: { item: Item }) {
  const e = useWords(editorWords)
  const pick = usePick()
  const { language } = useLanguage()
  const [situations, setSituations] = useState<Record<string, string>>({})
  const guidance = useMemo(() => guidanceOf(item, situations, createHolds()), [item, situations])
  const answered = Object.keys(situations).length > 0
  const { fee, handling, steps } = item
  const limits = answered ? guidance.limits : item.limits
  const { upload, confirm, free: fetched, maybe } = guidance.materials
  const materials = answered ? [...upload, ...confirm, ...fetched, ...maybe] : item.materials
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
      {guidance.questions.length > 0 && (
        <>
          <h3>{e.asked}</h3>
          {guidance.questions.map((question) => {
            const chosen = question.options.find(({ key }) => key === question.chosen)
            return (
              <fieldset key={question.key} className="preview-question">
                <legend>{pick(question.question, question.questionEn)}</legend>
                <Radio.Group
                  value={question.chosen ?? null}
                  onChange={({ target }) => setSituations({ ...situations, [question.key]: target.value })}
                  options={question.options.map((option) => ({
                    value: option.key,
                    label: pick(option.label, option.labelEn),
                  }))}
                />
                {chosen?.stop && <p className="light--red">{pick(chosen.stop, chosen.stopEn)}</p>}
              </fieldset>
            )
          })}
          {guidance.branch && <p>{e.branch(pick(guidance.branch.name, guidance.branch.nameEn))}</p>}
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
              {necessity === 'conditional' && !answered && e.conditional}
              {necessity === 'may-follow' && e.mayFollow}
              {item.promises?.some(({ materials: replaced }) => replaced.includes(key)) && e.mayPromise}
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
