import { sql } from 'kysely'
import { askedTogether, type Db, type Tx } from '#ground/database/index.ts'
import type { DisputeState } from './contract.ts'

export type DisputeRow = {
  realm: string
  id: string
  about_case: string
  pointer: string
  title: string
  source: string
  source_label: string
  claim: Buffer
  case_id: string
  case_no: string
  department_name: string
  state: DisputeState
  raised_at: Date
  told_at: Date | null
  answered_at: Date | null
  answer: string | null
}
type Tables = { 'disputes.dispute': DisputeRow }

export async function insertDispute(tx: Tx, row: DisputeRow): Promise<void> {
  await tx.withTables<Tables>().insertInto('disputes.dispute').values(row).execute()
}

export async function listDisputes(db: Db, realm: string, caseId: string): Promise<DisputeRow[]> {
  return disputes(db)
    .where('realm', '=', realm)
    .where('about_case', '=', caseId)
    .orderBy('raised_at')
    .limit(200)
    .execute()
}

/** The dispute that a case answers. Asked of every case that moves, so of many at once. */
export const findByCase = askedTogether(async (db, cases: readonly { realm: string; caseId: string }[]) => {
  const { rows } = await sql<DisputeRow>`
    select d.* from unnest(${cases.map(({ realm }) => realm)}::text[], ${cases.map(({ caseId }) => caseId)}::uuid[]) a (realm, id)
      join disputes.dispute d on d.realm = a.realm and d.case_id = a.id`.execute(db)
  const found = new Map(rows.map((row) => [`${row.realm} ${row.case_id}`, row]))
  return cases.map(({ realm, caseId }) => found.get(`${realm} ${caseId}`))
})

export async function updateDispute(
  tx: Tx,
  { realm, id }: Pick<DisputeRow, 'realm' | 'id'>,
  change: Partial<Pick<DisputeRow, 'state' | 'told_at' | 'answered_at' | 'answer'>>,
): Promise<void> {
  await tx
    .withTables<Tables>()
    .updateTable('disputes.dispute')
    .set(change)
    .where('realm', '=', realm)
    .where('id', '=', id)
    .execute()
}

const disputes = (db: Db) => db.withTables<Tables>().selectFrom('disputes.dispute').selectAll()
