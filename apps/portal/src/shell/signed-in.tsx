import { useLocation } from '@tanstack/react-router'
import { Skeleton } from '@zhengtong/ui/components/states.tsx'
import { type ReactNode, useState } from 'react'
import { useMe } from '../features/sessions/queries.ts'
import { PageTrouble } from './page-trouble.tsx'
import { Redirect } from './redirect.tsx'

/** Shows a page to people who are signed in; others sign in first and come back to the same address. */
export function SignedIn({ children }: { children: ReactNode }) {
  const me = useMe()
  const { href } = useLocation()
  // Kept from the first drawing: on the way out the location is already that of the sign-in page.
  const [here] = useState(href)
  if (me.isPending) return <Skeleton />
  if (me.isError) return <PageTrouble error={me.error} onRetry={() => void me.refetch()} />
  return me.data ? children : <Redirect to="/sign-in" search={{ to: here }} />
}
