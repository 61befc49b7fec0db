import { Link } from '@tanstack/react-router'
import type { Guidance, Guide, Situations } from '@zhengtong/platform/nets/service/items/contract.ts'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Eligibility } from './eligibility.tsx'
import { guideWords } from './guide-words.ts'
import { Materials } from './materials.tsx'
import { RenewalSaid } from './renewal-said.tsx'
import { situationsText } from './situations-text.ts'
import { TimeAndFee } from './time-and-fee.tsx'
import { Where } from './where.tsx'
import { itemWords } from './words.ts'

/** The parts of a guide that this item has, in reading order. */
export function useGuideParts({ item }: Guide): { id: string; title: string }[] {
  const t = useWords(guideWords)
  return [
    { id: 'what', title: t.what },
    ...(item.situations.length > 0 || item.conditions.acceptance ? [{ id: 'can', title: t.can }] : []),
    { id: 'need', title: t.need },
    { id: 'time', title: t.time },
    { id: 'where', title: t.where },
    ...(item.renewal ? [{ id: 'renewal', title: t.renewal }] : []),
    ...(item.basis.length > 0 ? [{ id: 'law', title: t.law }] : []),
    ...(item.faqs.length > 0 ? [{ id: 'questions', title: t.questions }] : []),
  ]
}

type Guided = {
  guide: Guide
  guidance: Guidance
  answered: boolean
  onChoose: (question: string, option: string) => void
}

export function GuideBody({ guide, guidance, answered, onChoose }: Guided) {
  const t = useWords(guideWords)
  const words = useWords(itemWords)
  const pick = usePick()
  const format = useFormat()
  const { item } = guide
  const has = new Set(useGuideParts(guide).map(({ id }) => id))
  return (
    <>
      <Section id="what" title={t.what} className="stack-8">
        {item.result.name && item.result.type !== 'none' ? <p>{t.resultIs(item.result.name)}</p> : null}
        <p>
          {[words.types[item.type], ...item.audiences.map((audience) => words.audiences[audience])]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {item.matter ? (
          <p>
            {t.together}：{item.matter.parts.map(({ name, nameEn }) => pick(name, nameEn)).join('、')}
          </p>
        ) : null}
        <p className="soft">
          {t.updated(format.day(guide.effectiveOn))}
          {guide.origin === 'import' && item.source ? ` · ${t.source(item.source.system)}` : ''}
        </p>
      </Section>
      {has.has('can') ? (
        <Section id="can" title={t.can} className="stack-8">
          {item.situations.length > 0 ? <Eligibility guidance={guidance} onChoose={onChoose} /> : null}
          {item.conditions.acceptance ? <Conditions text={item.conditions.acceptance} /> : null}
        </Section>
      ) : null}
      <Section id="need" title={t.need}>
        <Materials
          needs={answered ? guidance.materials : guide.needs}
          promised={(item.promises ?? []).flatMap(({ materials }) => materials)}
        />
      </Section>
      <Section id="time" title={t.time}>
        <TimeAndFee
          limits={answered ? guidance.limits : item.limits}
          fee={answered ? { ...item.fee, lines: guidance.fees } : item.fee}
        />
      </Section>
      <Section id="where" title={t.where}>
        <Where id={guide.id} item={item} />
      </Section>
      {has.has('renewal') ? (
        <Section id="renewal" title={t.renewal}>
          <RenewalSaid item={item} />
        </Section>
      ) : null}
      {has.has('law') ? (
        <Section id="law" title={t.law}>
          <ul className="stack-8">
            {item.basis.map((basis) => (
              <li key={`${basis.law} ${basis.article ?? ''}`}>
                {basis.url ? <a href={basis.url}>{basis.law}</a> : basis.law}
                {basis.article ? ` ${basis.article}` : ''}
                {basis.text ? <p className="soft">{basis.text}</p> : null}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {has.has('questions') ? (
        <Section id="questions" title={t.questions}>
          {item.faqs.map((faq) => (
            <details key={faq.question}>
              <summary>{pick(faq.question)}</summary>
              <p>{faq.answer}</p>
            </details>
          ))}
        </Section>
      ) : null}
    </>
  )
}

/** Conditions as the office wrote them, one paragraph for each line. */
function Conditions({ text }: { text: string }) {
  const t = useWords(guideWords)
  return (
    <details open={text.length < 400}>
      <summary>{t.conditions}</summary>
      <div className="stack-8">
        {[...new Set(text.split(/\n+/))].map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </details>
  )
}

/** The one button of a guide, or why there is none. */
export function GuideStart({ guide, situations }: { guide: Guide; situations: Situations }) {
  const t = useWords(guideWords)
  const { handling } = guide.item
  const answers = situationsText(situations)
  const elsewhere = handling.onlineUrl ?? handling.mobileUrl
  if (handling.online)
    return (
      <div className="go">
        <Link className="btn btn--big" to="/start/$id" params={{ id: guide.id }} search={answers ? { answers } : {}}>
          {t.start}
        </Link>
        <p>{t.minutes}</p>
      </div>
    )
  return (
    <div className="go go--closed">
      <p>
        <strong>{t.notOnline}</strong>
        {t.notOnlineMore}
      </p>
      {elsewhere ? (
        <p>
          <a href={elsewhere}>{t.elsewhere}</a>
        </p>
      ) : null}
    </div>
  )
}
