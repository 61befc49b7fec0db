import type { Department } from './contract.ts'

/** The department with this id and all below it, at any depth. */
export function departmentsUnder(departments: readonly Department[], id: string): Department[] {
  const found = departments.filter((each) => each.id === id)
  // A set of ids, not recursion: a tree wrongly joined into a ring ends here too.
  const known = new Set(found.map((each) => each.id))
  for (let next = found; next.length > 0; ) {
    const above = new Set(next.map((each) => each.id))
    next = departments.filter((each) => each.parent !== undefined && above.has(each.parent) && !known.has(each.id))
    for (const each of next) known.add(each.id)
    found.push(...next)
  }
  return found
}
