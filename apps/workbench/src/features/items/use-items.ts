import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  Difference,
  Draft,
  Guide,
  Item,
  PublishRequest,
  VersionSummary,
} from '@zhengtong/platform/nets/service/items/contract.ts'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { request } from '@zhengtong/ui/api/request.ts'

/** Nothing where the server says that there is none: an item may have no draft, or only a draft. */
async function orNone<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  return asked.catch((error: unknown) => {
    if (error instanceof ApiProblem && error.status === 404) return null
    throw error
  })
}

export const guideQuery = (id: string) =>
  queryOptions({
    queryKey: ['item', id, 'guide'],
    queryFn: ({ signal }) => orNone(request<Guide>(`/items/${id}`, { signal })),
  })

export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: ['item', id, 'draft'],
    queryFn: ({ signal }) =>
      orNone(request<Draft>(`/items/${id}/draft`, { signal })).catch((error: unknown) => {
        // Who may not edit has no draft to see.
        if (error instanceof ApiProblem && error.status === 403) return null
        throw error
      }),
    staleTime: 0,
  })

export const useVersions = (id: string) =>
  useQuery({
    queryKey: ['item', id, 'versions'],
    queryFn: ({ signal }) => request<{ items: VersionSummary[] }>(`/items/${id}/versions`, { signal }),
  })

export const useDifference = (id: string, from: string | undefined, to: string | undefined) =>
  useQuery({
    queryKey: ['item', id, 'diff', from, to],
    queryFn: ({ signal }) => request<{ items: Difference[] }>(`/items/${id}/diff`, { query: { from, to }, signal }),
    enabled: from !== undefined && to !== undefined,
    staleTime: 0,
  })

/** The item as its guide and its draft; at least one of them is there, or the item is not. */
export function useItem(id: string) {
  const guide = useQuery(guideQuery(id))
  const draft = useQuery(draftQuery(id))
  const data =
    guide.data === undefined || draft.data === undefined ? undefined : { guide: guide.data, draft: draft.data }
  const missing = data && !data.guide && !data.draft ? new ApiProblem(404, {}) : undefined
  return {
    data: missing ? undefined : data,
    error: guide.error ?? draft.error ?? missing ?? null,
    refetch: () => Promise.all([guide.refetch(), draft.refetch()]),
  }
}

export type OneItem = NonNullable<ReturnType<typeof useItem>['data']>

export function useItemVerbs(id: string) {
  const queries = useQueryClient()
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['item', id] }),
      queries.invalidateQueries({ queryKey: ['items'] }),
      queries.invalidateQueries({ queryKey: ['item-drafts'] }),
    ])
  const start = useMutation({
    mutationFn: () => request<Draft>(`/items/${id}/drafts`, { method: 'POST' }),
    onSuccess: (draft) => {
      queries.setQueryData(draftQuery(id).queryKey, draft)
      return refresh()
    },
  })
  const discard = useMutation({
    mutationFn: () => request(`/items/${id}/draft`, { method: 'DELETE' }),
    onSuccess: refresh,
  })
  const publish = useMutation({
    mutationFn: (body: PublishRequest) =>
      request<{ version: number }>(`/items/${id}/publish`, { method: 'POST', body }),
    onSuccess: refresh,
  })
  const withdraw = useMutation({
    mutationFn: (reason: string) => request(`/items/${id}/withdraw`, { method: 'POST', body: { reason } }),
    onSuccess: refresh,
  })
  return { start, discard, publish, withdraw }
}

export function useCreateItem() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (item: Partial<Item>) => request<Draft>('/items', { method: 'POST', body: { item } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['item-drafts'] }),
  })
}
