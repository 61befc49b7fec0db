import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords, usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Check, Ellipsis } from 'lucide-react'

const words = defineWords(
  {
    done: '已完成',
    now: '现在',
    later: '还没到',
    by: (unit: string) => `经办：${unit}`,
    onBehalf: (who: string, whom: string) => `${who} 代 ${whom} 办理`,
    reason: (text: string) => `说明：${text}`,
  },
  {
    done: 'Done',
    now: 'Now',
    later: 'Still to come',
    by: (unit: string) => `By ${unit}`,
    onBehalf: (who: string, whom: string) => `${who} on behalf of ${whom}`,
    reason: (text: string) => `Note: ${text}`,
  },
)

/** What has happened, what is happening, and what is still to come, from top to bottom. */
export function Timeline({ view }: { view: CaseView }) {
  const t = useWords(words)
  const pick = usePick()
  const format = useFormat()
  const waiting = view.tasks.at(-1)
  return (
    <ol className="line">
      {view.timeline.map((step) => (
        <li key={step.seq}>
          <span className="dot">
            <span className="unseen">{t.done}</span>
            <Check className="icon" aria-hidden />
          </span>
          <h3>{pick(step.name, step.nameEn)}</h3>
          <time dateTime={step.at}>{format.instant(step.at)}</time>
          {step.actor && step.verb !== 'submit' && !step.onBehalfOf ? <p className="soft">{t.by(step.actor)}</p> : null}
          {step.onBehalfOf ? <p className="soft">{t.onBehalf(step.actor, step.onBehalfOf)}</p> : null}
          {step.reason ? <p>{t.reason(step.reason)}</p> : null}
        </li>
      ))}
      {waiting ? (
        <li className="now" aria-current="step">
          <span className="dot">
            <span className="unseen">{t.now}</span>
            <Ellipsis className="icon" aria-hidden />
          </span>
          <h3>{pick(waiting.name, waiting.nameEn)}</h3>
        </li>
      ) : null}
      {view.ahead.map((step) => (
        <li key={step.name} className="later">
          <span className="dot">
            <span className="unseen">{t.later}</span>
          </span>
          <h3>{pick(step.name, step.nameEn)}</h3>
        </li>
      ))}
    </ol>
  )
}
