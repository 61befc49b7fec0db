import type { Actor } from '#kernel/actor.ts'
import type { RatingMay, RatingVerb } from './contract.ts'
import { limitsOf, limitsOn } from './limits.ts'
import type { RatingNeeds } from './needs.ts'
import { mayDecideAppeal, mayHandle, mayKnowCase, maySeeRating } from './policy.ts'
import { isSettled } from './present.ts'
import type { Rated } from './store.ts'
import { needsText, openVerbs, type Part, verbsOf } from './work-order.ts'

type Tree = Awaited<ReturnType<RatingNeeds['territory']>>

/** The office a rating is about, with the place it works for. */
export const placeOf = (tree: Tree, departmentId: string) => ({
  departmentId,
  divisionCode: tree.find(departmentId)?.divisionCode ?? '',
})

/** Whose part an official has in following up this rating. */
export function partsOf(actor: Actor, rated: Rated, tree: Tree): Part[] {
  if (!rated.order || isOwnService(actor, rated)) return []
  const place = placeOf(tree, rated.department_id)
  const { appealBody } = limitsOf(rated.order.limitsVersion)
  const parts: Part[] = []
  if (mayHandle(actor, place, tree)) parts.push('handler')
  if (rated.order.appealed && mayDecideAppeal(actor, place, tree, appealBody)) parts.push('appealBody')
  return parts
}

/** Whose own service was rated does not follow it up, whatever other posts they hold. */
const isOwnService = (actor: Actor, { recorded_by }: Rated): boolean => recorded_by === actor.accountId

/** What an official may see of it; nothing at all is `undefined`. */
export function sightOf(actor: Actor, rated: Rated, tree: Tree): { knowsCase: boolean } | undefined {
  const place = placeOf(tree, rated.department_id)
  const settled = isSettled(rated)
  const kept = isOwnService(actor, rated) && !settled
  if (maySeeRating(actor, place, tree)) return { knowsCase: !kept && mayKnowCase(actor, place, tree, settled) }
  return partsOf(actor, rated, tree).includes('appealBody') ? { knowsCase: false } : undefined
}

export function mayOf(rated: Rated, parts: readonly Part[], today: string): RatingMay[] {
  if (!rated.order) return []
  const theirs = new Set<RatingVerb>(parts.flatMap((part) => [...verbsOf[part]]))
  return openVerbs(rated.order, today)
    .filter((verb) => theirs.has(verb))
    .map((verb) => ({ verb, needsText: needsText(verb) }))
}

/** The departments whose ratings this official sees; the body that runs 好差评 watches over all of its place. */
export function departmentsSeen(actor: Actor, tree: Tree, today: string): { own: string[]; watched: string[] } {
  const all = tree.all()
  const own = all.filter((id) => maySeeRating(actor, placeOf(tree, id), tree))
  const { appealBody } = limitsOn(today)
  const watches = actor.posts.filter((post) => post.role === 'supervisor' && post.departmentId === appealBody)
  const watched = all.filter((id) =>
    watches.some((post) => tree.divisionWithin(placeOf(tree, id).divisionCode, post.divisionCode)),
  )
  return { own, watched: [...new Set([...own, ...watched])] }
}
