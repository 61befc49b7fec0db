import { type ReactNode, useId } from 'react'
import './surfaces.css'

/** A part of a page with its heading, which is also its name for screen readers. */
export function Section(props: {
  title: ReactNode
  id?: string
  aside?: ReactNode
  className?: string
  children: ReactNode
}) {
  const made = useId()
  const id = props.id ?? made
  return (
    <section className={['section', props.className].filter(Boolean).join(' ')} aria-labelledby={id}>
      {props.aside ? (
        <div className="head-row">
          <h2 id={id}>{props.title}</h2>
          {props.aside}
        </div>
      ) : (
        <h2 id={id}>{props.title}</h2>
      )}
      {props.children}
    </section>
  )
}

/** The reading column with what stands beside it. */
export function Columns({ aside, children }: { aside?: ReactNode; children: ReactNode }) {
  return (
    <div className="cols">
      <div>{children}</div>
      {aside ? <aside className="side">{aside}</aside> : null}
    </div>
  )
}

export function SideBlock({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className="side__block" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}

/** Names and their values, one under the other. */
export function Facts({ rows }: { rows: (readonly [name: string, value: ReactNode] | undefined | false)[] }) {
  return (
    <dl className="facts">
      {rows.map((row) =>
        row ? (
          <div key={row[0]}>
            <dt>{row[0]}</dt>
            <dd>{row[1]}</dd>
          </div>
        ) : null,
      )}
    </dl>
  )
}
