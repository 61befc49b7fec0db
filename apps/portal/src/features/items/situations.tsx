import type { Situation } from '@zhengtong/platform/nets/service/items/contract.ts'
import { Choice } from '@zhengtong/ui/components/field.tsx'
import { Said } from '@zhengtong/ui/components/states.tsx'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { guideWords } from './guide-words.ts'

export type Question = Pick<Situation, 'key' | 'question' | 'questionEn' | 'help' | 'helpEn'> & {
  chosen?: string | undefined
  options: Pick<Situation['options'][number], 'key' | 'label' | 'labelEn' | 'stop' | 'stopEn'>[]
}

/** 情形引导: one question after another; an answer may lead to more, and says when another item is meant. */
export function SituationQuestions(props: {
  questions: Question[]
  /** Tells several lists of questions of one page apart. */
  name: string
  onChoose: (question: string, option: string) => void
}) {
  const { questions, name, onChoose } = props
  const t = useWords(guideWords)
  const pick = usePick()
  return (
    <>
      {questions.map((question, index) => {
        const chosen = question.options.find(({ key }) => key === question.chosen)
        return (
          <fieldset key={question.key} className="question" id={`${name}-${question.key}`} tabIndex={-1}>
            <legend>{t.number(index + 1, pick(question.question, question.questionEn))}</legend>
            {question.help ? <p className="soft">{pick(question.help, question.helpEn)}</p> : null}
            <div className="choices--row">
              {question.options.map((option) => (
                <Choice
                  key={option.key}
                  type="radio"
                  name={`${name}-${question.key}`}
                  checked={option.key === question.chosen}
                  onChange={() => onChoose(question.key, option.key)}
                >
                  {pick(option.label, option.labelEn)}
                </Choice>
              ))}
            </div>
            {chosen?.stop ? (
              <Said tone="wait" role="status">
                <strong>{t.mayNot}</strong> {pick(chosen.stop, chosen.stopEn)}
              </Said>
            ) : null}
          </fieldset>
        )
      })}
    </>
  )
}
