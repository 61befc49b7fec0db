import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { HallTier, ServicePoint } from '@zhengtong/platform/nets/service/halls/contract.ts'
import type { MyResult } from '@zhengtong/platform/nets/service/handovers/contract.ts'
import type {
  Appointment,
  AppointmentInput,
  SlotDay,
} from '@zhengtong/platform/nets/service/queues/appointments/contract.ts'
import type {
  CallingScreen,
  Ticket,
  TicketActInput,
  TicketInput,
} from '@zhengtong/platform/nets/service/queues/contract.ts'
import { newKey } from '@zhengtong/ui/api/key.ts'
import { request } from '@zhengtong/ui/api/request.ts'

export type PointFilter = { itemId?: string; tier?: HallTier; open?: boolean }

/** Often enough to see one's turn come, seldom enough for a whole city to look. */
const often = 10_000

export const pointsQuery = (filter: PointFilter) =>
  queryOptions({
    queryKey: ['service-points', filter],
    queryFn: ({ signal }) => request<{ items: ServicePoint[] }>('/service-points', { query: filter, signal }),
  })

export const pointQuery = (key: string) =>
  queryOptions({
    queryKey: ['service-points', key],
    queryFn: ({ signal }) => request<ServicePoint>(`/service-points/${encodeURIComponent(key)}`, { signal }),
  })

export const screenQuery = (key: string) =>
  queryOptions({
    queryKey: ['calls', key],
    queryFn: ({ signal }) => request<CallingScreen>(`/service-points/${encodeURIComponent(key)}/calls`, { signal }),
    refetchInterval: often / 2,
  })

export const ticketsQuery = queryOptions({
  queryKey: ['tickets'],
  queryFn: ({ signal }) => request<{ items: Ticket[] }>('/tickets', { signal }),
  refetchInterval: often,
})

export const resultsQuery = queryOptions({
  queryKey: ['my-results'],
  queryFn: ({ signal }) => request<{ items: MyResult[] }>('/handovers', { signal }),
})

export const slotsQuery = (key: string) =>
  queryOptions({
    queryKey: ['slots', key],
    queryFn: ({ signal }) =>
      request<{ items: SlotDay[] }>(`/service-points/${encodeURIComponent(key)}/slots`, { signal }),
  })

export const appointmentsQuery = queryOptions({
  queryKey: ['appointments'],
  queryFn: ({ signal }) => request<{ items: Appointment[] }>('/appointments', { signal }),
})

export function useBook(key: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (input: AppointmentInput) =>
      request<Appointment>(`/service-points/${encodeURIComponent(key)}/appointments`, {
        ...{ method: 'POST', body: input, key: newKey() },
      }),
    onSettled: () =>
      Promise.all([queries.invalidateQueries(appointmentsQuery), queries.invalidateQueries(slotsQuery(key))]),
  })
}

export function useCancel() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) =>
      request<Appointment>(`/appointments/${id}/acts`, { method: 'POST', body: { verb: 'cancel' }, key: newKey() }),
    onSettled: () =>
      Promise.all([queries.invalidateQueries(appointmentsQuery), queries.invalidateQueries({ queryKey: ['slots'] })]),
  })
}

export function useTakeTicket(key: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (input: TicketInput) =>
      request<Ticket>(`/service-points/${encodeURIComponent(key)}/tickets`, {
        ...{ method: 'POST', body: input, key: newKey() },
      }),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries(ticketsQuery),
        queries.invalidateQueries({ queryKey: ['service-points'] }),
      ]),
  })
}

export function useGiveUp() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) =>
      request<Ticket>(`/tickets/${id}/acts`, {
        ...{ method: 'POST', key: newKey() },
        body: { verb: 'cancel' } satisfies TicketActInput,
      }),
    onSettled: () => queries.invalidateQueries(ticketsQuery),
  })
}
