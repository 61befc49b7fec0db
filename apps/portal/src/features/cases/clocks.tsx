import type { CaseView, ClockView } from '@zhengtong/platform/support/cases/contract.ts'
import { Bar } from '@zhengtong/ui/components/marks.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { clockWords } from './clock-words.ts'
import { useAmount, useTimeLeft } from './time-left.ts'

/** The applicant's clock while something is asked of them, and the office's: one light for its promise, one for the law. */
export function Clocks({ view }: { view: CaseView }) {
  const t = useWords(clockWords)
  const shown = view.clocks.filter((clock) => isShown(clock, view))
  if (shown.length === 0) return null
  return (
    <section className="clocks" aria-label={t.label}>
      {shown.map((clock) => (
        <OneClock key={clock.key} clock={clock} />
      ))}
      <Why view={view} />
    </section>
  )
}

/** What is over says nothing any more, but for the limits that the office kept or broke. */
function isShown(clock: ClockView, view: CaseView): boolean {
  if (clock.key === 'intake' || clock.key === 'correction') return clock.state === 'running'
  if (clock.key === 'delivery') return clock.state !== 'not-started'
  return !view.outcome
}

function OneClock({ clock }: { clock: ClockView }) {
  const t = useWords(clockWords)
  const format = useFormat()
  const amount = useAmount()
  const timeLeft = useTimeLeft()
  const { state, unit, days, used = 0, left = 0, light, due } = clock
  const all = unit === 'instant' ? t.instant : amount(unit, days)
  const head = () => {
    if (state === 'not-started') return t.notYet
    if (state === 'done') return t.used(amount(unit, used))
    return state === 'stopped' ? t.stoppedWith(amount(unit, Math.max(left, 0))) : timeLeft(unit, left)
  }
  return (
    <div className="card clock">
      <h2>{t.name[clock.key]}</h2>
      <b>{head()}</b>
      {state === 'running' || state === 'stopped' ? (
        <>
          <Bar
            share={used / Math.max(days, 1)}
            tone={light === 'red' ? 'danger' : light === 'yellow' ? 'wait' : undefined}
          />
          {/* The light in words: colour alone tells nothing to who cannot see it. */}
          <p>{state === 'stopped' ? t.standsStill : light ? t.light[light] : ''}</p>
        </>
      ) : null}
      <p className="soft">
        {state === 'not-started' ? t.startsLater(all) : ''}
        {due && state !== 'done' ? t.until[clock.key](format.nearDay(due)) : ''}
        {clock.key === 'correction' ? t.spent(all) : ''}
        {clock.extendedBy ? t.extended(clock.extendedBy) : ''}
      </p>
      {clock.provisional && state !== 'done' ? <p className="soft">{t.provisional}</p> : null}
    </div>
  )
}

/** Why a clock stands still, since when and until when, with the sealed notice. */
function Why({ view }: { view: CaseView }) {
  const t = useWords(clockWords)
  const format = useFormat()
  const stopped = view.clocks.find(({ state }) => state === 'stopped')
  if (!stopped?.stoppedFrom) return null
  return (
    <p className="card clock clock--why" role="status">
      {stopped.stoppedUntil
        ? t.why(format.nearDay(stopped.stoppedFrom), format.nearDay(stopped.stoppedUntil))
        : t.held(format.nearDay(stopped.stoppedFrom))}
    </p>
  )
}
