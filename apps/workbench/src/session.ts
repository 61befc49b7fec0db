import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import type { PostRole } from '@zhengtong/platform/kernel/actor.ts'
import type { ActorView } from '@zhengtong/platform/support/identity/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => request<{ actor: ActorView }>('/me', { signal }),
  staleTime: 300_000,
})

/** The official at work. Only under the frame, which shows nothing else until it knows. */
export function useMe(): ActorView {
  return useSuspenseQuery(meQuery).data.actor
}

/** Who is signed in, if anybody. */
export const useVisitor = () => useQuery(meQuery)

/** Whether one of the person's posts is of these roles. Pages use it to show less; only the server permits. */
export function holdsAny(me: ActorView, roles: readonly PostRole[]): boolean {
  return me.posts.some((post) => roles.includes(post.role))
}
