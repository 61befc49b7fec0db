import { useQuery } from '@tanstack/react-query'
import { compileForm, type Form } from '@zhengtong/platform/support/forms/contract.ts'
import { compileFeel } from '@zhengtong/platform/support/rules/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'

/** A form made ready: for the titles of answers, and for the records that steps ask for. */
export function useForm(key: string | undefined, version?: number) {
  return useQuery({
    queryKey: ['form', key, version],
    queryFn: async ({ signal }) =>
      compileForm(await request<Form>(`/forms/${key}`, { query: { version }, signal }), compileFeel),
    enabled: key !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
