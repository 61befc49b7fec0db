import { sendRows, type Tx } from '#ground/database/index.ts'
import { type Draft, newDraft } from './draft.ts'
import type { CaseStore } from './store.ts'
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
  // Sent together and answered in this order. In one statement the rest would be as it was before the wait for the lock.
  const [found, beside] = await Promise.all([store.load(tx, realm, caseId, true), store.loadBeside(tx, realm, caseId)])
  if (!found) return undefined
  const { tasks, ...known } = beside
  const draft = newDraft(found.current, { answers: found.answers, ...known })
  return { draft: { ...draft, before: found.current }, tasks }
}
