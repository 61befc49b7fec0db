import type { ReactNode } from 'react'
import { Skeleton } from './skeleton.tsx'
import { PageTrouble } from './trouble.tsx'

/** What was read, or its shape while it is read, or why it could not be. What is there already stays when a refresh fails. */
export function Content<Data>(props: {
  of: { data: Data | undefined; error: unknown; refetch: () => unknown }
  rows?: number
  /** Nothing else is on the page. */
  whole?: boolean
  children: (data: Data) => ReactNode
}) {
  const { of, rows, whole, children } = props
  if (of.data !== undefined) return children(of.data)
  if (of.error) return <PageTrouble whole={whole ?? false} error={of.error} onRetry={() => void of.refetch()} />
  return <Skeleton {...(rows ? { rows } : {})} />
}
