import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  PublishedRating,
  Rating,
  RatingActInput,
  RatingInput,
  RatingState,
  ServiceRatingInput,
  ServiceRecord,
} from '@zhengtong/platform/nets/service/ratings/contract.ts'
import { newKey } from '@zhengtong/ui/api/key.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useState } from 'react'

type Tag = { text: string; textEn?: string; levels: number[] }

/** What may be ticked today when rating here. */
export function tagsQuery(channel: 'web' | 'mobile') {
  return queryOptions({
    queryKey: ['rating-tags', channel],
    queryFn: ({ signal }) => request<{ items: Tag[] }>('/rating-tags', { query: { channel }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function ratingQuery(caseId: string) {
  return queryOptions({
    queryKey: ['rating', caseId],
    queryFn: ({ signal }) => request<RatingState>(pathOf(caseId), { signal }),
  })
}

export function useRate(caseId: string) {
  const queries = useQueryClient()
  const [key] = useState(newKey)
  return useMutation({
    mutationFn: (input: RatingInput) => request<Rating>(pathOf(caseId), { method: 'POST', body: input, key }),
    onSuccess: () => queries.invalidateQueries(ratingQuery(caseId)),
  })
}

export function useRateAgain(caseId: string, ratingId: string) {
  const queries = useQueryClient()
  const [key] = useState(newKey)
  return useMutation({
    mutationFn: (input: RatingActInput) =>
      request<Rating>(`/ratings/${encodeURIComponent(ratingId)}/acts`, { method: 'POST', body: input, key }),
    onSuccess: () => queries.invalidateQueries(ratingQuery(caseId)),
  })
}

/** What everybody may read, page by page. */
export function saidQuery(filter: { bad?: boolean; itemId?: string }) {
  return infiniteQueryOptions({
    queryKey: ['said', filter],
    queryFn: ({ pageParam, signal }) =>
      request<{ items: PublishedRating[]; next?: string }>('/published-ratings', {
        query: { ...filter, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })
}

/** The service a code stands for. */
export function useServiceLookup() {
  return useMutation({
    mutationFn: (code: string) =>
      request<{ service: ServiceRecord; rating?: Rating }>('/service-lookups', { method: 'POST', body: { code } }),
  })
}

export function useRateService() {
  return useMutation({
    mutationFn: (input: ServiceRatingInput) => request<Rating>('/service-ratings', { method: 'POST', body: input }),
  })
}

function pathOf(caseId: string): string {
  return `/cases/${encodeURIComponent(caseId)}/rating`
}
