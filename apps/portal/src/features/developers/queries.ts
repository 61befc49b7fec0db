import { queryOptions } from '@tanstack/react-query'
import type { Capability, CapabilityPage } from '@zhengtong/platform/support/capabilities/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import type { Slice } from './slice.ts'

const key = 'capabilities'

export const capabilitiesQuery = queryOptions({
  queryKey: [key],
  queryFn: async ({ signal }) => (await request<{ items: Capability[] }>('/capabilities', { signal })).items,
})

export const capabilityQuery = (name: string) =>
  queryOptions({
    queryKey: [key, name],
    queryFn: ({ signal }) => request<CapabilityPage>(`/capabilities/${encodeURIComponent(name)}`, { signal }),
  })

/** Its part of the contract; fetched when somebody opens an operation. */
export const sliceQuery = (name: string) =>
  queryOptions({
    queryKey: [key, name, 'openapi'],
    queryFn: ({ signal }) => request<Slice>(`/capabilities/${encodeURIComponent(name)}/openapi`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
