import type { Db, Tx } from '#ground/database/index.ts'
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

export async function findByCase(db: Db, realm: string, caseId: string): Promise<DisputeRow | undefined> {
  return disputes(db).where('realm', '=', realm).where('case_id', '=', caseId).executeTakeFirst()
}

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
