import type { Actor, PostHeld, PostRole } from '#kernel/actor.ts'

/** The office and place a rating is about. */
export type RatedPlace = { departmentId: string; divisionCode: string }

/** What the policies ask of the organisation. */
export type Territory = {
  departmentWithin(department: string, ancestor: string): boolean
  divisionWithin(division: string, ancestor: string): boolean
}

const seeing = new Set<PostRole>(['intake', 'reviewer', 'inspector', 'decider', 'supervisor'])
const handling = new Set<PostRole>(['reviewer', 'decider', 'supervisor'])

const reaches = (post: PostHeld, place: RatedPlace, territory: Territory) =>
  territory.departmentWithin(place.departmentId, post.departmentId) &&
  territory.divisionWithin(place.divisionCode, post.divisionCode)

/** Ratings tell of cases: posts that work on cases or watch over them see those of their offices. */
export const maySeeRating = (actor: Actor, place: RatedPlace, territory: Territory): boolean =>
  actor.posts.some((post) => seeing.has(post.role) && reaches(post, place, territory))

/** 谁办理、谁负责: the department that handled it follows up, by somebody who does not sit at the window. */
export const mayHandle = (actor: Actor, place: RatedPlace, territory: Territory): boolean =>
  actor.posts.some((post) => handling.has(post.role) && reaches(post, place, territory))

/** An appeal is decided by the body that runs 好差评, never by the department that appeals or one above it in its line. */
export const mayDecideAppeal = (actor: Actor, place: RatedPlace, territory: Territory, appealBody: string): boolean =>
  !territory.departmentWithin(place.departmentId, appealBody) &&
  actor.posts.some(
    (post) =>
      post.role === 'supervisor' &&
      post.departmentId === appealBody &&
      territory.divisionWithin(place.divisionCode, post.divisionCode),
  )

/** Window staff do not learn whose rating it is before the work order is closed (standards B). */
export const mayKnowCase = (actor: Actor, place: RatedPlace, territory: Territory, settled: boolean): boolean =>
  settled ? maySeeRating(actor, place, territory) : mayHandle(actor, place, territory)

/** Services at a counter or by telephone are recorded by the intake of the office that gave them. */
export const mayRecordService = (actor: Actor, place: RatedPlace, territory: Territory): boolean =>
  actor.posts.some((post) => post.role === 'intake' && reaches(post, place, territory))
