import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type {
  CreditFigures,
  EntityView,
  ListingView,
  OwnFile,
  PublicFile,
  PublicityView,
} from '@zhengtong/platform/support/credit/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'

export const figuresQuery = queryOptions({
  queryKey: ['credit', 'figures'],
  queryFn: ({ signal }) => request<CreditFigures>('/credit/figures', { signal }),
})

export const entitiesQuery = (q: string) =>
  queryOptions({
    queryKey: ['credit', 'entities', q],
    queryFn: async ({ signal }) =>
      (await request<{ items: EntityView[] }>('/credit/entities', { query: { q }, signal })).items,
    enabled: q.length > 1,
  })

export const publicFileQuery = (code: string) =>
  queryOptions({
    queryKey: ['credit', 'file', code],
    queryFn: ({ signal }) => request<PublicFile>(`/credit/entities/${encodeURIComponent(code)}`, { signal }),
  })

export const ownFileQuery = (partyId?: string) =>
  queryOptions({
    queryKey: ['credit', 'own', partyId ?? ''],
    queryFn: ({ signal }) => request<OwnFile>('/me/credit', { query: { partyId }, signal }),
  })

const paged = <Row>(key: string, path: string, query: Record<string, string>) =>
  infiniteQueryOptions({
    queryKey: ['credit', key, query],
    queryFn: ({ pageParam, signal }) =>
      request<{ items: Row[]; next?: string }>(path, {
        query: { limit: 20, ...query, cursor: pageParam || undefined },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last: { next?: string }) => last.next,
  })

export const publicityQuery = (kind: 'permit' | 'penalty', q = '') =>
  paged<PublicityView>('publicity', '/credit/publicity', { kind, q })
export const listingsQuery = (colour: 'red' | 'black') => paged<ListingView>('lists', '/credit/lists', { colour })
