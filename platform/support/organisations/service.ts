import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { parseCreditCode } from '#kernel/codes/credit-code.ts'
import { isWithinDivision } from '#kernel/codes/division-code.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type {
  Department,
  DepartmentWithParticulars,
  Division,
  DivisionQuery,
  DivisionWithPath,
  Particulars,
  RemedyBodies,
} from './contract.ts'
import { departmentsUnder } from './department.ts'
import { particularsOn, pathUp, remedyBodies } from './particulars.ts'
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
  saveDepartment(actor: Actor, department: Omit<Department, 'demo' | 'government'>): Promise<Department>
  /** The realm's departments in the order of their tree. */
  listDepartments(realm: string): Promise<Department[]>
  /** The department itself and all below it. */
  listDepartmentsUnder(realm: string, id: string): Promise<Department[]>
  findDepartment(realm: string, id: string): Promise<Department | undefined>
  /** With all that was and will be said of it. Refuses with `organisations.department-missing`. */
  describeDepartment(actor: Actor, id: string): Promise<DepartmentWithParticulars>
  /** Says something of a department from a day on, today at the earliest. For administrators. */
  saveParticulars(actor: Actor, id: string, entry: Particulars): Promise<DepartmentWithParticulars>
  seedParticulars(realm: string, entries: ReadonlyMap<string, Particulars>): Promise<void>
  /** Who reviews the decisions of a department of that day, and which court hears suits against them. */
  remedyBodies(realm: string, id: string, day: string): Promise<RemedyBodies>
  /** Refuses with `organisations.department-missing`. */
  getDepartment(realm: string, id: string): Promise<Department>
}

export function createOrganisations({ db, clock }: { db: Db; clock: Clock }): Organisations {
  const today = () => cityDate(clock())

  async function bodiesOf(realm: string, id: string, day: string): Promise<RemedyBodies> {
    const path = pathUp(await store.selectDepartments(db, realm, day), id)
    const said = await store.selectParticulars(
      db,
      realm,
      path.map((each) => each.id),
    )
    return remedyBodies(path, said, day)
  }

  async function describe(actor: Actor, id: string): Promise<DepartmentWithParticulars> {
    const department = await store.selectDepartment(db, actor.realm, today(), id)
    if (!department) throw new Refusal('missing', 'organisations.department-missing', `No department ${id}`)
    const particulars = (await store.selectParticulars(db, actor.realm, [id])).get(id) ?? []
    const remedies = await bodiesOf(actor.realm, id, today())
    return { department, particulars, remedies, may: mayKeepDepartments(actor) ? ['keep'] : [] }
  }

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
      const department: Department = { ...given, government: false, demo: false }
      const known = await store.selectDepartments(db, actor.realm, today())
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
      const particulars = (await store.selectParticulars(db, actor.realm, [department.id])).get(department.id) ?? []
      const inForce = particularsOn(particulars, today())
      await inTransaction(db, async (tx) => {
        await store.upsertDepartments(tx, actor.realm, [department], first)
        // A name that changes is dated: today's entry takes the place of the one in force.
        if (inForce && inForce.name !== department.name)
          await store.upsertParticulars(tx, actor.realm, department.id, [
            {
              ...withoutName(inForce),
              from: today(),
              name: department.name,
              ...(department.nameEn ? { nameEn: department.nameEn } : {}),
            },
          ])
      })
      return { ...department, government: inForce?.government ?? false }
    },
    describeDepartment: describe,
    async saveParticulars(actor, id, entry) {
      if (!mayKeepDepartments(actor))
        throw new Refusal('forbidden', 'organisations.forbidden', 'Only administrators keep departments')
      await describe(actor, id)
      if (entry.from < today())
        throw new Refusal('conflict', 'organisations.past', 'What is in force already stays as it was printed', {
          faults: [{ pointer: '/from', rule: 'past', detail: '请写今天或者以后的日子。' }],
        })
      await inTransaction(db, (tx) => store.upsertParticulars(tx, actor.realm, id, [entry]))
      return describe(actor, id)
    },
    seedParticulars: (realm, entries) =>
      inTransaction(db, async (tx) => {
        for (const [id, entry] of entries) await store.upsertParticulars(tx, realm, id, [entry])
      }),
    remedyBodies: bodiesOf,
    listDepartments: (realm) => store.selectDepartments(db, realm, today()),
    listDepartmentsUnder: async (realm, id) => departmentsUnder(await store.selectDepartments(db, realm, today()), id),
    findDepartment: (realm, id) => store.selectDepartment(db, realm, today(), id),
    async getDepartment(realm, id) {
      const department = await store.selectDepartment(db, realm, today(), id)
      if (!department) throw new Refusal('missing', 'organisations.department-missing', `No department ${id}`)
      return department
    },
  }
}

const withoutName = ({ name: _, nameEn: __, ...rest }: Particulars): Omit<Particulars, 'name' | 'nameEn'> => rest
