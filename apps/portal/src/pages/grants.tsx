import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { Said, Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { AskList } from '../features/grants/ask-list.tsx'
import { GrantRow } from '../features/grants/grant-row.tsx'
import { asksQuery, grantsQuery } from '../features/grants/queries.ts'
import { grantWords } from '../features/grants/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { SignedIn } from '../shell/signed-in.tsx'

/** 授权用证: what offices ask of me, what I allowed, and each use of it. */
export function GrantsPage() {
  const t = useWords(grantWords)
  return (
    <SignedIn>
      <Crumbs way={[]} here={t.title} />
      <div className="reading stack">
        <PageTitle>{t.title}</PageTitle>
        <p>{t.intro}</p>
        <Asked />
        <Given />
      </div>
    </SignedIn>
  )
}

function Asked() {
  const asks = useQuery(asksQuery)
  if (asks.isError) return <TroubleSaid error={asks.error} onRetry={() => void asks.refetch()} />
  return asks.data ? <AskList asks={asks.data} /> : <Skeleton blocks={1} />
}

function Given() {
  const t = useWords(grantWords)
  const grants = useInfiniteQuery(grantsQuery)
  if (grants.isError) return <TroubleSaid error={grants.error} onRetry={() => void grants.refetch()} />
  if (!grants.data) return <Skeleton blocks={2} />
  const rows = grants.data.pages.flatMap(({ items }) => items)
  if (rows.length === 0)
    return (
      <Said>
        <h2>{t.none}</h2>
        <p>{t.noneText}</p>
      </Said>
    )
  return (
    <Section title={t.given}>
      <ul className="rows">
        {rows.map((grant) => (
          <GrantRow key={grant.id} grant={grant} />
        ))}
      </ul>
      {grants.hasNextPage ? (
        <Acts>
          <Button look="quiet" onClick={() => void grants.fetchNextPage()} busy={grants.isFetchingNextPage}>
            {t.more}
          </Button>
        </Acts>
      ) : null}
    </Section>
  )
}
