import type { Clock } from '#ground/clock.ts'
import { isWithinDivision } from '#kernel/codes/division-code.ts'
import { type Department, departmentsUnder } from '#support/organisations/index.ts'

/** The tree of departments as policies and routing ask about it: synchronous, and at most a few seconds old. */
export type Territories = ReturnType<typeof createTerritories>

const freshFor = 5_000

export function createTerritories(needs: { listDepartments: () => Promise<Department[]>; clock: Clock }) {
  let held: { at: number; tree: Promise<Territory> } | undefined

  return async function territory(): Promise<Territory> {
    const now = needs.clock().getTime()
    if (!held || now - held.at > freshFor || now < held.at) {
      const tree = needs.listDepartments().then(territoryOf)
      held = { at: now, tree }
      tree.catch(() => {
        held = undefined
      })
    }
    return held.tree
  }
}

export type Territory = {
  departmentWithin(department: string, ancestor: string): boolean
  divisionWithin(division: string, ancestor: string): boolean
  departmentsUnder(id: string): string[]
  find(id: string): Department | undefined
  /** Whether a department is a people’s government. */
  isGovernment(id: string): boolean
  findByName(name: string): Department | undefined
  /** The ids of all departments of the realm. */
  all(): string[]
  /** The office below a department that covers a place most closely: a town's branch, else the department itself. */
  officeFor(department: Department, divisionCode: string): Department
  /** The same by id; undefined for a department that the realm does not know. */
  officeIn(departmentId: string, divisionCode: string): string | undefined
}

function territoryOf(departments: Department[]): Territory {
  const byId = new Map(departments.map((each) => [each.id, each]))
  const byName = new Map(departments.map((each) => [each.name, each]))
  const under = new Map(
    departments.map((each) => [each.id, departmentsUnder(departments, each.id).map((one) => one.id)]),
  )
  const idsUnder = (id: string) => under.get(id) ?? []
  const officeFor = (department: Department, divisionCode: string): Department => {
    const covering = idsUnder(department.id)
      .map((id) => byId.get(id)!)
      .filter((each) => isWithinDivision(divisionCode, each.divisionCode))
    // The longest prefix without its padding is the smallest place.
    const reach = (each: Department) => each.divisionCode.replace(/0+$/, '').length
    return covering.reduce((best, each) => (reach(each) > reach(best) ? each : best), department)
  }
  return {
    departmentWithin: (department, ancestor) => department === ancestor || idsUnder(ancestor).includes(department),
    divisionWithin: isWithinDivision,
    departmentsUnder: idsUnder,
    find: (id) => byId.get(id),
    isGovernment: (id) => byId.get(id)?.government ?? false,
    findByName: (name) => byName.get(name),
    all: () => [...byId.keys()],
    officeFor,
    officeIn(departmentId, divisionCode) {
      const department = byId.get(departmentId)
      return department && officeFor(department, divisionCode).id
    },
  }
}
