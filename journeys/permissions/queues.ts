import type { Made } from './made.ts'

/** A hall in a town where neither the branch of another town nor its clerks have a window; nobody holds a number there. */
export async function makeQueues(): Promise<Made> {
  const nobody = '00000000-0000-7000-8000-000000000000'
  return {
    ids: [
      [/service-points/, { key: 'humen-centre' }],
      [/tickets|window-duties|\/appointments\/\{id/, { id: nobody }],
    ],
    bodies: {
      takeTicket: { channel: 'window' },
      actOnTicket: { verb: 'cancel' },
      bookAppointment: { day: '2026-01-01', time: '08:30' },
      actOnAppointment: { verb: 'cancel' },
      openWindow: { point: 'humen-centre', window: '1' },
      moveClerk: { window: '2' },
    },
  }
}
