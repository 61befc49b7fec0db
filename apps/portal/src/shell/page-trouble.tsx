import { TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import type { ReactNode } from 'react'
import { PageTitle } from './page-title.tsx'

/** A page that could not be shown: its title says so, in the tab as well. `title` says it better where the page knows. */
export function PageTrouble(props: { error: unknown; onRetry?: () => void; title?: string; children?: ReactNode }) {
  const { title: better, ...said } = props
  return <TroubleSaid {...said} heading={(title) => <PageTitle>{better ?? title}</PageTitle>} />
}
