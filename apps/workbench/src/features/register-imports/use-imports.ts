import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { ImportFault, RegisterImport } from '@zhengtong/platform/support/register-imports/contract.ts'
import type { Register, RegisterSummary } from '@zhengtong/platform/support/registers/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'

const going = ({ state }: RegisterImport) => state === 'queued' || state === 'reading'

export const useRegisters = () =>
  useQuery({
    queryKey: ['registers'],
    queryFn: ({ signal }) => request<{ items: RegisterSummary[] }>('/registers', { signal }),
  })

export const useRegister = (key: string | undefined) =>
  useQuery({
    queryKey: ['registers', key],
    queryFn: ({ signal }) => request<Register>(`/registers/${key}`, { signal }),
    enabled: key !== undefined,
  })

export const useRegisterImports = () =>
  useQuery({
    queryKey: ['register-imports'],
    queryFn: ({ signal }) => request<{ items: RegisterImport[] }>('/register-imports', { signal }),
    refetchInterval: ({ state }) => (state.data?.items.some(going) ? 1500 : false),
    staleTime: 0,
  })

export const useRegisterImport = (id: string) =>
  useQuery({
    queryKey: ['register-import', id],
    queryFn: ({ signal }) => request<RegisterImport>(`/register-imports/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data && going(state.data) ? 1000 : false),
    staleTime: 0,
  })

type FaultPage = { items: ImportFault[]; next?: string }

export function useImportFaults(run: RegisterImport) {
  const found = useInfiniteQuery({
    // What was refused so far is part of the key: while the import runs, lines are added.
    queryKey: ['register-import-faults', run.id, run.refused],
    queryFn: ({ pageParam, signal }) =>
      request<FaultPage>(`/register-imports/${run.id}/faults`, { query: { after: pageParam || undefined }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  })
  const faults = found.data?.pages.flatMap(({ items }) => items)
  return { ...found, list: { data: faults, error: found.error, refetch: found.refetch } }
}
