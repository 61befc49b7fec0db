import type { Actor, PostHeld } from '#kernel/actor.ts'

export type HallPlace = { departmentId: string; divisionCode: string }

/** What the policies ask of the organisation. */
export type Tree = {
  departmentWithin(department: string, ancestor: string): boolean
  divisionWithin(division: string, ancestor: string): boolean
}

/** 无差别受理: any intake post may sit at a window of its place, whichever bureau it belongs to. */
export const postAt = (actor: Actor, place: HallPlace, tree: Tree): PostHeld | undefined =>
  actor.kind === 'official'
    ? actor.posts.find(
        ({ role, divisionCode }) => role === 'intake' && tree.divisionWithin(place.divisionCode, divisionCode),
      )
    : undefined

/** Load, staff and the day's sheet belong to the supervisor of the office that runs the hall. */
export const mayManage = (actor: Actor, place: HallPlace, tree: Tree): boolean =>
  actor.posts.some(
    ({ role, departmentId, divisionCode }) =>
      role === 'supervisor' &&
      tree.departmentWithin(place.departmentId, departmentId) &&
      tree.divisionWithin(place.divisionCode, divisionCode),
  )

/** How points compare and whom they reach is for whoever plans them: supervisors and the keepers of items. */
export const mayPlan = (actor: Actor): boolean =>
  actor.posts.some(({ role }) => role === 'supervisor' || role === 'item-manager' || role === 'head')
