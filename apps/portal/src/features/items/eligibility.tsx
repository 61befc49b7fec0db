import type { Guidance } from '@zhengtong/platform/nets/service/items/contract.ts'
import { Said } from '@zhengtong/ui/components/states.tsx'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { guideWords } from './guide-words.ts'
import { SituationQuestions } from './situations.tsx'

/** 我能办吗: the item's own questions; what follows on the page is only what applies to these answers. */
export function Eligibility(props: { guidance: Guidance; onChoose: (question: string, option: string) => void }) {
  const { guidance, onChoose } = props
  const t = useWords(guideWords)
  const pick = usePick()
  const { questions, complete, stop, branch } = guidance
  return (
    <div className="card">
      <SituationQuestions name="can" questions={questions} onChoose={onChoose} />
      {stop ? null : complete ? (
        <Said tone="good" role="status">
          <strong>{t.mayApply}</strong>
          {branch ? t.handledAs(pick(branch.name, branch.nameEn)) : null}
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
