import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { ClockWord } from '../../parts/clock.tsx'
import { StatusWord } from '../../parts/status.tsx'
import { words } from './words.ts'

/** What the case is, whose it is, and the clock that runs. */
export function CaseHead({ view }: { view: CaseView }) {
  const w = useWords(words)
  const pick = usePick()
  const format = useFormat()
  // The promise and the law have lights of their own.
  const running = view.clocks.filter(({ state }) => state === 'running' || state === 'stopped')
  return (
    <header className="case-head">
      <div className="line-row line-row--wrap">
        <ul className="crumb grow">
          <li>{view.department.name}</li>
          <li>
            {w.caseWord} {view.no}
          </li>
        </ul>
        {running.length === 0 && <StatusWord {...view} />}
      </div>
      {running.length > 0 && (
        <p className="line-row line-row--wrap">
          {running.map(({ key, ...clock }) => (
            <ClockWord key={key} {...clock} pill after={clock.due ? `${w[key]} ${format.nearDay(clock.due)}` : ''} />
          ))}
        </p>
      )}
      <h1>
        {pick(view.item.name, view.item.nameEn)} · {view.applicant.name}
      </h1>
      <p className="line-row line-row--wrap soft">
        {running.length > 0 && <StatusWord {...view} />}
        {view.applicant.agent && <span>{w.agent(view.applicant.agent)}</span>}
        {view.automatic && <span>{w.automatic}</span>}
        <span>
          {w.submittedAt} {format.instant(view.submittedAt)}
        </span>
      </p>
    </header>
  )
}
