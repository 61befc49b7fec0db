import type { ServicePoint } from '@zhengtong/platform/nets/service/halls/contract.ts'
import { StateMark } from '@zhengtong/ui/components/marks.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { hallWords } from './words.ts'

/** Whether it is open, until when, and how long one would wait. */
export function PointSaid({ point }: { point: ServicePoint }) {
  const t = useWords(hallWords)
  const { open, today, queue } = point
  return (
    <p className="row row--wrap">
      <StateMark tone={open ? 'good' : 'soft'}>{open ? t.open : t.closed}</StateMark>
      <span className="soft">
        {today.length > 0
          ? `${t.today} ${today.map(({ opens, closes }) => `${opens}–${closes}`).join(' ')}`
          : t.closedToday}
      </span>
      {open && queue ? <span>{t.queue(queue.waiting, queue.minutes)}</span> : null}
    </p>
  )
}
