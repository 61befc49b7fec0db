import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { CaseFile, CaseFileList } from '@zhengtong/platform/support/case-files/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'

export function caseFilesQuery(caseId: string) {
  return queryOptions({
    queryKey: ['case-files', caseId],
    queryFn: ({ signal }) => request<CaseFileList>(pathOf(caseId), { signal }),
    // While one is being made, its progress moves.
    refetchInterval: ({ state }) =>
      state.data?.items.some((file) => file.state === 'queued' || file.state === 'running') ? 1_000 : false,
  })
}

export function useAskForFile(caseId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (purpose: string) => request<CaseFile>(pathOf(caseId), { method: 'POST', body: { purpose } }),
    onSuccess: () => queries.invalidateQueries(caseFilesQuery(caseId)),
  })
}

function pathOf(caseId: string): string {
  return `/cases/${encodeURIComponent(caseId)}/files`
}
