import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { PromiseState, PromiseVerb } from './contract.ts'

export type PromiseRow = {
  realm: string
  id: string
  case_id: string
  case_no: string
  item_id: string
  item_version: number
  item_name: string
  party_id: string
  party_name: string
  account_id: string
  department_id: string
  department_name: string
  key: string
  version: number
  name: string
  digest: string
  materials: { key: string; name: string }[]
  /** The law it rests on; empty where it was signed before this was kept. */
  basis: string
  check_what: string
  check_unit: string
  check_days: number
  signed_by: string
  signed_at: Date
  document_id: string
  document_number: string
  state: PromiseState
  due: string | null
  granted_on: string | null
  found_by: string | null
  repaired_at: Date | null
  row_version: number
}

export type StepRow = {
  realm: string
  promise_id: string
  seq: number
  at: Date
  verb: PromiseVerb
  actor_id: string
  actor_name: string
  reason: string
}

type Tables = { 'promises.promise': PromiseRow; 'promises.step': StepRow }

export async function insertPromises(tx: Tx, rows: PromiseRow[]): Promise<void> {
  const values = rows.map((row) => ({
    ...row,
    materials: sql<PromiseRow['materials']>`${JSON.stringify(row.materials)}::jsonb`,
  }))
  await tx.withTables<Tables>().insertInto('promises.promise').values(values).execute()
}

export async function findPromise(db: Db, realm: string, id: string): Promise<PromiseRow | undefined> {
  return promises(db, realm).where('id', '=', id).executeTakeFirst()
}

export async function lockPromise(tx: Tx, realm: string, id: string): Promise<PromiseRow | undefined> {
  return promises(tx, realm).where('id', '=', id).forUpdate().executeTakeFirst()
}

export async function ofCase(db: Db, realm: string, caseId: string): Promise<PromiseRow[]> {
  return promises(db, realm).where('case_id', '=', caseId).orderBy('key').execute()
}

/** Of these offices in these states, by day due; or of these parties, the last signed first. */
export async function listPromises(
  db: Db,
  realm: string,
  query: {
    offices?: readonly string[]
    parties?: readonly string[]
    states?: readonly PromiseState[]
    after?: readonly [string | null, string]
    limit: number
  },
): Promise<PromiseRow[]> {
  let found = promises(db, realm).limit(query.limit)
  if (query.states) found = found.where('state', 'in', query.states)
  if (query.parties) {
    if (query.parties.length === 0) return []
    found = found.where('party_id', 'in', query.parties).orderBy('signed_at', 'desc').orderBy('id')
    if (query.after)
      found = found.where(sql<boolean>`(signed_at, id) < (${query.after[0]}::timestamptz, ${query.after[1]}::uuid)`)
    return found.execute()
  }
  if (!query.offices?.length) return []
  const byDue = sql`coalesce(due, date '9999-12-31')`
  found = found.where('department_id', 'in', query.offices).orderBy(byDue).orderBy('id')
  if (query.after)
    found = found.where(
      sql<boolean>`(coalesce(due, date '9999-12-31'), id) > (coalesce(${query.after[0]}::date, date '9999-12-31'), ${query.after[1]}::uuid)`,
    )
  return found.execute()
}

export async function updatePromise(tx: Tx, row: PromiseRow, change: Partial<PromiseRow>): Promise<void> {
  await tx
    .withTables<Tables>()
    .updateTable('promises.promise')
    .set({ ...change, row_version: row.row_version + 1 })
    .where('realm', '=', row.realm)
    .where('id', '=', row.id)
    .execute()
}

/** What was signed for a case becomes work when it is granted, and nothing otherwise. Twice changes nothing more. */
export async function settleSigned(
  tx: Tx,
  row: PromiseRow,
  change: Pick<PromiseRow, 'state' | 'due' | 'granted_on'>,
): Promise<void> {
  await tx
    .withTables<Tables>()
    .updateTable('promises.promise')
    .set(change)
    .where('realm', '=', row.realm)
    .where('id', '=', row.id)
    .where('state', '=', 'signed')
    .execute()
}

/** Whether a promise of this party was found false and not repaired. */
export async function hasBroken(db: Db, realm: string, partyId: string): Promise<boolean> {
  const found = await promises(db, realm)
    .where('party_id', '=', partyId)
    .where('state', 'in', ['false', 'annulled'])
    .where('repaired_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

export async function insertStep(tx: Tx, step: Omit<StepRow, 'seq'>): Promise<void> {
  const { count } = await tx
    .withTables<Tables>()
    .selectFrom('promises.step')
    .select((all) => all.fn.countAll<string>().as('count'))
    .where('realm', '=', step.realm)
    .where('promise_id', '=', step.promise_id)
    .executeTakeFirstOrThrow()
  await tx
    .withTables<Tables>()
    .insertInto('promises.step')
    .values({ ...step, seq: Number(count) + 1 })
    .execute()
}

export async function listSteps(db: Db, realm: string, ids: readonly string[]): Promise<StepRow[]> {
  if (ids.length === 0) return []
  return db
    .withTables<Tables>()
    .selectFrom('promises.step')
    .selectAll()
    .where('realm', '=', realm)
    .where('promise_id', 'in', ids)
    .orderBy('promise_id')
    .orderBy('seq')
    .execute()
}

const promises = (db: Db, realm: string) =>
  db.withTables<Tables>().selectFrom('promises.promise').selectAll().where('realm', '=', realm)
