import { QueryClient } from '@tanstack/react-query'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'

/** How answers are kept: fresh for half a minute, asked again when the connection comes back, refusals never retried. */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        // Without a connection the request fails and the page says so, instead of waiting without a word.
        networkMode: 'always',
        refetchOnReconnect: true,
        retry: (count, error) => count < 1 && error instanceof ApiProblem && error.status >= 502,
      },
      mutations: { networkMode: 'always' },
    },
  })
}
