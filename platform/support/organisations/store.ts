import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { Department, Division, DivisionLevel, DivisionQuery, Particulars } from './contract.ts'

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

type ParticularsTable = {
  realm: string
  department: string
  valid_from: string
  name: string
  name_en: string | null
  government: boolean
  review_body: string | null
  review_entrance: string | null
  court: string | null
  source: string
}

type Tables = {
  'organisations.division': DivisionTable
  'organisations.department': DepartmentTable
  'organisations.particulars': ParticularsTable
}

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

/** All departments of a realm as they are called on a day, each after its parent as far as `position` was given so. */
export async function selectDepartments(db: Db, realm: string, day: string, id?: string): Promise<Department[]> {
  const { rows } = await sql<Selectable<DepartmentTable> & { government: boolean | null }>`
    select d.realm, d.id, coalesce(p.name, d.name) as name, case when p.name is null then d.name_en else p.name_en end as name_en,
           d.code, d.parent, d.division_code, d.position, d.demo, p.government
    from organisations.department d
    left join lateral (select name, name_en, government from organisations.particulars p
      where p.realm = d.realm and p.department = d.id and p.valid_from <= ${day}::date
      order by p.valid_from desc limit 1) p on true
    where d.realm = ${realm} ${id === undefined ? sql`` : sql`and d.id = ${id}`}
    order by d.position, d.id`.execute(db)
  return rows.map(asDepartment)
}

export async function selectDepartment(
  db: Db,
  realm: string,
  day: string,
  id: string,
): Promise<Department | undefined> {
  return (await selectDepartments(db, realm, day, id))[0]
}

/** All particulars of some departments, the newest first. */
export async function selectParticulars(
  db: Db,
  realm: string,
  departments: readonly string[],
): Promise<Map<string, Particulars[]>> {
  const rows = await db
    .withTables<Tables>()
    .selectFrom('organisations.particulars')
    .selectAll()
    .where('realm', '=', realm)
    .where('department', 'in', departments.length > 0 ? [...departments] : [''])
    .orderBy('valid_from', 'desc')
    .execute()
  const found = new Map<string, Particulars[]>()
  for (const row of rows) found.set(row.department, [...(found.get(row.department) ?? []), asParticulars(row)])
  return found
}

export async function upsertParticulars(
  tx: Tx,
  realm: string,
  department: string,
  entries: readonly Particulars[],
): Promise<void> {
  if (entries.length === 0) return
  await tx
    .withTables<Tables>()
    .insertInto('organisations.particulars')
    .values(
      entries.map((each) => ({
        realm,
        department,
        valid_from: each.from,
        name: each.name,
        name_en: each.nameEn ?? null,
        government: each.government ?? false,
        review_body: each.reviewBody ?? null,
        review_entrance: each.reviewEntrance ?? null,
        court: each.court ?? null,
        source: each.source,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['realm', 'department', 'valid_from']).doUpdateSet((given) => ({
        name: given.ref('excluded.name'),
        name_en: given.ref('excluded.name_en'),
        government: given.ref('excluded.government'),
        review_body: given.ref('excluded.review_body'),
        review_entrance: given.ref('excluded.review_entrance'),
        court: given.ref('excluded.court'),
        source: given.ref('excluded.source'),
      })),
    )
    .execute()
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

function asDepartment(row: Selectable<DepartmentTable> & { government: boolean | null }): Department {
  return {
    id: row.id,
    name: row.name,
    code: row.code,
    divisionCode: row.division_code,
    government: row.government ?? false,
    demo: row.demo,
    ...(row.name_en ? { nameEn: row.name_en } : {}),
    ...(row.parent ? { parent: row.parent } : {}),
  }
}

function asParticulars(row: Selectable<ParticularsTable>): Particulars {
  return {
    from: row.valid_from,
    name: row.name,
    government: row.government,
    source: row.source,
    ...(row.name_en ? { nameEn: row.name_en } : {}),
    ...(row.review_body ? { reviewBody: row.review_body } : {}),
    ...(row.review_entrance ? { reviewEntrance: row.review_entrance } : {}),
    ...(row.court ? { court: row.court } : {}),
  }
}
