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
  const running = view.clocks
    .filter(({ state }) => state === 'running')
    .sort((a, b) => (a.due ?? '').localeCompare(b.due ?? ''))[0]
  return (
    <header className="case-head">
      <div className="line-row line-row--wrap">
        <ul className="crumb grow">
          <li>{view.department.name}</li>
          <li>
            {w.caseWord} {view.no}
          </li>
        </ul>
        {running ? (
          <ClockWord {...running} pill after={running.due ? `${w[running.key]} ${format.nearDay(running.due)}` : ''} />
        ) : (
          <StatusWord {...view} />
        )}
      </div>
      <h1>
        {pick(view.item.name, view.item.nameEn)} · {view.applicant.name}
      </h1>
      <p className="line-row line-row--wrap soft">
        {running && <StatusWord {...view} />}
        {view.applicant.agent && <span>{w.agent(view.applicant.agent)}</span>}
        {view.automatic && <span>{w.automatic}</span>}
        <span>
          {w.submittedAt} {format.instant(view.submittedAt)}
        </span>
      </p>
    </header>
  )
}
