import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ActInput, CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'

export const caseQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['case', caseId],
    queryFn: ({ signal }) => request<CaseView>(`/cases/${caseId}`, { signal }),
    staleTime: 10_000,
  })

export const useCase = (caseId: string) => useQuery(caseQuery(caseId))

type Acted = { status: CaseView['status']; outcome?: CaseView['outcome']; version: number }

/** Does one act. `key` is the same for each try of one press, so that a lost answer never does it twice. */
export function useAct(caseId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ input, key }: { input: ActInput; key: string }) =>
      request<Acted>(`/cases/${caseId}/acts`, { method: 'POST', body: input, key }),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['case', caseId] }),
        queries.invalidateQueries({ queryKey: ['tasks'] }),
        queries.invalidateQueries({ queryKey: ['cases'] }),
        queries.invalidateQueries({ queryKey: ['credentials', caseId] }),
      ]),
  })
}
