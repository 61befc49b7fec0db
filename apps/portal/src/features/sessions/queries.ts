import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { IdentityCentre } from '@zhengtong/platform/support/federation/contract.ts'
import type { ActorView, Credentials, DemoSignIn, Mandate } from '@zhengtong/platform/support/identity/contract.ts'
import type { LicenceSignIn } from '@zhengtong/platform/support/wallets/sign-ins/contract.ts'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { forgetAllTyped, keepTypedOnlyOf } from '../applications/typed.ts'
import { forgetItems } from '../items/recent.ts'

type Me = { actor: ActorView; mayActFor: Mandate[] }

const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => {
    try {
      const me = await request<Me>('/me', { signal })
      keepTypedOnlyOf(me.actor.accountId)
      return me
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return null
      throw error
    }
  },
  staleTime: 5 * 60_000,
})

/** Who is signed in, with the parties they may act for; null for visitors. */
export function useMe() {
  return useQuery(meQuery)
}

/** The sign-ins of the demo profile; an empty list everywhere else. */
export function useDemoSignIns() {
  return useQuery({
    queryKey: ['demo-sign-ins'],
    queryFn: async ({ signal }) => {
      try {
        return (await request<{ items: DemoSignIn[] }>('/demo/sign-ins', { signal })).items
      } catch (error) {
        if (error instanceof ApiProblem && error.status === 404) return []
        throw error
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Where one may sign in besides here. */
export function useIdentityCentres() {
  return useQuery({
    queryKey: ['identity-centres'],
    queryFn: async ({ signal }) => (await request<{ items: IdentityCentre[] }>('/identity-centres', { signal })).items,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Opens a session. What was kept for whoever was here before is dropped. */
export function useSignIn() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (credentials: Credentials) => request('/sessions', { method: 'POST', body: credentials }),
    onSuccess: () => queries.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'demo-sign-ins' }),
  })
}

/** 用电子营业执照登录: begins it in this browser; the digits that the phone was told finish it here. */
export function useLicenceSignIn() {
  const queries = useQueryClient()
  const begin = useMutation({
    mutationFn: () => request<LicenceSignIn>('/licence-sign-ins', { method: 'POST' }),
  })
  const finish = useMutation({
    mutationFn: ({ id, code }: { id: string; code: string }) =>
      request(`/licence-sign-ins/${id}/session`, { method: 'POST', body: { code } }),
    onSuccess: () => queries.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'demo-sign-ins' }),
  })
  return { begin, finish }
}

/** Leaves nothing of a person on this device: what they looked at, typed and kept. */
export async function leaveNothing(): Promise<void> {
  forgetItems()
  forgetAllTyped()
  // Few keep copies, so no page carries this from its start.
  await (await import('../offline/kept-copies.ts')).forgetOwnCopies()
}

export function useSignOut() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      try {
        await leaveNothing()
      } finally {
        // Before the session ends, so that no page still asks with it.
        queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'demo-sign-ins' && queryKey[0] !== 'me' })
        queries.setQueryData(meQuery.queryKey, null)
        await request('/sessions/current', { method: 'DELETE' })
      }
    },
  })
}
