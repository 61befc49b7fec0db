import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Department } from '@zhengtong/platform/support/organisations/contract.ts'
import type { Ask, Grant, GrantUse, NewGrant } from '@zhengtong/platform/support/showings/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'

type Page<Item> = { items: Item[]; next?: string }

export const grantsQuery = infiniteQueryOptions({
  queryKey: ['grants'],
  queryFn: ({ pageParam, signal }) => request<Page<Grant>>('/me/grants', { query: { cursor: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ next }) => next,
})

export const asksQuery = queryOptions({
  queryKey: ['grant-asks'],
  queryFn: async ({ signal }) =>
    (await request<Page<Ask>>('/me/grant-asks', { signal })).items.filter(({ state }) => state === 'open'),
})

/** Asked again when the grant was used once more. */
export const usesQuery = (id: string, uses: number) =>
  queryOptions({
    queryKey: ['grant-uses', id, uses],
    queryFn: async ({ signal }) => (await request<Page<GrantUse>>(`/grants/${id}/uses`, { signal })).items,
  })

export const departmentsQuery = queryOptions({
  queryKey: ['departments'],
  queryFn: async ({ signal }) => (await request<{ items: Department[] }>('/departments', { signal })).items,
  staleTime: 600_000,
})

export const giveGrant = (body: NewGrant) => request<Grant>('/grants', { method: 'POST', body })
export const takeBack = (id: string) => request<void>(`/grants/${id}`, { method: 'DELETE' })
export const answerAsk = ({ id, agree }: { id: string; agree: boolean }) =>
  request<Ask>(`/me/grant-asks/${id}/answers`, { method: 'POST', body: { agree } })
