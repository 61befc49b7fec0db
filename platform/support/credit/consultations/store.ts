import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { ConsultationRow, DutyRow, Tables } from '../rows.ts'
import type { After } from '../store.ts'

const tables = (db: Db) => db.withTables<Tables>()

export async function insertConsultation(tx: Tx, row: ConsultationRow, duties: DutyRow[]): Promise<void> {
  await tables(tx).insertInto('credit.consultation').values(row).execute()
  if (duties.length > 0) await tables(tx).insertInto('credit.duty').values(duties).execute()
}

/** Who looked at a party, the newest first. */
export async function listLooks(db: Db, realm: string, entityId: string, limit: number): Promise<ConsultationRow[]> {
  return tables(db)
    .selectFrom('credit.consultation')
    .selectAll()
    .where('realm', '=', realm)
    .where('entity_id', '=', entityId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

export async function listDuties(
  db: Db,
  realm: string,
  query: {
    departments?: readonly string[]
    state?: DutyRow['state']
    dueBefore?: string
    after?: After
    limit: number
  },
): Promise<DutyRow[]> {
  let found = tables(db).selectFrom('credit.duty').selectAll().where('realm', '=', realm).limit(query.limit)
  if (query.departments) found = found.where(sql<boolean>`department_id = any(${[...query.departments]})`)
  if (query.state) found = found.where('state', '=', query.state)
  if (query.dueBefore) found = found.where('due', '<', query.dueBefore)
  if (query.after) found = found.where(sql<boolean>`(due, id) < (${query.after[0]}::date, ${query.after[1]}::uuid)`)
  return found.orderBy('due', 'desc').orderBy('id', 'desc').execute()
}

export async function loadDuty(tx: Tx, realm: string, id: string): Promise<DutyRow | undefined> {
  return tables(tx)
    .selectFrom('credit.duty')
    .selectAll()
    .where('realm', '=', realm)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function reportDuty(
  tx: Tx,
  { realm, id }: Pick<DutyRow, 'realm' | 'id'>,
  reported: Pick<DutyRow, 'applied' | 'how' | 'reported_at' | 'reported_by'>,
): Promise<void> {
  await tables(tx)
    .updateTable('credit.duty')
    .set({ ...reported, state: 'reported' })
    .where('realm', '=', realm)
    .where('id', '=', id)
    .execute()
}
