import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { StockImport, StockLine, StockType } from '@zhengtong/platform/support/stock-licences/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'

const going = ({ state }: StockImport) => state === 'queued' || state === 'running'

export const linesRead = ({ issued, repaired, unchanged, refused }: StockImport) =>
  issued + repaired + unchanged + refused

export const useStockTypes = () =>
  useQuery({
    queryKey: ['stock-types'],
    queryFn: ({ signal }) => request<{ items: StockType[] }>('/stock-types', { signal }),
  })

export const useStockImports = () =>
  useQuery({
    queryKey: ['stock-imports'],
    queryFn: ({ signal }) => request<{ items: StockImport[] }>('/stock-imports', { signal }),
    refetchInterval: ({ state }) => (state.data?.items.some(going) ? 1500 : false),
    staleTime: 0,
  })

export const useStockImport = (id: string) =>
  useQuery({
    queryKey: ['stock-import', id],
    queryFn: ({ signal }) => request<StockImport>(`/stock-imports/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data && going(state.data) ? 1000 : false),
    staleTime: 0,
  })

type LinesPage = { items: StockLine[]; next?: number }

export const readLines = (id: string, state: string | undefined, after: number, signal?: AbortSignal) =>
  request<LinesPage>(`/stock-imports/${id}/lines`, {
    query: { state, after: after || undefined },
    ...(signal ? { signal } : {}),
  })

export function useStockLines(run: StockImport, state: string | undefined) {
  const found = useInfiniteQuery({
    // What was read so far is part of the key: while the import runs, lines are added, and a trial's are put away.
    queryKey: ['stock-lines', run.id, state, run.trial, linesRead(run)],
    queryFn: ({ pageParam, signal }) => readLines(run.id, state, pageParam, signal),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  })
  const lines = found.data?.pages.flatMap(({ items }) => items)
  return { ...found, list: { data: lines, error: found.error, refetch: found.refetch } }
}
