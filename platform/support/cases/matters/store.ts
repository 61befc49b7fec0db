import { sql } from 'kysely'
import type { Db } from '#ground/database/index.ts'
import type { CaseListRecord } from '../lists/store.ts'

/** Cases by their ids, with whether each waits for its applicant; in no order. */
export async function loadByIds(db: Db, realm: string, ids: readonly string[]): Promise<CaseListRecord[]> {
  const { rows } = await sql<CaseListRecord>`
    select c.*, exists (select 1 from cases.task t where t.realm = c.realm and t.case_id = c.id
                        and t.closed_at is null and t.post = 'applicant') as "needsApplicant"
    from cases."case" c where c.realm = ${realm} and c.id = any(${ids as string[]}::uuid[])`.execute(db)
  return rows
}
