import type { Actor } from '#kernel/actor.ts'
import { isWithinDivision } from '#kernel/codes/division-code.ts'

/** The divisions whose designs somebody looks after: those of their posts as item manager. The first is where new ones are kept. */
export function designedDivisions(actor: Actor): string[] {
  if (actor.kind !== 'official') return []
  return actor.posts.filter(({ role }) => role === 'item-manager').map(({ divisionCode }) => divisionCode)
}

/** Item managers see what is published and may begin something of their own. */
export const isDesigner = (actor: Actor): boolean => designedDivisions(actor).length > 0

/** A design is changed and published by the item managers of its division and of those above it. */
export const mayDesign = (actor: Actor, divisionCode: string): boolean =>
  designedDivisions(actor).some((own) => isWithinDivision(divisionCode, own))
