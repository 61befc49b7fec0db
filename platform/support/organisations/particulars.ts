import type { Department, Particulars, RemedyBodies } from './contract.ts'

/** What is said of a department on a day; undefined before its first entry. */
export function particularsOn(all: readonly Particulars[], day: string): Particulars | undefined {
  return all.filter(({ from }) => from <= day).toSorted((a, b) => (a.from < b.from ? 1 : -1))[0]
}

/**
 * Where the decisions of a department are reviewed and sued over on a day. Unless its particulars name another body, the
 * government it belongs to reviews them (行政复议法第24条); `path` is the department and all it lies below, itself first.
 */
export function remedyBodies(
  path: readonly Department[],
  particulars: ReadonlyMap<string, readonly Particulars[]>,
  day: string,
): RemedyBodies {
  const said = path.map(({ id }) => particularsOn(particulars.get(id) ?? [], day))
  const [own, ...above] = said
  // A branch goes by its bureau; above that the government is the body itself.
  const over = above.find((each) => each?.government || each?.reviewBody)
  const named = own?.reviewBody ? own : over
  const reviewBody = named?.government && named !== own ? named.name : named?.reviewBody
  const reviewEntrance = own?.reviewEntrance ?? named?.reviewEntrance
  const court = own?.court ?? above.find((each) => each?.court && !each.government)?.court
  return {
    ...(reviewBody ? { reviewBody } : {}),
    ...(reviewEntrance ? { reviewEntrance } : {}),
    ...(court ? { court } : {}),
  }
}

/** The department and all it lies below, itself first; a tree wrongly joined into a ring ends. */
export function pathUp(departments: readonly Department[], id: string): Department[] {
  const path: Department[] = []
  let next = departments.find((each) => each.id === id)
  while (next && !path.includes(next)) {
    path.push(next)
    const { parent } = next
    next = departments.find((each) => each.id === parent)
  }
  return path
}
