import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { ImportRow, ImportRun } from '@zhengtong/platform/nets/service/items/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'

const going = (run: ImportRun) => run.state === 'queued' || run.state === 'running'

export const useImportRuns = () =>
  useQuery({
    queryKey: ['imports'],
    queryFn: ({ signal }) => request<{ items: ImportRun[] }>('/item-imports', { signal }),
    refetchInterval: ({ state }) => (state.data?.items.some(going) ? 1500 : false),
    staleTime: 0,
  })

export const useImportRun = (id: string) =>
  useQuery({
    queryKey: ['import', id],
    queryFn: ({ signal }) => request<ImportRun>(`/item-imports/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data && going(state.data) ? 1000 : false),
    staleTime: 0,
  })

type RowsPage = { items: ImportRow[]; next?: number }

export const readRows = (id: string, state: string | undefined, after: number, signal?: AbortSignal) =>
  request<RowsPage>(`/item-imports/${id}/rows`, {
    query: { state, after: after || undefined },
    ...(signal ? { signal } : {}),
  })

export function useImportRows(id: string, state: string | undefined, read: number) {
  const found = useInfiniteQuery({
    // What was read so far is part of the key: while the import runs, rows are added.
    queryKey: ['import-rows', id, state, read],
    queryFn: ({ pageParam, signal }) => readRows(id, state, pageParam, signal),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  })
  const rows = found.data?.pages.flatMap(({ items }) => items)
  return { ...found, list: { data: rows, error: found.error, refetch: found.refetch } }
}
