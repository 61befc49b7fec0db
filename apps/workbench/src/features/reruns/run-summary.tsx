import type { Rerun } from '@zhengtong/platform/support/reruns/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Progress } from 'antd'
import { Note } from '../../parts/note.tsx'
import { RunState } from './run-state.tsx'
import { goesOn } from './use-reruns.ts'
import { words } from './words.ts'

const counts = ['total', 'seen', 'same', 'differ', 'other'] as const

/** How far a re-run is, what came of it, and what is doubtful about the draft. */
export function RunSummary({ run }: { run: Rerun }) {
  const w = useWords(words)
  const format = useFormat()
  const done = run.state === 'done'
  return (
    <section className="run-summary">
      <div className="line-row">
        <RunState run={run} />
        <Progress
          className="grow"
          aria-label={w.progress}
          percent={done || run.total === 0 ? 100 : Math.floor((run.seen / run.total) * 100)}
          status={run.state === 'failed' ? 'exception' : done ? 'success' : 'normal'}
        />
      </div>
      <p className="soft">
        {w.purposeWas(run.purpose, run.startedBy)}
        {(run.from || run.to) &&
          ` · ${w.period(run.from ? format.day(run.from) : '…', run.to ? format.day(run.to) : '…')}`}
      </p>
      {goesOn(run) && <p className="soft">{w.leave}</p>}
      {run.state === 'failed' && (
        <Note tone="danger">
          {w.failed} {run.problem}
        </Note>
      )}
      <dl className="figures" aria-live="polite">
        {counts.map((count) => (
          <div key={count}>
            <dt>{w[count]}</dt>
            <dd>{format.number(run[count])}</dd>
          </div>
        ))}
      </dl>
      {run.stopped > 0 && <Note tone="wait">{w.stopped(format.number(run.stopped))}</Note>}
      {run.missingInputs.length > 0 && <Note tone="wait">{w.missing(run.missingInputs.join('、'))}</Note>}
      {run.findings.length > 0 && (
        <details>
          <summary>
            {w.findings} {run.findings.length}
          </summary>
          <ul className="reasons">
            {run.findings.map(({ code, line, message, mend }) => (
              <li key={`${code}${line}${message}`}>
                <span className="soft nowrap">{w.line(line)}</span>
                <span className="grow">
                  {message} <span className="soft">{mend}</span>
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}
