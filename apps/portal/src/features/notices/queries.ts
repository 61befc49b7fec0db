import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Notice } from '@zhengtong/platform/support/notices/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'

export const noticesQuery = infiniteQueryOptions({
  queryKey: ['notices'],
  queryFn: ({ pageParam, signal }) =>
    request<{ items: Notice[]; next?: string }>('/me/notices', {
      query: { limit: 20, cursor: pageParam || undefined },
      signal,
    }),
  initialPageParam: '',
  getNextPageParam: (last) => last.next,
})

export function useMarkRead() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => request(`/me/notices/${encodeURIComponent(id)}/read`, { method: 'POST' }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['notices'] }),
  })
}
