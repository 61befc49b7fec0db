import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'

export type CaseFileRow = {
  realm: string
  id: string
  case_id: string
  case_no: string
  account_id: string
  asked_by: string
  own: boolean
  purpose: string
  state: string
  done: number
  total: number
  size: number | null
  hash: string | null
  sealed_key: Buffer | null
  asked_at: Date
  expires_at: Date | null
}

type Tables = { 'case_files.case_file': CaseFileRow }

export async function insertCaseFile(tx: Tx, row: CaseFileRow): Promise<void> {
  await tx.withTables<Tables>().insertInto('case_files.case_file').values(row).execute()
}

export async function findCaseFile(db: Db, realm: string, id: string): Promise<CaseFileRow | undefined> {
  return db
    .withTables<Tables>()
    .selectFrom('case_files.case_file')
    .selectAll()
    .where('realm', '=', realm)
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function listCaseFiles(db: Db, realm: string, caseId: string, accountId: string): Promise<CaseFileRow[]> {
  return db
    .withTables<Tables>()
    .selectFrom('case_files.case_file')
    .selectAll()
    .where('realm', '=', realm)
    .where('case_id', '=', caseId)
    .where('account_id', '=', accountId)
    .orderBy('asked_at', 'desc')
    .limit(20)
    .execute()
}

export async function saveCaseFile(
  db: Db,
  realm: string,
  id: string,
  change: Partial<Pick<CaseFileRow, 'state' | 'done' | 'total' | 'size' | 'hash' | 'sealed_key' | 'expires_at'>>,
): Promise<void> {
  await db
    .withTables<Tables>()
    .updateTable('case_files.case_file')
    .set(change)
    .where('realm', '=', realm)
    .where('id', '=', id)
    .execute()
}

/** Destroys the keys of files past their time; answers how many. */
export async function expireCaseFiles(db: Db, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`update case_files.case_file set sealed_key = null, state = 'expired'
    where sealed_key is not null and expires_at <= ${now}`.execute(db)
  return Number(numAffectedRows ?? 0)
}
