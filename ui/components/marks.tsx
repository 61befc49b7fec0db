import { CircleAlert, CircleCheck, CircleX, ClockAlert, Database, Loader, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { defineWords, useWords } from '../i18n/words.ts'
import './marks.css'

const words = defineWords({ from: (source: string) => `来自${source}` }, { from: (source: string) => `From ${source}` })

/** Says which register, credential or account a value came from. */
export function SourceChip({ label }: { label: string }) {
  const t = useWords(words)
  return (
    <span className="chip">
      <Database className="icon" aria-hidden />
      {t.from(label.replace(/^来自/, ''))}
    </span>
  )
}

export type Tone = 'good' | 'wait' | 'danger' | 'work' | 'soft'
const icons: Record<Tone, LucideIcon> = {
  good: CircleCheck,
  wait: ClockAlert,
  danger: CircleX,
  work: Loader,
  soft: CircleAlert,
}

/** A state is always an icon and a word, never a colour alone. */
export function StateMark({ tone, icon, children }: { tone: Tone; icon?: LucideIcon; children: ReactNode }) {
  const Icon = icon ?? icons[tone]
  return (
    <span className={`state state--${tone}`}>
      <Icon className="icon" aria-hidden />
      <span>{children}</span>
    </span>
  )
}

/** A length beside the words that say it; screen readers get the words alone. */
export function Bar({ share, tone }: { share: number; tone?: 'wait' | 'danger' | 'idle' }) {
  const width = `${Math.round(Math.min(1, Math.max(0, share)) * 100)}%`
  return (
    <div className={tone ? `bar bar--${tone}` : 'bar'} aria-hidden>
      <span style={{ width }} />
    </div>
  )
}
