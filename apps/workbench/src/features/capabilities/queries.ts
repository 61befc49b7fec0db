import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  AccessChange,
  Capability,
  CapabilityPage,
  Dependent,
  NewDeprecation,
} from '@zhengtong/platform/support/capabilities/contract.ts'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { request } from '@zhengtong/ui/api/request.ts'

const key = 'capabilities'

export const capabilitiesQuery = queryOptions({
  queryKey: [key],
  queryFn: ({ signal }) => request<{ items: Capability[] }>('/capabilities', { signal }),
})

export const capabilityQuery = (name: string) =>
  queryOptions({
    queryKey: [key, name],
    queryFn: ({ signal }) => request<CapabilityPage>(`/capabilities/${encodeURIComponent(name)}`, { signal }),
  })

export const dependentsQuery = (name: string) =>
  queryOptions({
    queryKey: [key, name, 'dependents'],
    queryFn: ({ signal }) =>
      request<{ items: Dependent[] }>(`/capabilities/${encodeURIComponent(name)}/dependents`, { signal }),
  })

/** Whether its users are another department's to see: offices reach further than a post says, so the server is asked. */
export const isOthers = (error: unknown): boolean =>
  error instanceof ApiProblem && error.code === 'capabilities.not-owner'

function useAct<Given>(act: (given: Given) => Promise<unknown>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: act, onSuccess: () => queries.invalidateQueries({ queryKey: [key] }) })
}

/** Throttles, prolongs, stops or resumes; whoever opened the program is told the reason. */
export const useChangeAccess = (capability: string, programId: string) =>
  useAct((body: AccessChange) =>
    request(`/capabilities/${capability}/dependents/${encodeURIComponent(programId)}`, { method: 'PATCH', body }),
  )

export const useDeprecate = (capability: string) =>
  useAct((body: NewDeprecation) => request(`/capabilities/${capability}/deprecations`, { method: 'POST', body }))

export const useKeep = (capability: string) =>
  useAct((operation: string) =>
    request(`/capabilities/${capability}/deprecations`, {
      method: 'DELETE',
      query: operation ? { operation } : {},
    }),
  )
