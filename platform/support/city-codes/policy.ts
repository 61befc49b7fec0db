import type { Actor } from '#kernel/actor.ts'

/** A code or card is shown, looked after and taken back by the holder and those who may show for the holder. */
export function mayShow(actor: Actor, partyId: string, parties: readonly string[]): boolean {
  return actor.kind === 'citizen' && parties.includes(partyId)
}

/** The code of a person tells who they are: only an official in a post scans it. Firms and cards may be scanned by anybody. */
export function mayScan(actor: Actor, code: { of: 'person' | 'firm' | 'card' }): boolean {
  return code.of !== 'person' || (actor.kind === 'official' && actor.posts.length > 0)
}
