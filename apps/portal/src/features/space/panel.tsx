import type { UseQueryResult } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import { Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import type { ReactNode } from 'react'
import './space.css'

type Asked<Row> = Pick<UseQueryResult<unknown>, 'isPending' | 'error' | 'refetch'> & { rows: Row[] | undefined }

/** One part of a space. It loads and fails by itself: what another source does not answer takes nothing from this one. */
export function Panel<Row>(props: {
  title: string
  more: string
  to: LinkProps['to']
  asked: Asked<Row>
  empty: string
  keyOf: (row: Row) => string
  draw: (row: Row) => ReactNode
}) {
  const { title, more, to, asked, empty, keyOf, draw } = props
  const { rows } = asked
  return (
    <Section
      className="panel"
      title={title}
      aside={
        <Link className="quiet-link" to={to}>
          {more}
          <span className="unseen"> {title}</span>
        </Link>
      }
    >
      {asked.error ? <TroubleSaid error={asked.error} onRetry={() => void asked.refetch()} /> : null}
      {asked.isPending ? <Skeleton blocks={1} /> : null}
      {rows?.length === 0 ? <p className="soft">{empty}</p> : null}
      {rows?.length ? (
        <ul className="rows">
          {rows.map((row) => (
            <li key={keyOf(row)}>{draw(row)}</li>
          ))}
        </ul>
      ) : null}
    </Section>
  )
}
