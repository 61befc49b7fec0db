import { infiniteQueryOptions, queryOptions, useMutation } from '@tanstack/react-query'
import type { CaseRow, CaseView, Progress } from '@zhengtong/platform/support/cases/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'

/** Whether the kept inputs under the kept rule give the kept answer again. */
export type ReplayAnswer = { same: boolean; kept: unknown; now: unknown }

export const casesQuery = infiniteQueryOptions({
  queryKey: ['cases'],
  queryFn: ({ pageParam, signal }) =>
    request<{ items: CaseRow[]; next?: string }>('/cases', {
      query: { limit: 20, cursor: pageParam || undefined },
      signal,
    }),
  initialPageParam: '',
  getNextPageParam: (last) => last.next,
})

export function caseQuery(id: string) {
  return queryOptions({
    queryKey: ['case', id],
    queryFn: ({ signal }) => request<CaseView>(pathOf(id), { signal }),
    // Somebody in an office may be working on it while the page is open.
    refetchInterval: ({ state }) => (state.data && !state.data.closedAt ? 30_000 : false),
  })
}

export function useReplay(id: string, decisionId: string) {
  return useMutation({
    mutationFn: () => request<ReplayAnswer>(`${pathOf(id)}/decisions/${encodeURIComponent(decisionId)}/replay`),
  })
}

export function useLookup() {
  return useMutation({
    mutationFn: (body: { queryCode: string } | { caseNo: string; last4: string }) =>
      request<Progress>('/case-lookups', { method: 'POST', body }),
  })
}

export function pathOf(id: string): string {
  return `/cases/${encodeURIComponent(id)}`
}
