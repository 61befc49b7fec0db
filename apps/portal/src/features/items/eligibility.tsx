import type { Item } from '@zhengtong/platform/nets/service/items/contract.ts'
import { Choice } from '@zhengtong/ui/components/field.tsx'
import { Said } from '@zhengtong/ui/components/states.tsx'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { guideWords } from './guide-words.ts'

/** 我能办吗: the item's own questions. The answers stay on this page; they only tell whether going on makes sense. */
export function Eligibility({ situations }: { situations: Item['situations'] }) {
  const t = useWords(guideWords)
  const pick = usePick()
  const [answers, setAnswers] = useState<Record<string, string>>({})
  const chosen = situations.map(({ key, options }) => options.find((option) => option.key === answers[key]))
  const stop = chosen.find((option) => option?.stop)
  return (
    <div className="card">
      {situations.map((situation, index) => (
        <fieldset key={situation.key} className="question">
          <legend>{t.number(index + 1, pick(situation.question, situation.questionEn))}</legend>
          <div className="choices--row">
            {situation.options.map((option) => (
              <Choice
                key={option.key}
                type="radio"
                name={`can-${situation.key}`}
                checked={answers[situation.key] === option.key}
                onChange={() => setAnswers({ ...answers, [situation.key]: option.key })}
              >
                {pick(option.label, option.labelEn)}
              </Choice>
            ))}
          </div>
        </fieldset>
      ))}
      {stop?.stop ? (
        <Said tone="wait" role="status">
          <strong>{t.mayNot}</strong> {pick(stop.stop, stop.stopEn)}
        </Said>
      ) : chosen.every((option) => option !== undefined) ? (
        <Said tone="good" role="status">
          <strong>{t.mayApply}</strong>
          {t.mayApplyMore}
        </Said>
      ) : (
        <p className="soft" role="status">
          {t.answerAll}
        </p>
      )}
    </div>
  )
}
