import { useInfiniteQuery } from '@tanstack/react-query'
import { type Query, request } from '@zhengtong/ui/api/request.ts'

type PageOf<Row> = { items: Row[]; next?: string }

/** A list that grows page by page; `more` reads on from where the last page ended. */
export function usePaged<Row, Page extends PageOf<Row> = PageOf<Row>>(
  key: string,
  path: string,
  query: Query,
  options: { refetchInterval?: number; enabled?: boolean } = {},
) {
  const found = useInfiniteQuery({
    queryKey: [key, query],
    queryFn: ({ pageParam, signal }) =>
      request<Page>(path, { query: { limit: 50, ...query, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
    ...options,
  })
  const rows = found.data?.pages.flatMap(({ items }) => items)
  return {
    ...found,
    rows,
    first: found.data?.pages[0],
    list: { data: rows, error: found.error, refetch: found.refetch },
  }
}
