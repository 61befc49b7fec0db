import { useQuery } from '@tanstack/react-query'
import type { InstalledRule, Rerun, RerunDifference } from '@zhengtong/platform/support/reruns/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { usePaged } from '../../parts/paged.ts'

export const goesOn = ({ state }: Rerun) => state === 'queued' || state === 'running'

export const useRules = () =>
  useQuery({
    queryKey: ['rules'],
    queryFn: ({ signal }) => request<{ items: InstalledRule[] }>('/rules', { signal }),
  })

export const useReruns = () => usePaged<Rerun>('reruns', '/rule-reruns', {})

export const useRerun = (id: string) =>
  useQuery({
    queryKey: ['rerun', id],
    queryFn: ({ signal }) => request<Rerun>(`/rule-reruns/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data && goesOn(state.data) ? 1000 : false),
    staleTime: 0,
  })

/** `found` is how many there are so far: while the re-run goes on, more come. */
export const useDifferences = (id: string, kind: string | undefined, caseNo: string | undefined, found: number) =>
  usePaged<RerunDifference>(`rerun-differences ${found}`, `/rule-reruns/${id}/differences`, { kind, caseNo })
