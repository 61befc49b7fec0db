import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import type { SubscriptionInput, Subscriptions } from './contract.ts'
import { forgetChoice, listChoices, saveChoice } from './store.ts'
import { presentSubscriptions } from './subscription.ts'

/** 订阅: what a person chose to hear of, for all their cases or for one. */
export function createSubscriptions({ db, clock }: { db: Db; clock: Clock }) {
  async function get({ realm, accountId }: Actor, caseId?: string): Promise<Subscriptions> {
    return presentSubscriptions(await listChoices(db, realm, accountId), caseId)
  }

  async function choose(actor: Actor, { caseId, topic, mode }: SubscriptionInput): Promise<Subscriptions> {
    const row = { realm: actor.realm, account_id: actor.accountId, scope: caseId ?? '', topic }
    await inTransaction(db, (tx) =>
      mode === null ? forgetChoice(tx, row) : saveChoice(tx, { ...row, mode, set_at: clock() }),
    )
    return get(actor, caseId)
  }

  return { get, choose }
}

export type SubscriptionService = ReturnType<typeof createSubscriptions>
