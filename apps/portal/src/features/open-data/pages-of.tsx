import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { Button } from '@zhengtong/ui/components/button.tsx'
import { Said, Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import type { ReactNode } from 'react'
import { openDataWords } from './words.ts'

/** A list that is read on page by page, or why there is none. */
export function PagesOf<Row>(props: {
  of: UseInfiniteQueryResult<InfiniteData<{ items: Row[]; next?: string }>>
  none: ReactNode
  row: (row: Row) => ReactNode
}) {
  const { of: query, none, row } = props
  const t = useWords(openDataWords)
  if (query.isPending) return <Skeleton blocks={2} />
  if (query.isError) return <TroubleSaid error={query.error} onRetry={() => void query.refetch()} />
  const rows = query.data.pages.flatMap(({ items }) => items)
  if (rows.length === 0) return <Said>{none}</Said>
  return (
    <>
      <ul className="rows">{rows.map(row)}</ul>
      {query.hasNextPage ? (
        <Button look="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t.more}
        </Button>
      ) : null}
    </>
  )
}
