import type { Actor, PostRole } from '#kernel/actor.ts'

const askers: readonly PostRole[] = ['intake', 'reviewer', 'inspector', 'decider']

/** Whoever handles matters of people may ask them to show a credential, in the name of the office of that post. */
export function mayAsk(actor: Actor): boolean {
  return askingPost(actor) !== undefined
}

/** The post in whose name an official asks. */
export function askingPost(actor: Actor) {
  return actor.kind === 'official' ? actor.posts.find(({ role }) => askers.includes(role)) : undefined
}

/** An answer is for who asked: nobody else has the purpose it was shown for. */
export function maySeeAnswer(actor: Actor, asked: { askedBy: string }): boolean {
  return actor.kind === 'official' && actor.accountId === asked.askedBy
}

/** Copies and what they were shown for belong to the holder and those who act for the holder. */
export function isHolder(actor: Actor, held: { holderParty: string }, parties: readonly string[]): boolean {
  return actor.kind === 'citizen' && parties.includes(held.holderParty)
}
