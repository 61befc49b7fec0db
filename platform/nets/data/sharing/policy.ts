import type { Actor, PostRole } from '#kernel/actor.ts'

/** Who asks for data in the name of a department, and reads what came of it. */
export const askers: readonly PostRole[] = ['intake', 'reviewer', 'decider', 'head', 'supervisor']
/** Who answers for a department's data: giving it away is a decision. */
export const providers: readonly PostRole[] = ['decider', 'head']
/** Who checks and rules in the data office. */
export const coordinators: readonly PostRole[] = ['supervisor', 'head']

/** The offices that an official's posts of these roles reach. */
export type OfficesOf = (actor: Actor, roles: readonly PostRole[]) => Promise<string[]>

/** Who speaks for a department: by a post in it that covers all of it, not by one for a town of it or in the office above. */
export const speaking =
  (officesOf: OfficesOf) =>
  async (actor: Actor, roles: readonly PostRole[], departmentId: string): Promise<boolean> => {
    const posts = actor.posts.filter((post) => post.departmentId === departmentId)
    return posts.length > 0 && (await officesOf({ ...actor, posts }, roles)).includes(departmentId)
  }

/** Sees demands at all: an official with such a post somewhere, or an auditor. */
export const mayLook = ({ kind, posts }: Pick<Actor, 'kind' | 'posts'>): boolean =>
  kind === 'official' && posts.some(({ role }) => askers.includes(role) || role === 'auditor')

/** Sees all demands of the realm: the data office as a whole, and auditors. */
export const seesAll = ({ posts }: Pick<Actor, 'posts'>, coordinates: boolean): boolean =>
  coordinates || posts.some(({ role }) => role === 'auditor')
