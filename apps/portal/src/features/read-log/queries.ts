import { infiniteQueryOptions } from '@tanstack/react-query'
import type { ReadLogEntry } from '@zhengtong/platform/support/registers/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'

export const readLogQuery = infiniteQueryOptions({
  queryKey: ['read-log'],
  queryFn: ({ pageParam, signal }) =>
    request<{ items: ReadLogEntry[]; next?: string }>('/me/read-log', {
      query: { limit: 20, cursor: pageParam || undefined },
      signal,
    }),
  initialPageParam: '',
  getNextPageParam: (last) => last.next,
})
