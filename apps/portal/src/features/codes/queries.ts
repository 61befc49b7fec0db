import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type {
  Card,
  CityCode,
  CodeScan,
  NewCard,
  NewCityCode,
  ScannedCode,
  ScanRequest,
} from '@zhengtong/platform/support/city-codes/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'

type Page<Item> = { items: Item[]; next?: string }

export const showCode = (body: NewCityCode) => request<CityCode>('/me/city-codes', { method: 'POST', body })
export const scanCode = (body: ScanRequest) => request<ScannedCode>('/city-codes/scans', { method: 'POST', body })
export const makeCard = (body: NewCard) => request<Card>('/me/cards', { method: 'POST', body })
export const takeCardBack = (id: string) => request<void>(`/me/cards/${id}`, { method: 'DELETE' })

/** Asked every two seconds while the code is good: the holder learns at once who scanned it. */
export function codeQuery(code: CityCode, open: boolean) {
  return queryOptions({
    queryKey: ['city-code', code.id],
    queryFn: ({ signal }) => request<CityCode>(`/me/city-codes/${code.id}`, { signal }),
    initialData: code,
    refetchInterval: open ? 2000 : false,
  })
}

export const cardsQuery = queryOptions({
  queryKey: ['cards'],
  queryFn: async ({ signal }) => (await request<Page<Card>>('/me/cards', { query: { limit: 50 }, signal })).items,
})

export const scansQuery = infiniteQueryOptions({
  queryKey: ['code-scans'],
  queryFn: ({ pageParam, signal }) =>
    request<Page<CodeScan>>('/me/city-code-scans', { query: { limit: 10, cursor: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ next }) => next,
})
