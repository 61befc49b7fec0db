import { queryOptions } from '@tanstack/react-query'
import type {
  LifeMapKey,
  LifeMapView,
  LifeStagePage,
  Recommendation,
} from '@zhengtong/platform/nets/service/life-maps/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'

/** The stages of a life and of an enterprise; they change with the catalogue, so not often. */
export const lifeMapsQuery = queryOptions({
  queryKey: ['life-maps'],
  queryFn: async ({ signal }) => (await request<{ maps: LifeMapView[] }>('/life-maps', { signal })).maps,
  staleTime: 5 * 60_000,
})

export function stageQuery(map: LifeMapKey, stage: string) {
  return queryOptions({
    queryKey: ['life-maps', map, stage],
    queryFn: ({ signal }) =>
      request<LifeStagePage>(`/life-maps/${map}/stages/${encodeURIComponent(stage)}`, { signal }),
  })
}

export const recommendationsQuery = queryOptions({
  queryKey: ['recommendations'],
  queryFn: async ({ signal }) => (await request<{ items: Recommendation[] }>('/recommendations', { signal })).items,
})
