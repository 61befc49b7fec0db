import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  ActUnder,
  ChildRequest,
  MandateRequest,
  MandateView,
  NewMandate,
} from '@zhengtong/platform/support/identity/mandates/contract.ts'
import { newKey } from '@zhengtong/ui/api/key.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useRef } from 'react'

export const mandatesQuery = queryOptions({
  queryKey: ['mandates'],
  queryFn: ({ signal }) => request<{ given: MandateView[]; received: MandateView[] }>('/me/mandates', { signal }),
})

export const mandateQuery = (id: string) =>
  queryOptions({
    queryKey: ['mandates', id],
    queryFn: ({ signal }) => request<MandateView>(`/me/mandates/${encodeURIComponent(id)}`, { signal }),
  })

export const actsQuery = (id: string) =>
  queryOptions({
    queryKey: ['mandates', id, 'acts'],
    queryFn: async ({ signal }) =>
      (await request<{ items: ActUnder[] }>(`/me/mandates/${encodeURIComponent(id)}/acts`, { signal })).items,
  })

export type Wish =
  | ({ how: 'give' } & NewMandate)
  | ({ how: 'ask' } & MandateRequest)
  | ({ how: 'child' } & ChildRequest)

const doors = { give: '/me/mandates', ask: '/me/mandates/requests', child: '/me/mandates/children' }

/** For whom one may act changes with it, so that is asked again. */
function useAgain() {
  const queries = useQueryClient()
  return async () => {
    await queries.invalidateQueries({ queryKey: ['mandates'] })
    await queries.invalidateQueries({ queryKey: ['me'] })
  }
}

export function useMakeMandate() {
  const again = useAgain()
  const key = useRef(newKey())
  return useMutation({
    mutationFn: ({ how, ...body }: Wish) =>
      request<MandateView>(doors[how], { method: 'POST', body, key: key.current }),
    // What was refused may be sent again with other words, which is another request.
    onError: () => {
      key.current = newKey()
    },
    onSuccess: again,
  })
}

export function useConsent(id: string) {
  const again = useAgain()
  return useMutation({
    mutationFn: () => request(`/me/mandates/${encodeURIComponent(id)}/consent`, { method: 'POST' }),
    onSuccess: again,
  })
}

export function useEndMandate(id: string) {
  const again = useAgain()
  return useMutation({
    mutationFn: () => request(`/me/mandates/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSuccess: again,
  })
}
