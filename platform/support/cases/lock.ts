import { sendRows, type Tx } from '#ground/database/index.ts'
import { type Draft, newDraft } from './draft.ts'
import { type CaseStore, countSteps, loadMaterials, loadTasks } from './store.ts'
import type { TaskTable } from './tables.ts'

/** Locks a case until the transaction ends and reads all that an act may need; undefined when there is no such case. */
export async function lockDraft(
  tx: Tx,
  store: CaseStore,
  realm: string,
  caseId: string,
): Promise<{ draft: Draft; tasks: TaskTable[] } | undefined> {
  // What an act before this one, in the same transaction, left for the commit must be seen here.
  await sendRows(tx)
  // Sent together and answered in this order, so everything is read under the lock.
  const [found, facts, materials, tasks, lastSeq] = await Promise.all([
    store.load(tx, realm, caseId, true),
    store.loadFacts(tx, realm, caseId),
    loadMaterials(tx, realm, caseId),
    loadTasks(tx, realm, caseId),
    countSteps(tx, realm, caseId),
  ])
  if (!found) return undefined
  const draft = newDraft(found.current, { answers: found.answers, facts, materials, lastSeq })
  return { draft: { ...draft, before: found.current }, tasks }
}
