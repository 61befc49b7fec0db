import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Organisations } from '#support/organisations/index.ts'
import { lockAccount } from '../accounts/store.ts'
import type { RecordAudit } from '../audit/service.ts'
import type { Appointment, Post } from '../contract.ts'
import { dutiesConflict, mayAdministerPostsOf, mayReadAccounts } from '../policy.ts'
import * as store from './store.ts'

export type Posts = {
  /** Gives an official a post in a department, over its division or a part of it. */
  appoint(actor: Actor, appointment: Appointment): Promise<Post>
  /** Ends a post now; what was done by it stays. Refuses with `identity.post-missing` when it has ended. */
  end(actor: Actor, postId: string): Promise<void>
  /** Posts in force. */
  listPosts(actor: Actor, query: { accountId?: string }): Promise<Post[]>
  /** Of one account, as others are told. */
  postsOf(realm: string, accountId: string): Promise<Pick<Post, 'role' | 'departmentName' | 'divisionCode'>[]>
  /** Whether the account holds or ever held a post. */
  hasHeldPost(realm: string, accountId: string): Promise<boolean>
}

export function createPosts(needs: {
  db: Db
  clock: Clock
  newId: NewId
  organisations: Pick<Organisations, 'getDepartment' | 'isWithin'>
  recordAudit: RecordAudit
  /** Told whose powers have changed. */
  forgetActor: (accountId: string) => void
}): Posts {
  const { db, clock, newId, organisations, recordAudit, forgetActor } = needs

  return {
    async appoint(actor, { accountId, role, departmentId, divisionCode, validTo }) {
      if (!mayAdministerPostsOf(actor, accountId))
        throw new Refusal('forbidden', 'identity.posts-forbidden', 'Only administrators appoint, and not themselves')
      const department = await organisations.getDepartment(actor.realm, departmentId)
      const scope = divisionCode ?? department.divisionCode
      if (!(await organisations.isWithin(scope, department.divisionCode)))
        throw new Refusal(
          'invalid',
          'identity.scope-beyond-department',
          `${scope} is not in ${department.divisionCode}`,
        )
      const now = clock()
      if (validTo !== undefined && new Date(validTo) <= now)
        throw new Refusal('invalid', 'identity.post-over', 'The end lies in the past')
      const post: Post = {
        id: newId(),
        accountId,
        role,
        departmentId,
        departmentName: department.name,
        divisionCode: scope,
        validFrom: now.toISOString(),
        ...(validTo ? { validTo } : {}),
      }
      await inTransaction(db, async (tx) => {
        const account = await lockAccount(tx, actor.realm, accountId)
        if (!account) throw new Refusal('missing', 'identity.account-missing', `No account ${accountId}`)
        if (account.kind !== 'official')
          throw new Refusal('invalid', 'identity.citizen-post', 'A citizen account holds no post')
        const held = await store.selectPosts(tx, actor.realm, now, accountId)
        if (
          dutiesConflict(
            held.map((each) => each.role),
            role,
          )
        )
          throw new Refusal('conflict', 'identity.duties-conflict', 'The account holds another overseeing post')
        await store.insertPost(tx, actor.realm, post, actor.accountId)
        await recordAudit(tx, actor, { action: 'post.appoint', objectType: 'post', objectId: post.id, after: post })
      })
      forgetActor(accountId)
      return post
    },
    async end(actor, postId) {
      const now = clock()
      const post = await store.selectPost(db, actor.realm, postId, now)
      if (!mayAdministerPostsOf(actor, post?.accountId ?? ''))
        throw new Refusal('forbidden', 'identity.posts-forbidden', 'Only administrators end posts, and not their own')
      const missing = new Refusal('missing', 'identity.post-missing', `No post ${postId} in force`)
      if (!post) throw missing
      await inTransaction(db, async (tx) => {
        if (!(await store.closePost(tx, actor.realm, postId, now))) throw missing
        const note = { action: 'post.end', objectType: 'post', objectId: postId }
        await recordAudit(tx, actor, { ...note, before: post, after: { ...post, validTo: now.toISOString() } })
      })
      forgetActor(post.accountId)
    },
    async listPosts(actor, { accountId }) {
      if (!mayReadAccounts(actor))
        throw new Refusal('forbidden', 'identity.accounts-forbidden', 'Only administrators list posts')
      return store.selectPosts(db, actor.realm, clock(), accountId)
    },
    async postsOf(realm, accountId) {
      const posts = await store.selectPosts(db, realm, clock(), accountId)
      return posts.map(({ role, departmentName, divisionCode }) => ({ role, departmentName, divisionCode }))
    },
    hasHeldPost: (realm, accountId) => store.hasAnyPost(db, realm, accountId),
  }
}
