import { useMutation } from '@tanstack/react-query'
import type { CaseView, DecisionView } from '@zhengtong/platform/support/cases/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { CircleAlert, CircleCheck, Scale } from 'lucide-react'
import { Icon } from '../../parts/icon.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { factRows, sayAt } from './fact-rows.ts'
import { useForm } from './use-form.ts'
import { words } from './words.ts'

/** What the rule says, why, on what basis; and the proof that it says the same again. */
export function Proposal({ view, decision }: { view: CaseView; decision: DecisionView }) {
  const w = useWords(words)
  const format = useFormat()
  const pick = usePick()
  const { language } = useLanguage()
  const form = useForm(view.form.key, view.form.version)
  const rows = factRows(view, form.data, language)
  const outcome = w.outcome[decision.outcome] ?? decision.outcome
  return (
    <section className="case-part">
      <h2>
        <Icon of={Scale} />
        {decision.proposal || !view.automatic ? w.proposal(outcome) : w.decidedByRule(outcome)}
        <span className="soft">
          {w.ruleVersion(decision.ruleTitle, decision.ruleVersion, format.day(decision.asOf))}
        </span>
      </h2>
      <ul className="reasons">
        {decision.reasons.map(({ reason, basis, outcome: way }) => {
          const good = /grant$/.test(way ?? decision.outcome)
          return (
            <li key={`${reason}${basis}`}>
              <span className={good ? 'light--green' : 'light--yellow'}>
                <Icon of={good ? CircleCheck : CircleAlert} />
              </span>
              <span className="grow">{reason}</span>
              <span className="soft">{basis}</span>
            </li>
          )
        })}
      </ul>
      {decision.inputs.length > 0 && (
        <details>
          <summary>{w.inputs}</summary>
          <dl className="pairs">
            {decision.inputs.map(({ name, title, titleEn, pointer = '', value, sourceLabel }) => (
              <div key={name} style={{ display: 'contents' }}>
                <dt>{pick(title, titleEn)}</dt>
                <dd>
                  {rows.find((row) => row.pointer === pointer)?.said ?? sayAt(form.data, pointer, value, language)}{' '}
                  <span className="soft">{sourceLabel}</span>
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      <ReplayButton caseId={view.id} decisionId={decision.id} />
    </section>
  )
}

function ReplayButton({ caseId, decisionId }: { caseId: string; decisionId: string }) {
  const w = useWords(words)
  const sentence = useSentence()
  const replay = useMutation({
    mutationFn: () => request<{ same: boolean }>(`/cases/${caseId}/decisions/${decisionId}/replay`),
  })
  return (
    <div className="line-row line-row--wrap no-print" aria-live="polite">
      <Button size="small" loading={replay.isPending} onClick={() => replay.mutate()}>
        {w.replay}
      </Button>
      {replay.data && (
        <span className={`light ${replay.data.same ? 'light--green' : 'light--red'}`}>
          <Icon of={replay.data.same ? CircleCheck : CircleAlert} />
          {replay.data.same ? w.replaySame : w.replayDiffers}
        </span>
      )}
      {replay.error && <Note tone="danger">{sentence(replay.error)}</Note>}
    </div>
  )
}
