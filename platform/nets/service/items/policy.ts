import type { Actor } from '#kernel/actor.ts'
import { isWithinDivision } from '#kernel/codes/division-code.ts'
import type { ItemState, ItemVerb } from './contract.ts'

/** Items are looked after by the item managers of the division they are kept in, and of those above it. */
export const mayManage = (actor: Actor, divisionCode: string): boolean =>
  actor.kind === 'system' || managedDivisions(actor).some((own) => isWithinDivision(divisionCode, own))

export const isManager = (actor: Actor): boolean => actor.kind === 'system' || managedDivisions(actor).length > 0

/** The divisions an official manages items of; the first is where new items are kept. */
export function managedDivisions(actor: Actor): string[] {
  if (actor.kind !== 'official') return []
  return actor.posts.filter(({ role }) => role === 'item-manager').map(({ divisionCode }) => divisionCode)
}

/** A person may apply, signed in or not yet: the page asks them to sign in on the way. Officials act by their posts. */
export const mayApply = (actor: Actor, online: boolean): boolean =>
  online && (actor.kind === 'citizen' || actor.kind === 'anonymous')

/** What the actor may do with this item now. */
export function verbsFor(
  actor: Actor,
  item: { state: ItemState; divisionCode: string; online: boolean; hasDraft: boolean },
): ItemVerb[] {
  const manages = mayManage(actor, item.divisionCode)
  const verbs: ItemVerb[] = []
  if (item.state === 'published' && mayApply(actor, item.online)) verbs.push('apply')
  if (manages) verbs.push('edit')
  if (manages && item.hasDraft) verbs.push('publish')
  if (manages && item.state === 'published') verbs.push('withdraw')
  return verbs
}
