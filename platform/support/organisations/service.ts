import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { parseCreditCode } from '#kernel/codes/credit-code.ts'
import { isWithinDivision } from '#kernel/codes/division-code.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { Department, Division, DivisionQuery, DivisionWithPath } from './contract.ts'
import { departmentsUnder } from './department.ts'
import { mayKeepDepartments } from './policy.ts'
import * as store from './store.ts'

/** One published list of divisions; `source` names it and its version. */
export type DivisionEdition = { source: string; divisions: () => Promise<Division[]> }

/** Divisions of the country and departments of each realm. */
export type Organisations = {
  /** Loads an edition unless it is loaded already; true when it loaded. Nothing is ever deleted. */
  loadDivisions(edition: DivisionEdition): Promise<boolean>
  /** Divisions in force today, by code; without parent, level or name the provinces. */
  listDivisions(query: DivisionQuery): Promise<Division[]>
  findDivision(code: string): Promise<Division | undefined>
  /** Refuses with `organisations.division-missing`. */
  getDivision(code: string): Promise<DivisionWithPath>
  /** Whether a 12-digit code lies in the subtree of another, itself included: by prefix, or by the recorded parents. */
  isWithin(code: string, ancestor: string): Promise<boolean>
  saveDepartments(realm: string, departments: Department[]): Promise<void>
  /**
   * Adds a department, or changes the one of this id. For administrators. Refuses `organisations.forbidden`, a parent or a
   * division that is not there, a parent that lies below it, and a credit code whose check character is wrong.
   */
  saveDepartment(actor: Actor, department: Omit<Department, 'demo'>): Promise<Department>
  /** The realm's departments in the order of their tree. */
  listDepartments(realm: string): Promise<Department[]>
  /** The department itself and all below it. */
  listDepartmentsUnder(realm: string, id: string): Promise<Department[]>
  findDepartment(realm: string, id: string): Promise<Department | undefined>
  /** Refuses with `organisations.department-missing`. */
  getDepartment(realm: string, id: string): Promise<Department>
}

export function createOrganisations({ db, clock }: { db: Db; clock: Clock }): Organisations {
  return {
    async loadDivisions({ source, divisions }) {
      if (await store.hasEdition(db, source)) return false
      const list = await divisions()
      await inTransaction(db, (tx) => store.upsertDivisions(tx, source, list))
      return true
    },
    listDivisions: (query) => store.selectDivisions(db, query, cityDate(clock())),
    findDivision: (code) => store.selectDivision(db, code),
    async getDivision(code) {
      const path = await store.selectPath(db, code)
      const division = path.at(-1)
      if (!division) throw new Refusal('missing', 'organisations.division-missing', `No division ${code}`)
      return { division, path }
    },
    async isWithin(code, ancestor) {
      // GB/T 2260 nests by prefix; zones and areas held for another place do not, and there the recorded parent tells.
      if (isWithinDivision(code, ancestor)) return true
      return (await store.selectPath(db, code)).some((each) => each.code === ancestor)
    },
    saveDepartments: (realm, departments) => inTransaction(db, (tx) => store.upsertDepartments(tx, realm, departments)),
    async saveDepartment(actor, given) {
      if (!mayKeepDepartments(actor))
        throw new Refusal('forbidden', 'organisations.forbidden', 'Only administrators keep departments')
      const department: Department = { ...given, demo: false }
      const known = await store.selectDepartments(db, actor.realm)
      const below = departmentsUnder(known, department.id).map(({ id }) => id)
      const fault = (pointer: string, rule: string, detail: string) =>
        new Refusal('invalid', 'organisations.bad-department', detail, { faults: [{ pointer, rule, detail }] })
      const { parent } = department
      if (parent !== undefined && !known.some(({ id }) => id === parent))
        throw fault('/parent', 'missing', '没有这个上级部门。')
      if (parent !== undefined && [department.id, ...below].includes(parent))
        throw fault('/parent', 'circle', '上级部门不能是它自己或者它的下级。')
      if (!(await store.selectDivision(db, department.divisionCode)))
        throw fault('/divisionCode', 'missing', '没有这个行政区划。')
      const code = parseCreditCode(department.code)
      if (!code.ok) throw fault('/code', 'credit-code', code.faults[0]?.detail ?? '统一社会信用代码有误。')
      if (known.some((other) => other.code === department.code && other.id !== department.id))
        throw fault('/code', 'taken', '另一个部门已经用了这个统一社会信用代码。')
      const place = known.findIndex(({ id }) => id === department.id)
      const first = place < 0 ? known.length : place
      await inTransaction(db, (tx) => store.upsertDepartments(tx, actor.realm, [department], first))
      return department
    },
    listDepartments: (realm) => store.selectDepartments(db, realm),
    listDepartmentsUnder: async (realm, id) => departmentsUnder(await store.selectDepartments(db, realm), id),
    findDepartment: (realm, id) => store.selectDepartment(db, realm, id),
    async getDepartment(realm, id) {
      const department = await store.selectDepartment(db, realm, id)
      if (!department) throw new Refusal('missing', 'organisations.department-missing', `No department ${id}`)
      return department
    },
  }
}
