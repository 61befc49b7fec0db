import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { selectAccount } from '../accounts/store.ts'
import type { RecordAudit } from '../audit/service.ts'
import { holds } from '../policy.ts'
import { selectPost } from '../posts/store.ts'
import type { Delegation, NewDelegation, Officer } from './contract.ts'
import { delegable, longestDays, mayDelegate, mayEndDelegation } from './policy.ts'
import * as store from './store.ts'

export type Delegations = {
  /** Lets a colleague act in a post for a time. */
  delegate(actor: Actor, given: NewDelegation): Promise<Delegation>
  /** Ends a delegation before its day. */
  end(actor: Actor, id: string): Promise<void>
  /** Given and received by this official; administrators see all. */
  list(actor: Actor): Promise<Delegation[]>
  /** Colleagues to whom work may be passed on. */
  listOfficers(actor: Actor, query: { q?: string; departmentId?: string }): Promise<Officer[]>
  /** All who work on cases, for policies. */
  officers(realm: string): Promise<Officer[]>
}

export function createDelegations(needs: {
  db: Db
  clock: Clock
  newId: NewId
  recordAudit: RecordAudit
  /** Told whose powers have changed. */
  forgetActor: (accountId: string) => void
}): Delegations {
  const { db, clock, newId, recordAudit, forgetActor } = needs

  return {
    async delegate(actor, { postId, toAccountId, validFrom, validTo, reason }) {
      const now = clock()
      const post = await selectPost(db, actor.realm, postId, now)
      if (!post || !mayDelegate(actor, post, toAccountId))
        throw new Refusal('forbidden', 'identity.delegation-forbidden', 'Only who holds a post delegates it')
      if (!delegable.includes(post.role))
        throw new Refusal('conflict', 'identity.not-delegable', `The post ${post.role} is not delegated`)
      const from = new Date(validFrom ?? now)
      const until = new Date(validTo)
      if (until <= from || until <= now || until.getTime() - from.getTime() > longestDays * 86_400_000)
        throw new Refusal('invalid', 'identity.delegation-period', `The time must end within ${longestDays} days`, {
          faults: [{ pointer: '/validTo', rule: 'period', detail: `结束时间要晚于开始时间，最长 ${longestDays} 天` }],
        })
      const [holder, other] = await Promise.all(
        [post.accountId, toAccountId].map((id) => selectAccount(db, actor.realm, { id })),
      )
      if (!holder || !other || other.kind !== 'official' || other.disabled_at || other.id === holder.id)
        throw new Refusal('conflict', 'identity.delegation-to', 'It can be given to another official only')
      const given: Delegation = {
        id: newId(),
        postId,
        role: post.role,
        departmentName: post.departmentName,
        from: { accountId: holder.id, name: holder.name },
        to: { accountId: other.id, name: other.name },
        validFrom: from.toISOString(),
        validTo: until.toISOString(),
        reason,
      }
      await inTransaction(db, async (tx) => {
        await store.insertDelegation(tx, actor.realm, given, actor.accountId)
        const note = { action: 'delegation.give', objectType: 'post', objectId: postId, after: given }
        await recordAudit(tx, actor, note)
      })
      forgetActor(toAccountId)
      return given
    },
    async end(actor, id) {
      const now = clock()
      const [found] = await store.selectDelegations(db, actor.realm, now, { id })
      // Who is no part of it does not learn that it exists.
      if (!found || !mayEndDelegation(actor, found))
        throw new Refusal('missing', 'identity.delegation-missing', `No delegation ${id} in force`)
      await inTransaction(db, async (tx) => {
        if (!(await store.closeDelegation(tx, actor.realm, id, now)))
          throw new Refusal('missing', 'identity.delegation-missing', `No delegation ${id} in force`)
        const note = { action: 'delegation.end', objectType: 'post', objectId: found.postId, before: found }
        await recordAudit(tx, actor, note)
      })
      forgetActor(found.to.accountId)
    },
    list: (actor) =>
      store.selectDelegations(
        db,
        actor.realm,
        clock(),
        holds(actor, 'administrator') ? {} : { accountId: actor.accountId },
      ),
    listOfficers: (actor, { q, departmentId }) =>
      store.selectOfficers(db, actor.realm, clock(), {
        roles: delegable,
        ...(q ? { q } : {}),
        ...(departmentId ? { departments: [departmentId] } : {}),
      }),
    officers: (realm) => store.selectOfficers(db, realm, clock(), { roles: delegable }),
  }
}
