import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { BillView, ChannelView, PayAnswer, PayInput } from '@zhengtong/platform/support/payments/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'

/** Two seconds: a payer looks from the phone to the screen and expects it to know. */
const everyWhilePaying = 2_000

export function billQuery(id: string) {
  return queryOptions({
    queryKey: ['bill', id],
    queryFn: ({ signal }) => request<BillView>(`/bills/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.state === 'closing' || state.data?.orders.some((order) => order.state === 'waiting')
        ? everyWhilePaying
        : false,
  })
}

export function billsOfCaseQuery(caseId: string) {
  return queryOptions({
    queryKey: ['bills', caseId],
    queryFn: async ({ signal }) =>
      (await request<{ items: BillView[] }>('/bills', { query: { caseId, limit: 20 }, signal })).items,
  })
}

export const channelsQuery = queryOptions({
  queryKey: ['payment-channels'],
  queryFn: async ({ signal }) => (await request<{ items: ChannelView[] }>('/payment-channels', { signal })).items,
})

export function usePay(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (input: PayInput) =>
      request<PayAnswer>(`/bills/${encodeURIComponent(id)}/orders`, { method: 'POST', body: input }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['bill', id] }),
  })
}

/** The payer says they have paid: the channel is asked at once. */
export function useLook(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => request<BillView>(`/bills/${encodeURIComponent(id)}/looks`, { method: 'POST' }),
    onSuccess: (bill) => queries.setQueryData(['bill', id], bill),
  })
}
