import type { Actor, PostRole } from '#kernel/actor.ts'

type Tree = {
  departmentsUnder(id: string): string[]
  divisionWithin(division: string, ancestor: string): boolean
  find(id: string): { divisionCode: string } | undefined
}

/** The offices that an official's posts of these roles reach: below their department, in their place. */
export function createOffices(territory: () => Promise<Tree>) {
  return async ({ posts }: Pick<Actor, 'posts'>, roles: readonly PostRole[]): Promise<string[]> => {
    const tree = await territory()
    const offices = posts
      .filter(({ role }) => roles.includes(role))
      .flatMap((post) =>
        tree
          .departmentsUnder(post.departmentId)
          .filter((id) => tree.divisionWithin(tree.find(id)?.divisionCode ?? '', post.divisionCode)),
      )
    return [...new Set(offices)]
  }
}
