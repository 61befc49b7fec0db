import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { DemandInput, DemandState, ShareType, Verb } from './contract.ts'

export type DemandRow = {
  realm: string
  id: string
  no: string
  register: string
  register_name: string
  catalogue_code: string | null
  user_department: string
  user_name: string
  provider_department: string
  provider_name: string
  system: string
  purpose: string
  basis: string
  fields: string[]
  frequency: DemandInput['frequency']
  until: string
  per_day: number
  state: DemandState
  share_type: ShareType | null
  filed_by: string
  filed_at: Date
  due: string | null
  extended: boolean
  grant_fields: string[] | null
  grant_plain: string[] | null
  grant_rows: Record<string, string> | null
  grant_until: string | null
  grant_per_day: number | null
  grant_per_second: number | null
  version: number
}
export type StepRow = {
  realm: string
  demand_id: string
  turn: number
  at: Date
  verb: Verb
  by_account: string
  by_name: string
  by_department: string
  note: string
  basis: string | null
  alternative: string | null
  due: string | null
}
export type KeyRow = {
  key_id: string
  realm: string
  demand_id: string
  secret: Buffer
  addresses: string[]
  issued_at: Date
  issued_by: string
}
type Tables = { 'sharing.demand': DemandRow; 'sharing.step': StepRow; 'sharing.key': KeyRow }

// Days as text, not as instants of some time zone.
const days = ['until', 'due', 'grant_until'] as const
const asDays = sql.raw(`d.*, ${days.map((name) => `d.${name}::text as ${name}`).join()}`)

export async function nextNumber(tx: Tx, realm: string, year: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into sharing.counter as c (realm, year, last) values (${realm}, ${year}, 1)
    on conflict (realm, year) do update set last = c.last + 1 returning last`.execute(tx)
  return rows[0]!.last
}

export async function insertDemand(tx: Tx, { grant_rows, ...row }: DemandRow): Promise<void> {
  await tx
    .withTables<Tables>()
    .insertInto('sharing.demand')
    .values({ ...row, grant_rows: grant_rows && (JSON.stringify(grant_rows) as never) })
    .execute()
}

export async function insertStep(tx: Tx, row: Omit<StepRow, 'turn'>): Promise<void> {
  const { realm, demand_id, at, verb, by_account, by_name, by_department, note, basis, alternative, due } = row
  await sql`
    insert into sharing.step
      (realm, demand_id, turn, at, verb, by_account, by_name, by_department, note, basis, alternative, due)
    select ${realm}, ${demand_id}, coalesce(max(turn), 0) + 1, ${at}, ${verb}, ${by_account}, ${by_name},
      ${by_department}, ${note}, ${basis}, ${alternative}, ${due}::date
    from sharing.step where realm = ${realm} and demand_id = ${demand_id}`.execute(tx)
}

/** Says whether the demand was as it had been read. */
export async function updateDemand(tx: Tx, row: DemandRow, change: Partial<DemandRow>): Promise<boolean> {
  const { grant_rows, ...rest } = change
  const set = { ...rest, ...(grant_rows === undefined ? {} : { grant_rows: JSON.stringify(grant_rows) as never }) }
  const { numUpdatedRows } = await tx
    .withTables<Tables>()
    .updateTable('sharing.demand')
    .set({ ...set, version: row.version + 1 })
    .where('realm', '=', row.realm)
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function findDemand(db: Db, realm: string, id: string): Promise<DemandRow | undefined> {
  const { rows } = await sql<DemandRow>`
    select ${asDays} from sharing.demand d where realm = ${realm} and id = ${id}`.execute(db)
  return rows[0]
}

/** Of some departments on either side, or of all; the newest first. */
export async function listDemands(
  db: Db,
  realm: string,
  query: { departments?: string[]; state?: DemandState; before?: { at: string; id: string }; limit: number },
): Promise<DemandRow[]> {
  const { departments, state, before, limit } = query
  const { rows } = await sql<DemandRow>`
    select ${asDays} from sharing.demand d where realm = ${realm}
      and (${departments === undefined} or user_department = any(${departments ?? []}) or provider_department = any(${departments ?? []}))
      and (${state === undefined} or state = ${state ?? ''})
      and (${before === undefined} or (filed_at, id) < (${before?.at ?? null}::timestamptz, ${before?.id ?? null}::uuid))
    order by filed_at desc, id desc limit ${limit}`.execute(db)
  return rows
}

export async function listSteps(db: Db, realm: string, demandId: string): Promise<StepRow[]> {
  const { rows } = await sql<StepRow>`
    select s.*, s.due::text as due from sharing.step s
    where realm = ${realm} and demand_id = ${demandId} order by turn`.execute(db)
  return rows
}

export async function replaceKey(tx: Tx, row: KeyRow): Promise<void> {
  await sql`delete from sharing.key where realm = ${row.realm} and demand_id = ${row.demand_id}`.execute(tx)
  await tx.withTables<Tables>().insertInto('sharing.key').values(row).execute()
}

export async function findKeyOf(db: Db, realm: string, demandId: string): Promise<KeyRow | undefined> {
  return db
    .withTables<Tables>()
    .selectFrom('sharing.key')
    .selectAll()
    .where('realm', '=', realm)
    .where('demand_id', '=', demandId)
    .executeTakeFirst()
}

/** The key and what it opens, whatever its state. */
export async function findByKey(db: Db, keyId: string): Promise<(DemandRow & KeyRow) | undefined> {
  const { rows } = await sql<DemandRow & KeyRow>`
    select k.*, ${asDays} from sharing.key k join sharing.demand d on d.realm = k.realm and d.id = k.demand_id
    where k.key_id = ${keyId}`.execute(db)
  return rows[0]
}
