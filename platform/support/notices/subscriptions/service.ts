import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Contacts } from '../outward/contacts/service.ts'
import { applicantTopics, officialTopics, type SubscriptionInput, type Subscriptions } from './contract.ts'
import { forgetChoice, listChoices, saveChoice } from './store.ts'
import { alwaysTold, presentSubscriptions } from './subscription.ts'

/** 订阅: what a person chose to hear of, for all their cases or for one. */
export function createSubscriptions(needs: { db: Db; clock: Clock; contacts: Pick<Contacts, 'present'> }) {
  const { db, clock } = needs

  async function get(actor: Actor, caseId?: string): Promise<Subscriptions> {
    const [{ choices }, channels] = await Promise.all([listChoices(db, actor), needs.contacts.present(actor)])
    return presentSubscriptions(choices, caseId, {
      channels,
      ...(actor.kind === 'official'
        ? { topics: officialTopics, always: [] }
        : { topics: applicantTopics, always: alwaysTold }),
    })
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
