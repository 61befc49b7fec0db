import { sql } from 'kysely'
import type { Tx } from '#ground/database/index.ts'
import type { CaseTables, TaskTable } from '../tables.ts'
import type { Hand } from './procedure.ts'

export type RunningTimer = { id: number; node: string; at: Date; setAt: Date | null }

/** Those who gave an opinion on the application, inspected for it, or have one of the tasks for that. */
export async function listReviewers(tx: Tx, realm: string, caseId: string): Promise<Hand[]> {
  const { rows } = await sql<Hand>`
    select account_id as "accountId", actor_name as name from cases.step
    where realm = ${realm} and case_id = ${caseId} and actor_kind = 'official' and verb in ('propose', 'inspect')
    union
    select assignee::text, assignee_name from cases.task
    where realm = ${realm} and case_id = ${caseId} and post in ('reviewer', 'inspector') and assignee is not null`.execute(
    tx,
  )
  return rows
}

export async function listTimers(tx: Tx, realm: string, caseId: string): Promise<RunningTimer[]> {
  const { rows } = await sql<RunningTimer>`
    select id, node, at, set_at as "setAt" from cases.timer where realm = ${realm} and case_id = ${caseId}`.execute(tx)
  return rows
}

export async function setTaskDue(tx: Tx, task: TaskTable, due: string | null): Promise<void> {
  await tx
    .withTables<CaseTables>()
    .updateTable('cases.task')
    .set({ due })
    .where('realm', '=', task.realm)
    .where('case_id', '=', task.case_id)
    .where('id', '=', task.id)
    .execute()
}

export async function setTimer(tx: Tx, realm: string, caseId: string, id: number, at: Date): Promise<void> {
  await tx
    .withTables<CaseTables>()
    .updateTable('cases.timer')
    .set({ at })
    .where('realm', '=', realm)
    .where('case_id', '=', caseId)
    .where('id', '=', id)
    .execute()
}
