import type { Db } from '#ground/database/index.ts'
import type { CaseTables, TimerTable } from '../tables.ts'

export type TimerRow = Pick<TimerTable, 'id' | 'node' | 'at' | 'set_at'>

/** The running timers of a case, the next first. */
export async function listTimers(db: Db, realm: string, caseId: string): Promise<TimerRow[]> {
  return db
    .withTables<CaseTables>()
    .selectFrom('cases.timer')
    .select(['id', 'node', 'at', 'set_at'])
    .where('realm', '=', realm)
    .where('case_id', '=', caseId)
    .orderBy('at')
    .orderBy('id')
    .execute()
}
