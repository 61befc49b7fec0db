import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { IdentityCentre } from '@zhengtong/platform/support/federation/contract.ts'
import type { ActorView, Credentials, DemoSignIn, Mandate } from '@zhengtong/platform/support/identity/contract.ts'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { request } from '@zhengtong/ui/api/request.ts'

type Me = { actor: ActorView; mayActFor: Mandate[] }

const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => {
    try {
      return await request<Me>('/me', { signal })
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

export function useSignOut() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => request('/sessions/current', { method: 'DELETE' }),
    onSettled: () => {
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'demo-sign-ins' && queryKey[0] !== 'me' })
      queries.setQueryData(meQuery.queryKey, null)
    },
  })
}
