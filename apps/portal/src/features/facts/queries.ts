import { queryOptions } from '@tanstack/react-query'
import type {
  AskForFact,
  FactCertificateLine,
  GivenFact,
} from '@zhengtong/platform/support/fact-certificates/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'

export const factsQuery = queryOptions({
  queryKey: ['fact-certificates'],
  queryFn: async ({ signal }) =>
    (await request<{ items: FactCertificateLine[] }>('/fact-certificates', { signal })).items,
})

/** `once` is the key of one try: sent again after a lost answer, it gives the same certificate. */
export const askForFact = ({ which, once, ...body }: AskForFact & { which: string; once: string }) =>
  request<GivenFact>(`/fact-certificates/${encodeURIComponent(which)}`, { method: 'POST', body, key: once })
