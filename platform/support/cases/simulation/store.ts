import type { Db } from '#ground/database/index.ts'
import type { CaseTables } from '../tables.ts'

/** When the running timers of a case fire, by their numbers. */
export async function loadTimers(db: Db, realm: string, caseId: string): Promise<Map<number, Date>> {
  const rows = await db
    .withTables<CaseTables>()
    .selectFrom('cases.timer')
    .select(['id', 'at'])
    .where('realm', '=', realm)
    .where('case_id', '=', caseId)
    .execute()
  return new Map(rows.map(({ id, at }) => [id, at]))
}
