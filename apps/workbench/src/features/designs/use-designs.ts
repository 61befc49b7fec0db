import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  Design,
  DesignBegin,
  DesignKind,
  DesignLine,
  DesignProblem,
  DesignPublish,
  DesignSave,
  DesignVersion,
} from '@zhengtong/platform/support/designs/contract.ts'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { request } from '@zhengtong/ui/api/request.ts'

const at = (kind: DesignKind, key = '') => `/designs/${kind}${key && `/${encodeURIComponent(key)}`}`

export const useDesigns = (kind: DesignKind) =>
  useQuery({
    queryKey: ['designs', kind],
    queryFn: ({ signal }) => request<{ items: DesignLine[] }>(at(kind), { signal }),
    staleTime: 0,
  })

/** The draft; nothing where nobody has begun one. */
export const designQuery = (kind: DesignKind, key: string) =>
  queryOptions({
    queryKey: ['design', kind, key],
    queryFn: ({ signal }) =>
      request<Design>(at(kind, key), { signal }).catch((error: unknown) => {
        if (error instanceof ApiProblem && error.status === 404) return null
        throw error
      }),
    staleTime: 0,
    // What somebody draws is not replaced under their hands.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })

export function useDesignVerbs(kind: DesignKind, key: string) {
  const queries = useQueryClient()
  const listed = () => queries.invalidateQueries({ queryKey: ['designs', kind] })
  const begin = useMutation({
    mutationFn: (body: DesignBegin) => request<Design>(at(kind), { method: 'POST', body }),
    onSuccess: (design) => {
      queries.setQueryData(designQuery(kind, design.key).queryKey, design)
      return listed()
    },
  })
  const save = useMutation({
    mutationFn: (body: DesignSave) => request<Design>(at(kind, key), { method: 'PUT', body }),
    onSuccess: (design) => {
      queries.setQueryData(designQuery(kind, key).queryKey, design)
      return listed()
    },
  })
  const check = useMutation({
    mutationFn: (text: string) =>
      request<{ problems: DesignProblem[] }>(`${at(kind, key)}/checks`, { method: 'POST', body: { text } }),
  })
  const publish = useMutation({
    mutationFn: (body: DesignPublish) =>
      request<DesignVersion>(`${at(kind, key)}/publications`, { method: 'POST', body }),
    onSuccess: () => {
      queries.setQueryData(designQuery(kind, key).queryKey, null)
      return listed()
    },
  })
  const discard = useMutation({
    mutationFn: () => request(at(kind, key), { method: 'DELETE' }),
    onSuccess: () => {
      queries.setQueryData(designQuery(kind, key).queryKey, null)
      return listed()
    },
  })
  return { begin, save, check, publish, discard }
}
