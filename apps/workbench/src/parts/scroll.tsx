import type { ReactNode } from 'react'

/** A part of a page that scrolls by itself, and can be reached and scrolled by keyboard. */
export function Scroll({
  label,
  className = '',
  children,
}: {
  label: string
  className?: string
  children: ReactNode
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className={`pane-body ${className}`} tabIndex={0} aria-label={label}>
      {children}
    </section>
  )
}
