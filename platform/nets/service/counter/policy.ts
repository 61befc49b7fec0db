import type { Actor, PostHeld } from '#kernel/actor.ts'

/** 无差别受理: any intake post takes an application for any item; where it goes from there the item says. */
export const windowPost = (actor: Actor): PostHeld | undefined =>
  actor.kind === 'official' ? actor.posts.find(({ role }) => role === 'intake') : undefined

/** What the clerk does is done for the person, with what the person may see and ask, under the clerk's own account. */
export const forPerson = (clerk: Actor, person: { partyId: string; name: string }): Actor => ({
  ...clerk,
  kind: 'citizen',
  posts: [],
  partyId: person.partyId,
  onBehalfOf: { partyId: person.partyId, name: person.name },
})
