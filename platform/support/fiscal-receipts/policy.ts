import type { Actor, PostRole } from '#kernel/actor.ts'

/** Who keeps receipts of an office: a cashier; deciders and supervisors look on. */
const readers: readonly PostRole[] = ['cashier', 'decider', 'supervisor']

export const readsReceipts = (actor: Actor): boolean =>
  actor.kind === 'official' && actor.posts.some(({ role }) => readers.includes(role))

/** Numbers are applied for by those who collect. */
export const mayApply = (actor: Actor): boolean =>
  actor.kind === 'official' && actor.posts.some(({ role }) => role === 'cashier')

export type Held = { partyId: string; departmentId: string }
export type Reach = { parties: readonly string[]; offices: readonly string[] }

export function maySee(actor: Actor, held: Held, reach: Reach): boolean {
  if (actor.kind === 'citizen') return reach.parties.includes(held.partyId)
  return readsReceipts(actor) && reach.offices.includes(held.departmentId)
}

/** A unit books receipts: a person does it for one they may act for, never for themselves. */
export const mayEnterFor = (actor: Actor, unitId: string, parties: readonly string[]): boolean =>
  actor.kind === 'citizen' && unitId !== actor.partyId && parties.includes(unitId)

export { readers as receiptReaders }
