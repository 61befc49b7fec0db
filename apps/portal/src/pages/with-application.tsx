import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Application } from '@zhengtong/platform/nets/service/applications/contract.ts'
import { Acts } from '@zhengtong/ui/components/button.tsx'
import { Skeleton } from '@zhengtong/ui/components/states.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import type { ReactNode } from 'react'
import { type Filling, useFilling } from '../features/applications/filling.ts'
import { applicationQuery } from '../features/applications/queries.ts'
import { applyWords } from '../features/applications/words.ts'
import { PageTrouble } from '../shell/page-trouble.tsx'

/** Fetches the application, then draws with its form made ready. */
export function WithApplication({ id, children }: { id: string; children: (filling: Filling) => ReactNode }) {
  const t = useWords(applyWords)
  const query = useQuery(applicationQuery(id))
  if (query.isPending) return <Skeleton blocks={3} />
  if (query.isError)
    return (
      <PageTrouble error={query.error} onRetry={() => void query.refetch()}>
        <Acts>
          <Link to="/cases">{t.mine}</Link>
        </Acts>
      </PageTrouble>
    )
  return <Ready application={query.data}>{children}</Ready>
}

function Ready({ application, children }: { application: Application; children: (filling: Filling) => ReactNode }) {
  return children(useFilling(application))
}
