import type { TicketState, TicketVerb } from './contract.ts'

/** What may be done with a ticket, by its state; where it leads. */
const ways: Record<TicketVerb, { from: readonly TicketState[]; to: TicketState }> = {
  recall: { from: ['called'], to: 'called' },
  start: { from: ['called'], to: 'serving' },
  skip: { from: ['called'], to: 'skipped' },
  return: { from: ['skipped'], to: 'waiting' },
  transfer: { from: ['called', 'serving'], to: 'waiting' },
  finish: { from: ['called', 'serving'], to: 'finished' },
  cancel: { from: ['waiting', 'skipped'], to: 'cancelled' },
}

export const wayOf = (verb: TicketVerb) => ways[verb]

export const verbsFrom = (state: TicketState): TicketVerb[] =>
  (Object.keys(ways) as TicketVerb[]).filter((verb) => ways[verb].from.includes(state))

/** 取号 is numbered in two series, so that who hears a G knows why it came first. */
export const ticketNo = (green: boolean, seq: number): string => `${green ? 'G' : 'A'}${String(seq).padStart(3, '0')}`

/**
 * Minutes that somebody with so many ahead is likely to wait. A closed hall has no windows: it is reckoned with one, which
 * is what there will be when it opens.
 */
export function waitingMinutes(ahead: number, openWindows: number, minutesEach: number): number {
  return Math.ceil((ahead * minutesEach) / Math.max(1, openWindows))
}
