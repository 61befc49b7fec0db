import { queryOptions } from '@tanstack/react-query'
import type { Capabilities, CapabilityPage } from '@zhengtong/platform/support/capabilities/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import type { Slice } from './slice.ts'

const key = 'capabilities'

const whole = queryOptions({
  queryKey: [key],
  queryFn: ({ signal }) => request<Capabilities>('/capabilities', { signal }),
})
export const capabilitiesQuery = queryOptions({ ...whole, select: ({ items }: Capabilities) => items })
/** Told with the list, and asked for once with it. */
export const sandboxQuery = queryOptions({ ...whole, select: ({ sandbox }: Capabilities) => sandbox })

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
