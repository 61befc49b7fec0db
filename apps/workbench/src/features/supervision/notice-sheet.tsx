import type { NoticeVerb, SupervisionNotice } from '@zhengtong/platform/nets/service/supervision/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { StateWord } from '../../parts/state-word.tsx'
import { words } from './words.ts'

const tones = { issued: 'yellow', answered: 'yellow', accepted: 'green', late: 'red' } as const

/** One notice with all that was said about it. */
export function NoticeSheet({ of, onAct }: { of: SupervisionNotice; onAct: (verb: NoticeVerb) => void }) {
  const w = useWords(words)
  const { day, instant } = useFormat()
  const shown = of.late ? 'late' : of.state
  return (
    <article className="sheet pad flow" aria-labelledby={of.id}>
      <div className="line-row line-row--wrap">
        <h2 id={of.id}>{w.no(of.no)}</h2>
        <StateWord tone={tones[shown]}>{w.states[shown]}</StateWord>
        {of.state === 'issued' && <span>{w.answerBy(day(of.due))}</span>}
        {of.escalated && <span className="soft">{w.escalated}</span>}
        {of.returned > 0 && <span className="soft">{w.returned(of.returned)}</span>}
      </div>
      <p className="soft">{[of.department, of.itemName, of.caseNo, of.rule].filter(Boolean).join(' · ')}</p>
      <ol className="flow">
        {of.steps.map((step) => (
          <li key={`${step.at}${step.verb}`}>
            <div className="soft">
              {w.said[step.verb]} · {step.by} · {instant(step.at)}
            </div>
            <div>{step.words}</div>
          </li>
        ))}
      </ol>
      {of.may.length > 0 && (
        <div className="line-row">
          {of.may.map((verb) => (
            <Button key={verb} type={verb === 'return' ? 'default' : 'primary'} onClick={() => onAct(verb)}>
              {w.verbs[verb]}
            </Button>
          ))}
        </div>
      )}
    </article>
  )
}
