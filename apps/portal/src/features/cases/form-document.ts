import { queryOptions } from '@tanstack/react-query'
import type { Form } from '@zhengtong/platform/support/forms/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'

/** The document of the form version a case was made with. A version never changes, so it is asked for once. */
export function formDocumentQuery({ key, version }: { key: string; version: number }) {
  return queryOptions({
    queryKey: ['form', key, version],
    queryFn: ({ signal }) => request<Form>(`/forms/${encodeURIComponent(key)}`, { query: { version }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}
