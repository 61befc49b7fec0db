import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Guide, ItemResults } from '@zhengtong/platform/nets/service/items/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import type { ItemAddress } from './address.ts'

/** Items found, twenty at a time, with the counts to narrow them by. */
export function itemsQuery(search: ItemAddress) {
  return infiniteQueryOptions({
    queryKey: ['items', search],
    queryFn: ({ pageParam, signal }) =>
      request<ItemResults>('/items', {
        query: { ...search, limit: 20, facets: pageParam === '', cursor: pageParam || undefined },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  })
}

/** The first few answers while somebody is still typing. */
export function suggestionsQuery(q: string) {
  return queryOptions({
    queryKey: ['items', 'suggestions', q],
    queryFn: ({ signal }) => request<ItemResults>('/items', { query: { q, limit: 6 }, signal }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  })
}

/** A few items that can be applied for here, for the home page. */
export const overviewQuery = queryOptions({
  queryKey: ['items', 'overview'],
  queryFn: async ({ signal }) => ({
    online: (await request<ItemResults>('/items', { query: { online: true, limit: 4 }, signal })).items,
  }),
  staleTime: 5 * 60_000,
})

export function guideQuery(id: string) {
  return queryOptions({
    queryKey: ['guide', id],
    queryFn: ({ signal }) => request<Guide>(`/items/${encodeURIComponent(id)}`, { signal }),
  })
}
