import type { Actor, PostRole } from '#kernel/actor.ts'
import type { PromiseState, PromiseVerb } from './contract.ts'
import { promiseVerbs, stateAfter } from './promise.ts'

/** What the policies look at: whose it is, which offices this official's posts reach, by role. */
export type Held = { partyId: string; departmentId: string; state: PromiseState; repaired: boolean }
export type Reach = { parties: readonly string[]; offices: (roles: readonly PostRole[]) => readonly string[] }

const checkers: readonly PostRole[] = ['inspector', 'reviewer']
const deciders: readonly PostRole[] = ['decider']
export const readers: readonly PostRole[] = [...checkers, ...deciders, 'intake', 'supervisor']

export const isOwn = (actor: Actor, held: Held, { parties }: Reach): boolean =>
  actor.kind === 'citizen' && parties.includes(held.partyId)

export const maySee = (actor: Actor, held: Held, reach: Reach): boolean =>
  isOwn(actor, held, reach) || reach.offices(readers).includes(held.departmentId)

/** Checking is the inspector's or reviewer's of the office; taking away and repairing the decider's; the party may always be heard. */
export function mayDo(actor: Actor, verb: PromiseVerb, held: Held, reach: Reach): boolean {
  switch (verb) {
    case 'confirm':
    case 'rectify':
    case 'find-false':
      return reach.offices(checkers).includes(held.departmentId)
    case 'annul':
    case 'repair':
      return reach.offices(deciders).includes(held.departmentId)
    case 'state':
      return isOwn(actor, held, reach)
  }
}

/** What this person may do now. */
export function verbsFor(actor: Actor, held: Held, reach: Reach): PromiseVerb[] {
  return promiseVerbs.filter(
    (verb) =>
      stateAfter(held.state, verb) !== undefined &&
      !(verb === 'repair' && held.repaired) &&
      mayDo(actor, verb, held, reach),
  )
}
