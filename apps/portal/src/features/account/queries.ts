import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Session } from '@zhengtong/platform/support/identity/contract.ts'
import type { Factors, TotpBegun } from '@zhengtong/platform/support/identity/factors/contract.ts'
import type { Consent } from '@zhengtong/platform/support/openid/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { makePasskey, showPasskey } from './passkey.ts'

const key = 'account'

export const sessionsQuery = queryOptions({
  queryKey: [key, 'sessions'],
  queryFn: async ({ signal }) => (await request<{ items: Session[] }>('/me/sessions', { signal })).items,
})
export const factorsQuery = queryOptions({
  queryKey: [key, 'factors'],
  queryFn: ({ signal }) => request<Factors>('/me/factors', { signal }),
})
export const consentsQuery = queryOptions({
  queryKey: [key, 'consents'],
  queryFn: async ({ signal }) => (await request<{ items: Consent[] }>('/me/consents', { signal })).items,
})

/** Takes something away: a session, a factor, a consent. */
export function useTakeAway() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (path: string) => request(path, { method: 'DELETE' }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [key] }),
  })
}

export const useBeginTotp = () =>
  useMutation({ mutationFn: () => request<TotpBegun>('/me/factors/totp', { method: 'POST' }) })

export function useConfirmTotp() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (code: string) => request('/me/factors/totp/confirmation', { method: 'POST', body: { code } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [key] }),
  })
}

export function useAddPasskey() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (name: string) => {
      const options = await request<Record<string, unknown>>('/me/passkeys/options', { method: 'POST' })
      const response = await makePasskey(options)
      return request('/me/passkeys', { method: 'POST', body: { name, response } })
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: [key] }),
  })
}

export function usePasskeySignIn() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      const options = await request<Record<string, unknown>>('/passkey-sign-ins/options', { method: 'POST' })
      return request('/passkey-sign-ins', { method: 'POST', body: { response: await showPasskey(options) } })
    },
    onSuccess: () => queries.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'demo-sign-ins' }),
  })
}
