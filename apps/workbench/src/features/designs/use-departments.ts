import { useQuery } from '@tanstack/react-query'
import type { Department } from '@zhengtong/platform/support/organisations/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'

/** The departments, to choose one of. */
export function useDepartments(): Department[] {
  const { data } = useQuery({
    queryKey: ['departments'],
    queryFn: ({ signal }) => request<{ items: Department[] }>('/departments', { signal }),
  })
  return data?.items ?? []
}
