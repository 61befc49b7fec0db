import type { Progress } from '@zhengtong/platform/support/cases/contract.ts'
import { StateMark } from '@zhengtong/ui/components/marks.tsx'
import { Facts, Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords, usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Check } from 'lucide-react'
import { caseWords, toneOf } from './words.ts'
import './case.css'

const words = defineWords(
  { result: '办到哪一步了', item: '事项', department: '谁在办', state: '现在', due: '最晚', submitted: '提交' },
  {
    result: 'Where it stands',
    item: 'Service',
    department: 'Handled by',
    state: 'Now',
    due: 'At the latest',
    submitted: 'Submitted',
  },
)

/** What anybody with the code may know: the steps and their times, nothing about the person. */
export function ProgressSaid({ progress }: { progress: Progress }) {
  const t = useWords(words)
  const common = useWords(caseWords)
  const pick = usePick()
  const format = useFormat()
  return (
    <div role="status">
      <Section title={t.result} className="stack">
        <div className="card">
          <Facts
            rows={[
              [common.number, progress.no],
              [t.item, progress.itemName],
              [t.department, progress.department],
              [t.submitted, format.instant(progress.submittedAt)],
              [
                t.state,
                <StateMark key="state" tone={toneOf(progress)}>
                  {progress.outcome ? common.outcome[progress.outcome] : common.status[progress.status]}
                </StateMark>,
              ],
              progress.due !== undefined && [t.due, format.nearDay(progress.due)],
            ]}
          />
        </div>
        <ol className="line">
          {progress.steps.map((step) => (
            <li key={`${step.at} ${step.name}`}>
              <span className="dot">
                <Check className="icon" aria-hidden />
              </span>
              <h3>{pick(step.name, step.nameEn)}</h3>
              <time dateTime={step.at}>{format.instant(step.at)}</time>
            </li>
          ))}
        </ol>
      </Section>
    </div>
  )
}
