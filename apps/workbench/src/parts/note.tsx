import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

const pictures: Record<Tone, LucideIcon> = { tint: Info, wait: TriangleAlert, danger: CircleAlert, good: CircleCheck }
type Tone = 'tint' | 'wait' | 'danger' | 'good'

/** A few sentences set apart. `alert` is read out as it appears. */
export function Note({ tone = 'tint', alert, children }: { tone?: Tone; alert?: boolean; children: ReactNode }) {
  return (
    <div className={`note note--${tone}`} {...(alert ? { role: 'alert' } : {})}>
      <Icon of={pictures[tone]} />
      <div className="grow">{children}</div>
    </div>
  )
}
