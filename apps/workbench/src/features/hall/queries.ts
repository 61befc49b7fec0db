import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ServicePoint } from '@zhengtong/platform/nets/service/halls/contract.ts'
import type {
  Duty,
  DutyInput,
  HallLoad,
  Ticket,
  TicketActInput,
} from '@zhengtong/platform/nets/service/queues/contract.ts'
import { newKey } from '@zhengtong/ui/api/key.ts'
import { request } from '@zhengtong/ui/api/request.ts'

const duty = ['window-duty']
/** A clerk sees how many wait without asking. */
const often = 5_000

/** Points with windows. */
export const usePoints = () =>
  useQuery({
    queryKey: ['service-points'],
    queryFn: async ({ signal }) =>
      (await request<{ items: ServicePoint[] }>('/service-points', { signal })).items.filter(
        ({ windows }) => windows.length > 0,
      ),
  })

export const useDuty = () =>
  useQuery({
    queryKey: duty,
    queryFn: ({ signal }) => request<{ duty?: Duty }>('/window-duty', { signal }),
    refetchInterval: often,
  })

/** What a clerk does at the window; afterwards the window is looked at again, whether it went well or not. */
export function useAtWindow() {
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: duty })
  const open = useMutation({
    mutationFn: (body: DutyInput) => request<Duty>('/window-duty', { method: 'POST', body }),
    onSettled,
  })
  const close = useMutation({ mutationFn: () => request('/window-duty', { method: 'DELETE' }), onSettled })
  const call = useMutation({
    mutationFn: () => request<Duty>('/window-duty/calls', { method: 'POST', body: {} }),
    onSettled,
  })
  const act = useMutation({
    mutationFn: ({ id, ...body }: TicketActInput & { id: string }) =>
      request<Ticket>(`/tickets/${id}/acts`, { method: 'POST', body, key: newKey() }),
    onSettled,
  })
  const take = useMutation({
    mutationFn: (point: string) =>
      request<Ticket>(`/service-points/${point}/tickets`, {
        method: 'POST',
        body: { channel: 'window' },
        key: newKey(),
      }),
    onSettled,
  })
  return { open, close, call, act, take }
}

export const useLoad = (point: string | undefined) =>
  useQuery({
    queryKey: ['hall-load', point],
    queryFn: ({ signal }) => request<HallLoad>(`/service-points/${point}/load`, { signal }),
    enabled: point !== undefined,
    refetchInterval: 2 * often,
  })

export function useMove(point: string | undefined) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ dutyId, window }: { dutyId: string; window: string }) =>
      request<HallLoad>(`/window-duties/${dutyId}/moves`, { method: 'POST', body: { window } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['hall-load', point] }),
  })
}
