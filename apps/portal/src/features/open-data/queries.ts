import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { ClosedLine } from '@zhengtong/platform/nets/data/opening/contract.ts'
import type {
  ApiKey,
  DatasetFacets,
  DatasetRow,
  DatasetView,
  Letter,
  NewLetter,
} from '@zhengtong/platform/nets/data/opening/portal/contract.ts'
import { newKey } from '@zhengtong/ui/api/key.ts'
import { request } from '@zhengtong/ui/api/request.ts'

export type DatasetSearch = {
  q?: string
  department?: string
  access?: 'open' | 'conditional'
  spatial?: true
}

const paged = <Row>(key: string, path: string, query: Record<string, string | boolean>) =>
  infiniteQueryOptions({
    queryKey: ['open-data', key, query],
    queryFn: ({ pageParam, signal }) =>
      request<{ items: Row[]; next?: string }>(path, {
        query: { limit: 20, ...query, cursor: pageParam || undefined },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last: { next?: string }) => last.next,
  })

export const datasetsQuery = (search: DatasetSearch) =>
  paged<DatasetRow>('datasets', '/open-data/datasets', search as Record<string, string | boolean>)
export const closedQuery = paged<ClosedLine>('closed', '/open-data/closed', {})
export const answersQuery = (release: string) => paged<Letter>('answers', '/open-data/answers', { release })
export const myLettersQuery = paged<Letter>('my-letters', '/open-data/my-letters', {})

export const facetsQuery = (search: DatasetSearch) =>
  queryOptions({
    queryKey: ['open-data', 'facets', search],
    queryFn: ({ signal }) => request<DatasetFacets>('/open-data/facets', { query: search, signal }),
  })

export const datasetQuery = (id: string) =>
  queryOptions({
    queryKey: ['open-data', 'dataset', id],
    queryFn: ({ signal }) => request<DatasetView>(`/open-data/datasets/${encodeURIComponent(id)}`, { signal }),
  })

export type Points = { features: { geometry: { coordinates: [number, number] } | null }[] }
export const pointsQuery = (id: string) =>
  queryOptions({
    queryKey: ['open-data', 'points', id],
    queryFn: ({ signal }) =>
      request<Points>(`/open-data/datasets/${encodeURIComponent(id)}/file`, { query: { format: 'geojson' }, signal }),
  })

export const keysQuery = queryOptions({
  queryKey: ['open-data', 'keys'],
  queryFn: async ({ signal }) => (await request<{ items: ApiKey[] }>('/open-data/keys', { signal })).items,
})

export function useWrite() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: NewLetter) => request<Letter>('/open-data/letters', { method: 'POST', body, key: newKey() }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['open-data', 'my-letters'] }),
  })
}

export function useNewKey() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (name: string) =>
      request<ApiKey & { secret: string }>('/open-data/keys', { method: 'POST', body: { name }, key: newKey() }),
    onSuccess: () => queries.invalidateQueries(keysQuery),
  })
}

export function useRevoke() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => request<void>(`/open-data/keys/${id}`, { method: 'DELETE' }),
    onSuccess: () => queries.invalidateQueries(keysQuery),
  })
}
