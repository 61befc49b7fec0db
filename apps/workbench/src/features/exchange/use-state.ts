import { queryOptions } from '@tanstack/react-query'
import type { ExchangeState } from '@zhengtong/platform/nets/service/exchange/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'

export const exchangeStateQuery = queryOptions({
  queryKey: ['exchange', 'state'],
  queryFn: ({ signal }) => request<ExchangeState>('/exchange/state', { signal }),
  refetchInterval: 10_000,
})
