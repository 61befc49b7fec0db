import { useMutation, useQuery } from '@tanstack/react-query'
import type {
  ChangedOver,
  ChangeOverInput,
  ChangeOverPlan,
  ChangeOverPreview,
  FlowPlace,
  FlowVersions,
} from '@zhengtong/platform/support/cases/versions/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useState } from 'react'

export const useFlows = () =>
  useQuery({
    queryKey: ['flows'],
    queryFn: ({ signal }) => request<{ items: FlowVersions[] }>('/flows', { signal }),
  })

export const usePlaces = (key: string, version: number) =>
  useQuery({
    queryKey: ['flow-places', key, version],
    queryFn: ({ signal }) =>
      request<{ items: FlowPlace[] }>(`/flows/${encodeURIComponent(key)}/versions/${version}/places`, { signal }),
  })

export const usePreview = (key: string) =>
  useMutation({
    mutationFn: (body: ChangeOverPreview) =>
      request<ChangeOverPlan>(`/flows/${encodeURIComponent(key)}/change-over-previews`, { method: 'POST', body }),
  })

/** How many cases one request moves: progress is seen, and a lost connection loses no more than that. */
const slice = 20

/** Moves cases slice by slice; what was moved before a failure stays moved. */
export function useChangeOver(key: string) {
  const [progress, setProgress] = useState<{ done: number; all: number; moved: number; stayed: number }>()
  const run = useMutation({
    mutationFn: async ({ caseIds, ...input }: ChangeOverInput & { caseIds: string[] }) => {
      let [done, moved, stayed] = [0, 0, 0]
      setProgress({ done, all: caseIds.length, moved, stayed })
      for (let at = 0; at < caseIds.length; at += slice) {
        const some = caseIds.slice(at, at + slice)
        const answer = await request<ChangedOver>(`/flows/${encodeURIComponent(key)}/change-overs`, {
          method: 'POST',
          body: { ...input, caseIds: some },
        })
        done += some.length
        moved += answer.moved
        stayed += answer.stayed
        setProgress({ done, all: caseIds.length, moved, stayed })
      }
    },
  })
  return { run, progress }
}
