import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { keepPreference } from '@zhengtong/ui/theme/preference.ts'
import { type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react'
import { words } from './words.ts'

type Side = { key: string; initial: number; min: number; max: number }

/** The width of a pane, kept in this browser. */
export function usePaneWidth({ key, initial, min, max }: Side) {
  const [width, setWidth] = useState(() => limit(Number(readKept(key)) || initial, min, max))
  const change = (next: number) => {
    const fit = limit(next, min, max)
    setWidth(fit)
    keepPreference(`zt-pane-${key}`, String(Math.round(fit)))
  }
  return { width, change, min, max }
}

/** The line between two panes: drag it, or move it with the arrow keys. `grows` says to which side the pane lies. */
export function Divider({ pane, grows }: { pane: ReturnType<typeof usePaneWidth>; grows: 'left' | 'right' }) {
  const w = useWords(words)
  const sign = grows === 'left' ? 1 : -1
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) pane.change(pane.width + sign * event.movementX)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowLeft' ? -16 : event.key === 'ArrowRight' ? 16 : 0
    if (step) pane.change(pane.width + sign * step)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a splitter is a focusable separator (WAI-ARIA window splitter), <hr> is not
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={w.divide}
      aria-valuenow={Math.round(pane.width)}
      aria-valuemin={pane.min}
      aria-valuemax={pane.max}
      tabIndex={0}
      className="divider"
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    />
  )
}

/** One pane. On a narrow screen only the one that is `shown` is there. */
export function Pane(props: {
  label: string
  width?: number
  soft?: boolean
  shown?: boolean
  className?: string
  children: ReactNode
}) {
  const { label, width, soft, shown = true, className = '', children } = props
  return (
    <section
      aria-label={label}
      data-shown={shown}
      className={`pane ${width === undefined ? 'pane--grow' : 'pane--side'} ${soft ? 'pane--soft' : ''} ${className}`}
      style={width === undefined ? undefined : ({ '--width': `${width}px` } as CSSProperties)}
    >
      {children}
    </section>
  )
}

const limit = (value: number, min: number, max: number) => Math.min(max, Math.max(min, value))

function readKept(key: string): string | null {
  try {
    return window.localStorage.getItem(`zt-pane-${key}`)
  } catch {
    // Storage may be forbidden; the pane then has its first width.
    return null
  }
}
