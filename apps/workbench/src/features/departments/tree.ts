import type { Department } from '@zhengtong/platform/support/organisations/contract.ts'

export type Branch = Department & { depth: number }

/** The departments as a tree is read: each below its parent, the deeper the further in. What is joined into a ring stands at the top. */
export function asTree(departments: readonly Department[]): Branch[] {
  const known = new Set(departments.map(({ id }) => id))
  const below = Map.groupBy(departments, ({ parent }) => (parent && known.has(parent) ? parent : ''))
  const seen = new Set<string>()
  const walk = (id: string, depth: number): Branch[] =>
    (below.get(id) ?? []).flatMap((each) => {
      if (seen.has(each.id)) return []
      seen.add(each.id)
      return [{ ...each, depth }, ...walk(each.id, depth + 1)]
    })
  const tree = walk('', 0)
  return [...tree, ...departments.filter(({ id }) => !seen.has(id)).map((each) => ({ ...each, depth: 0 }))]
}
