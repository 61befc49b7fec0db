import { QueryClient } from '@tanstack/react-query'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'

/** Reads are kept half a minute; a refusal is an answer and is not asked again, a lost connection is. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        networkMode: 'always',
        refetchOnReconnect: true,
        retry: (failures, error) =>
          failures < 2 && error instanceof ApiProblem && (error.status === 0 || error.status >= 502),
        retryDelay: 400,
      },
      mutations: { networkMode: 'always' },
    },
  })
}
