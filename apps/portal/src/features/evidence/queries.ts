import { infiniteQueryOptions, queryOptions, useQuery } from '@tanstack/react-query'
import type { Channel, ChannelStatistics, Receipt } from '@zhengtong/platform/support/evidence/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'

/** What is asked: a digest, or a matter by channel and reference. */
export type Asked = { digest?: string; channel?: string; reference?: string }

export const evidenceQuery = (asked: Asked) =>
  infiniteQueryOptions({
    queryKey: ['evidence', asked],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      request<{ items: Receipt[]; next?: string }>('/evidence/anchors', {
        query: { ...asked, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  })

export const channelsQuery = queryOptions({
  queryKey: ['evidence-channels'],
  queryFn: ({ signal }) => request<{ items: Channel[] }>('/evidence/channels', { signal }),
})

export const useStatistics = (key: string) =>
  useQuery({
    queryKey: ['evidence-statistics', key],
    queryFn: ({ signal }) => request<ChannelStatistics>(`/evidence/channels/${key}/statistics`, { signal }),
  })
