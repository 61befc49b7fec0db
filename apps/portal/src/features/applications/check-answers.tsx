import { Link } from '@tanstack/react-router'
import { LinkButton } from '@zhengtong/ui/components/button.tsx'
import { SourceChip } from '@zhengtong/ui/components/marks.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { type AnswerRow, answerRows, ShownAnswer, sayAnswer } from '@zhengtong/ui/forms/answer-rows.tsx'
import { DisputeDialog } from '@zhengtong/ui/forms/dispute-dialog.tsx'
import { inputId } from '@zhengtong/ui/forms/field-type.ts'
import { factAt } from '@zhengtong/ui/forms/known-value.tsx'
import { formatSize } from '@zhengtong/ui/i18n/format.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { defineWords, usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { type Filling, hiddenIn, ownMaterials, shownPages } from './filling.ts'
import { useApplication } from './queries.ts'
import './steps.css'

const words = defineWords(
  {
    change: '修改',
    wrong: '有误？',
    none: '没有填',
    materials: '材料',
    missing: '还没有交',
    confirmed: '已确认',
    disputed: (claim: string) => `您说有误：${claim}`,
  },
  {
    change: 'Change',
    wrong: 'Wrong?',
    none: 'Not given',
    materials: 'Documents',
    missing: 'Not handed in yet',
    confirmed: 'Confirmed',
    disputed: (claim: string) => `You said this is wrong: ${claim}`,
  },
)

/** Everything that will be sent: 修改 for what the person typed, 有误 for what a register said. */
export function CheckAnswers({ filling }: { filling: Filling }) {
  const { application } = filling
  const { language } = useLanguage()
  const pick = usePick()
  const t = useWords(words)
  const hidden = hiddenIn(filling, application.answers)
  const materials = ownMaterials(application)
  return (
    <>
      {shownPages(filling, application.answers).map((page) => (
        <Section key={page.key} title={pick(page.title, page.titleEn)}>
          <dl className="answers">
            {answerRows(page.fields, application.answers, hidden, language).map((row) => (
              <Row key={row.pointer} filling={filling} page={page.key} row={row} />
            ))}
          </dl>
        </Section>
      ))}
      {materials.length > 0 ? (
        <Section title={t.materials}>
          <dl className="answers">
            {materials.map((need) => {
              const name = pick(need.name, need.nameEn)
              const said = need.file
                ? `${need.file.fileName}，${formatSize(need.file.size)}`
                : need.state === 'here'
                  ? t.confirmed
                  : t.missing
              return (
                <div key={need.key}>
                  <dt>{name}</dt>
                  <dd className="value">{said}</dd>
                  <dd>
                    <Link to="/apply/$id/materials" params={{ id: application.id }}>
                      {t.change}
                      <span className="unseen">{name}</span>
                    </Link>
                  </dd>
                </div>
              )
            })}
          </dl>
        </Section>
      ) : null}
    </>
  )
}

function Row({ filling, page, row }: { filling: Filling; page: string; row: AnswerRow }) {
  const { application } = filling
  const t = useWords(words)
  const { language } = useLanguage()
  const { dispute } = useApplication(application.id)
  const [asking, setAsking] = useState(false)
  const known = factAt(application.facts, row.pointer)
  // A source vouches only for its own value, not for what was put in its place.
  const fact = row.readOnly || JSON.stringify(known?.value) === JSON.stringify(row.value) ? known : undefined
  const disputed = application.disputes.find(({ pointer }) => pointer === row.pointer)
  return (
    <div>
      <dt>{row.title}</dt>
      <dd className="value">
        <ShownAnswer row={row} none={t.none} />
        {fact ? <SourceChip label={fact.sourceLabel} /> : null}
        {disputed ? <span className="soft">{t.disputed(disputed.claim)}</span> : null}
      </dd>
      <dd>
        {row.readOnly ? (
          fact ? (
            <LinkButton onClick={() => setAsking(true)}>
              {t.wrong}
              <span className="unseen">{row.title}</span>
            </LinkButton>
          ) : null
        ) : (
          <Link
            to="/apply/$id/pages/$page"
            params={{ id: application.id, page }}
            search={{ from: 'check' }}
            hash={inputId(row.pointer)}
          >
            {t.change}
            <span className="unseen">{row.title}</span>
          </Link>
        )}
        {asking && fact ? (
          <DisputeDialog
            title={row.title}
            said={sayAnswer(row, language)}
            onClose={() => setAsking(false)}
            onSend={(claim) => dispute(fact.pointer, claim)}
          />
        ) : null}
      </dd>
    </div>
  )
}
