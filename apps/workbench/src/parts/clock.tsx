import type { CaseView, TodoRow } from '@zhengtong/platform/support/cases/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { CircleAlert, CircleCheck, CirclePause, Clock } from 'lucide-react'
import { Icon } from './icon.tsx'
import { words } from './words.ts'

type Timed = {
  left?: number
  light?: TodoRow['light']
  unit?: CaseView['clocks'][number]['unit']
  /** `stopped` while a special procedure runs whose time does not count. */
  state?: CaseView['clocks'][number]['state']
}

/** How long is left: an icon, a colour and always the words. */
export function ClockWord({ left, light, unit, state, pill, after }: Timed & { pill?: boolean; after?: string }) {
  const w = useWords(words)
  const picture =
    state === 'stopped' ? CirclePause : light === 'red' ? CircleAlert : light === 'green' ? CircleCheck : Clock
  return (
    <span className={`light${light ? ` light--${light}` : ''}${pill ? ' pill' : ''}`}>
      <Icon of={picture} />
      {state === 'stopped' ? `${w.stoppedClock} · ` : ''}
      {timeLeft({ left, unit }, w)}
      {after ? ` · ${after}` : ''}
    </span>
  )
}

function timeLeft({ left, unit }: Timed, w: (typeof words)['zh']): string {
  if (left === undefined) return w.noClock
  if (left < 0) return w.overdue(-left)
  if (left === 0) return w.lastDay
  return unit === 'calendar' ? w.calendarLeft(left) : w.workingLeft(left)
}
