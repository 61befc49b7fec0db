import { queryOptions } from '@tanstack/react-query'
import type { CredentialLine, CredentialWithMay } from '@zhengtong/platform/support/credentials/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'

/** Licences, certificates and letters of the person and of the firms they lead, the newest first. */
export const credentialsQuery = queryOptions({
  queryKey: ['credentials'],
  queryFn: async ({ signal }) =>
    (await request<{ items: CredentialLine[] }>('/credentials', { query: { limit: 100 }, signal })).items,
})

export function credentialQuery(id: string) {
  return queryOptions({
    queryKey: ['credential', id],
    queryFn: ({ signal }) => request<CredentialWithMay>(`/credentials/${encodeURIComponent(id)}`, { signal }),
  })
}
