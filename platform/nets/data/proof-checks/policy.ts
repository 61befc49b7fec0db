import type { Actor, PostRole } from '#kernel/actor.ts'

/** Who checks what an applicant has claimed, at the window or on review. */
export const checkers: readonly PostRole[] = ['intake', 'reviewer', 'decider']
/** Who answers for a department's own records. */
export const answerers: readonly PostRole[] = ['reviewer', 'decider', 'head']

const lookers: readonly PostRole[] = [...checkers, ...answerers]

/** Sees checks at all: an official with such a post somewhere. */
export const mayLook = ({ kind, posts }: Pick<Actor, 'kind' | 'posts'>): boolean =>
  kind === 'official' && posts.some(({ role }) => lookers.includes(role))

/** Speaks for an office: by a post in that very office, that covers it whole. */
export async function speaksFor(
  officesOf: (actor: Actor, roles: readonly PostRole[]) => Promise<string[]>,
  actor: Actor,
  roles: readonly PostRole[],
  departmentId: string,
): Promise<boolean> {
  const posts = actor.posts.filter((post) => post.departmentId === departmentId)
  return posts.length > 0 && (await officesOf({ ...actor, posts }, roles)).includes(departmentId)
}
