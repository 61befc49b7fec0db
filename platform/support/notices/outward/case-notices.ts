import type { Db } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import type { CaseNotice } from './contract.ts'
import type { Reach, Recipients } from './needs.ts'
import * as store from './store.ts'

const most = 100

/** The newest notices about a case, for those who work on it: to whom, what was done to reach them, who read it when. */
export function createOfCase(needs: {
  db: Db
  reach: Pick<Reach, 'fates'>
  recipients: Pick<Recipients, 'nameOf'>
  getCase: (actor: Actor, caseId: string) => Promise<unknown>
}) {
  const { db, reach, recipients } = needs
  return async (actor: Actor, caseId: string): Promise<CaseNotice[]> => {
    await needs.getCase(actor, caseId)
    const { realm } = actor
    const rows = await store.listOfCase(db, realm, caseId, most)
    const steps = await store.listSteps(
      db,
      realm,
      rows.map(({ id }) => id),
    )
    const people = new Set([
      ...rows.map(({ accountId }) => accountId),
      ...steps.flatMap(({ account_id }) => (account_id ? [account_id] : [])),
    ])
    const [names, fates] = await Promise.all([
      Promise.all([...people].map(async (id) => [id, await recipients.nameOf(realm, id)] as const)).then(
        (pairs) => new Map(pairs),
      ),
      reach.fates(
        realm,
        steps.flatMap(({ message_id }) => (message_id ? [message_id] : [])),
      ),
    ])
    return rows.map((row) => ({
      ...{ id: row.id, title: row.title, titleEn: row.titleEn, urgent: row.urgent, at: row.at.toISOString() },
      to: names.get(row.accountId) ?? '',
      ...(row.readAt ? { readAt: row.readAt.toISOString(), readVia: row.readVia ?? 'in-app' } : {}),
      ...(row.dueAt ? { nextAt: row.dueAt.toISOString() } : {}),
      steps: steps
        .filter(({ notice_id }) => notice_id === row.id)
        .map(({ way, outcome, at, message_id, account_id }) => {
          const fate = message_id ? fates.get(message_id) : undefined
          return {
            ...{ way, outcome, at: at.toISOString() },
            ...(account_id ? { to: names.get(account_id) ?? '' } : {}),
            ...(fate ? { message: fate.status } : {}),
            ...(fate?.readAt ? { readAt: fate.readAt.toISOString() } : {}),
          }
        }),
    }))
  }
}
