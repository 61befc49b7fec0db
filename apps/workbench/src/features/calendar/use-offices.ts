import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CalendarVersion, OfficeDays, OfficeDaysInput } from '@zhengtong/platform/support/calendars/contract.ts'
import type { Department } from '@zhengtong/platform/support/organisations/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'

export const useOffices = () =>
  useQuery({
    queryKey: ['calendars', 'offices'],
    queryFn: ({ signal }) => request<{ items: OfficeDays[] }>('/calendars/offices', { signal }),
  })

export const useDepartments = () =>
  useQuery({
    queryKey: ['departments'],
    queryFn: ({ signal }) => request<{ items: Department[] }>('/departments', { signal }),
  })

/** Puts in the periods of a department; versions and runs of the calendar follow. */
export function useReplaceOffice(done: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ departmentId, ...body }: OfficeDaysInput & { departmentId: string }) =>
      request<CalendarVersion>(`/calendars/offices/${encodeURIComponent(departmentId)}`, { method: 'PUT', body }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['calendars'] })
      done()
    },
  })
}
