import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Rating, RatingInput } from '@zhengtong/platform/nets/service/ratings/contract.ts'
import { newKey } from '@zhengtong/ui/api/key.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useState } from 'react'

export function ratingQuery(caseId: string) {
  return queryOptions({
    queryKey: ['rating', caseId],
    queryFn: ({ signal }) => request<{ mayRate: boolean; rating?: Rating }>(pathOf(caseId), { signal }),
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

function pathOf(caseId: string): string {
  return `/cases/${encodeURIComponent(caseId)}/rating`
}
