import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  CallDay,
  FailedCall,
  KeyMade,
  NewKey,
  NewTrial,
  Program,
  ProgramPage,
  SecretMade,
} from '@zhengtong/platform/support/capabilities/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'

const key = 'programs'
const at = (id: string) => `/me/programs/${encodeURIComponent(id)}`

export const programsQuery = queryOptions({
  queryKey: [key],
  queryFn: async ({ signal }) => (await request<{ items: Program[] }>('/me/programs', { signal })).items,
})

export const programQuery = (id: string) =>
  queryOptions({
    queryKey: [key, id],
    queryFn: ({ signal }) => request<ProgramPage>(at(id), { signal }),
    staleTime: 0,
  })

export const callsQuery = (id: string, range: { from: string; to: string }) =>
  queryOptions({
    queryKey: [key, id, 'calls', range],
    queryFn: async ({ signal }) =>
      (await request<{ items: CallDay[] }>(`${at(id)}/calls`, { query: range, signal })).items,
    staleTime: 0,
  })

export const failuresQuery = (id: string) =>
  queryOptions({
    queryKey: [key, id, 'failures'],
    queryFn: async ({ signal }) => (await request<{ items: FailedCall[] }>(`${at(id)}/failures`, { signal })).items,
    staleTime: 0,
  })

/** What is done to a program; all that is known of programs is asked again after it. */
function useAct<Given, Answer>(act: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: act, onSuccess: () => queries.invalidateQueries({ queryKey: [key] }) })
}

export const useOpenTrial = () =>
  useAct((body: NewTrial) => request<ProgramPage>('/me/programs', { method: 'POST', body }))

export const useMakeSecret = (id: string) =>
  useAct((_: undefined) => request<SecretMade>(`${at(id)}/secret`, { method: 'POST' }))

export const useAddKey = (id: string) =>
  useAct((body: NewKey) => request<KeyMade>(`${at(id)}/keys`, { method: 'POST', body }))

export const useRevokeKey = (id: string) =>
  useAct((keyId: string) => request(`${at(id)}/keys/${encodeURIComponent(keyId)}`, { method: 'DELETE' }))

export const useCloseProgram = (id: string) => useAct((_: undefined) => request(at(id), { method: 'DELETE' }))
