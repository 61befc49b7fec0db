import { queryOptions } from '@tanstack/react-query'
import type { Seen, Showing } from '@zhengtong/platform/support/showings/contract.ts'
import type { WalletCopy, WalletOffer } from '@zhengtong/platform/support/wallets/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'

const path = (id: string) => `/credentials/${encodeURIComponent(id)}`

export const showCredential = (id: string) => request<Showing>(`${path(id)}/showings`, { method: 'POST', body: {} })
export const offerToWallet = (id: string) =>
  request<WalletOffer>(`${path(id)}/wallet-offers`, { method: 'POST', body: {} })
export const withdrawCopy = (id: string) =>
  request<void>(`/wallet-copies/${encodeURIComponent(id)}`, { method: 'DELETE' })
export const seeShowing = (code: string) => request<Seen>('/showings/seen', { method: 'POST', body: { code } })

/** Asked every two seconds while the code is good: the holder learns at once who looked. */
export function showingQuery(showing: Showing, open: boolean) {
  return queryOptions({
    queryKey: ['showing', showing.id],
    queryFn: ({ signal }) => request<Showing>(`/showings/${showing.id}`, { signal }),
    initialData: showing,
    refetchInterval: open ? 2000 : false,
  })
}

export function copiesQuery(id: string) {
  return queryOptions({
    queryKey: ['wallet-copies', id],
    queryFn: async ({ signal }) =>
      (await request<{ items: WalletCopy[] }>(`${path(id)}/wallet-copies`, { signal })).items,
  })
}
