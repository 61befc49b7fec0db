import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { Department, Division, DivisionLevel, DivisionQuery } from './contract.ts'

type DivisionTable = {
  code: string
  name: string
  level: DivisionLevel
  parent: string | null
  valid_from: string | null
  valid_to: string | null
  successors: string[]
  source: string
}

type DepartmentTable = {
  realm: string
  id: string
  name: string
  name_en: string | null
  code: string
  parent: string | null
  division_code: string
  position: number
  demo: boolean
}

type Tables = { 'organisations.division': DivisionTable; 'organisations.department': DepartmentTable }

export async function hasEdition(db: Db, source: string): Promise<boolean> {
  const row = await db
    .withTables<Tables>()
    .selectFrom('organisations.division')
    .select('code')
    .where('source', '=', source)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Adds and renames in one statement; parents may stand anywhere in the list. What the list lacks is left alone. */
export async function upsertDivisions(tx: Tx, source: string, divisions: Division[]): Promise<void> {
  await sql`
    insert into organisations.division as d (code, name, level, parent, source)
    select code, name, level, parent, ${source}
    from unnest(${divisions.map((each) => each.code)}::text[], ${divisions.map((each) => each.name)}::text[],
                ${divisions.map((each) => each.level)}::text[], ${divisions.map((each) => each.parent ?? null)}::text[])
      as given (code, name, level, parent)
    on conflict (code) do update
    set name = excluded.name, level = excluded.level, parent = excluded.parent, source = excluded.source`.execute(tx)
}

export async function selectDivision(db: Db, code: string): Promise<Division | undefined> {
  const row = await db
    .withTables<Tables>()
    .selectFrom('organisations.division')
    .selectAll()
    .where('code', '=', code)
    .executeTakeFirst()
  return row && asDivision(row)
}

/** Divisions in force on `today`, by code. Without parent, level or name: the provinces. */
export async function selectDivisions(db: Db, query: DivisionQuery, today: string): Promise<Division[]> {
  const { parent, level, q } = query
  let rows = db
    .withTables<Tables>()
    .selectFrom('organisations.division')
    .selectAll()
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>', today)]))
    .orderBy('code')
    .limit(query.limit)
  if (parent !== undefined) rows = rows.where('parent', '=', parent)
  else if (level === undefined && q === undefined) rows = rows.where('parent', 'is', null)
  if (level !== undefined) rows = rows.where('level', '=', level)
  if (q !== undefined) rows = rows.where(sql<boolean>`position(${q} in name) > 0`)
  return (await rows.execute()).map(asDivision)
}

/** The division and all it lies in by its recorded parents, the province first. */
export async function selectPath(db: Db, code: string): Promise<Division[]> {
  const { rows } = await sql<Selectable<DivisionTable>>`
    with recursive path as (
      select d.*, 1 as step from organisations.division d where code = ${code}
      union all
      select d.*, step + 1 from organisations.division d join path on d.code = path.parent where step < 8
    )
    select * from path order by step desc`.execute(db)
  return rows.map(asDivision)
}

/** Adds or changes departments; their places in lists begin at `first`. */
export async function upsertDepartments(tx: Tx, realm: string, departments: Department[], first = 0): Promise<void> {
  if (departments.length === 0) return
  await tx
    .withTables<Tables>()
    .insertInto('organisations.department')
    .values(
      departments.map((each, position) => ({
        realm,
        id: each.id,
        name: each.name,
        name_en: each.nameEn ?? null,
        code: each.code,
        parent: each.parent ?? null,
        division_code: each.divisionCode,
        position: first + position,
        demo: each.demo,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['realm', 'id']).doUpdateSet((given) => ({
        name: given.ref('excluded.name'),
        name_en: given.ref('excluded.name_en'),
        code: given.ref('excluded.code'),
        parent: given.ref('excluded.parent'),
        division_code: given.ref('excluded.division_code'),
        position: given.ref('excluded.position'),
      })),
    )
    .execute()
}

/** All departments of a realm, each after its parent as far as `position` was given so. */
export async function selectDepartments(db: Db, realm: string): Promise<Department[]> {
  const rows = await db
    .withTables<Tables>()
    .selectFrom('organisations.department')
    .selectAll()
    .where('realm', '=', realm)
    .orderBy('position')
    .orderBy('id')
    .execute()
  return rows.map(asDepartment)
}

export async function selectDepartment(db: Db, realm: string, id: string): Promise<Department | undefined> {
  const row = await db
    .withTables<Tables>()
    .selectFrom('organisations.department')
    .selectAll()
    .where('realm', '=', realm)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && asDepartment(row)
}

function asDivision(row: Selectable<DivisionTable>): Division {
  return {
    code: row.code,
    name: row.name,
    level: row.level,
    successors: row.successors,
    ...(row.parent ? { parent: row.parent } : {}),
    ...(row.valid_from ? { validFrom: row.valid_from } : {}),
    ...(row.valid_to ? { validTo: row.valid_to } : {}),
  }
}

function asDepartment(row: Selectable<DepartmentTable>): Department {
  return {
    id: row.id,
    name: row.name,
    code: row.code,
    divisionCode: row.division_code,
    demo: row.demo,
    ...(row.name_en ? { nameEn: row.name_en } : {}),
    ...(row.parent ? { parent: row.parent } : {}),
  }
}
