import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ActorView, Credentials } from '@zhengtong/platform/support/identity/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { meQuery } from '../../session.ts'

/** Signs in; the server keeps the session in a cookie that no script can read. */
export function useSignIn(onDone: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (credentials: Credentials) =>
      request<{ actor: ActorView }>('/sessions', { method: 'POST', body: credentials }),
    onSuccess: async () => {
      // What the last person read is not for the next.
      queries.clear()
      await queries.prefetchQuery(meQuery)
      onDone()
    },
  })
}
