import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import { createPublish } from '#ground/events.ts'
import type { NewId } from '#ground/ids.ts'
import { type Actor, systemActor } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { Refusal } from '#kernel/errors.ts'
import { contentHash } from '../audit/chain.ts'
import type { RecordAudit } from '../audit/service.ts'
import { AccountMerged } from '../events.ts'
import { mayAdministerAccounts } from '../policy.ts'
import { refuseForFirm } from '../sessions/for-firm.ts'
import type { Sessions } from '../sessions/service.ts'
import type { AccountLife } from './contract.ts'
import * as store from './store.ts'

/** 注销冷静期: so long an owner may think better of it. */
export const coolingDays = 7
const coolingMillis = coolingDays * 86_400_000

export type AccountLives = ReturnType<typeof createAccountLives>

/** 合并、注销、停用: how accounts end, and which of these ends are taken back. */
export function createAccountLives(needs: {
  db: Db
  clock: Clock
  newId: NewId
  recordAudit: RecordAudit
  sessions: Pick<Sessions, 'endWithin' | 'forget'>
  appendLeaf: (tx: Tx, realm: string, leaf: { kind: string; subject: string; digest: Buffer }) => Promise<unknown>
}) {
  const { db, clock, recordAudit, sessions } = needs
  const publish = createPublish(needs)

  async function own(actor: Actor): Promise<store.LifeRow> {
    refuseForFirm(actor)
    const row = actor.kind === 'citizen' ? await store.selectLife(db, actor.realm, actor.accountId) : undefined
    if (!row || row.disabledAt) throw missing(actor.accountId)
    return row
  }

  /** What ends or reopens an account is in the ledger: nobody can say later that it was otherwise. */
  async function leaf(tx: Tx, realm: string, kind: string, said: { id: string } & Record<string, unknown>) {
    const text = canonicalJson({ format: `zhengtong-${kind}/1`, realm, at: clock().toISOString(), ...said })
    const digest = Buffer.from(contentHash(text), 'hex')
    await needs.appendLeaf(tx, realm, { kind: `identity.${kind}`, subject: said.id, digest })
  }

  async function close(tx: Tx, actor: Actor, id: string, reason: string): Promise<void> {
    await store.closeAccount(tx, actor.realm, id, { at: clock(), reason, by: actor.name })
    await sessions.endWithin(tx, actor, { accountId: id })
    const note = { action: 'account.close', objectType: 'account', objectId: id, purpose: reason }
    await recordAudit(tx, actor, note)
    await leaf(tx, actor.realm, 'account-close', { id, reason, by: actor.accountId })
  }

  /** The account an administrator acts upon, which is never their own. */
  async function others(tx: Tx, actor: Actor, id: string): Promise<store.LifeRow> {
    if (!mayAdministerAccounts(actor))
      throw new Refusal('forbidden', 'identity.accounts-forbidden', 'Only administrators close accounts')
    if (actor.accountId === id)
      throw new Refusal('forbidden', 'identity.closing-own', 'Another administrator does this')
    const [row] = await store.lockLives(tx, actor.realm, [id])
    if (!row) throw missing(id)
    return row
  }

  return {
    async get(actor: Actor): Promise<AccountLife> {
      const row = await own(actor)
      const twins = row.partyId ? await store.selectTwins(db, actor.realm, row) : []
      return {
        username: row.username,
        ...(row.closesAt ? { closesAt: row.closesAt.toISOString() } : {}),
        twins: twins.map(({ id, username, createdAt }) => ({ id, username, createdAt: createdAt.toISOString() })),
      }
    },
    /**
     * The other account of the same verified person ends and this one goes on. Cases, licences and mandates are the
     * person's and stay as they are; drafts, notices and preferences follow by the event. It is not undone.
     */
    async merge(actor: Actor, otherId: string): Promise<void> {
      refuseForFirm(actor)
      const { realm, accountId } = actor
      await inTransaction(db, async (tx) => {
        const rows = await store.lockLives(tx, realm, [accountId, otherId])
        const [keeps, ends] = [accountId, otherId].map((id) => rows.find((row) => row.id === id))
        const isTwin =
          keeps &&
          ends &&
          keeps !== ends &&
          keeps.kind === 'citizen' &&
          ends.kind === 'citizen' &&
          keeps.partyId !== null &&
          keeps.partyId === ends.partyId &&
          !keeps.disabledAt &&
          !ends.disabledAt
        if (!isTwin) throw new Refusal('missing', 'identity.merge-other', `No other account ${otherId} of this person`)
        if (keeps.closesAt)
          throw new Refusal('conflict', 'identity.merge-closing', 'The account that would go on is closing')
        const why = { at: clock(), reason: '合并到同一人的另一个账号', by: actor.name, mergedInto: accountId }
        await store.closeAccount(tx, realm, otherId, why)
        await sessions.endWithin(tx, actor, { accountId: otherId })
        const note = { action: 'account.merge', objectType: 'account', objectId: otherId, after: { into: accountId } }
        await recordAudit(tx, actor, note)
        await leaf(tx, realm, 'account-merge', { id: otherId, into: accountId, party: keeps.partyId })
        const data = { fromAccountId: otherId, toAccountId: accountId }
        await publish(tx, AccountMerged, { realm, subject: otherId, data })
      })
      sessions.forget(otherId)
    },
    /** The owner asks for the end of the account, which comes after the cooling-off days. */
    async beginClosing(actor: Actor): Promise<AccountLife> {
      const row = await own(actor)
      if (row.closesAt) throw new Refusal('conflict', 'identity.closing-there', 'It is closing already')
      const closesAt = new Date(clock().getTime() + coolingMillis)
      await inTransaction(db, async (tx) => {
        await store.setClosing(tx, actor.realm, row.id, closesAt)
        const note = {
          action: 'account.closing',
          objectType: 'account',
          objectId: row.id,
          after: closesAt.toISOString(),
        }
        await recordAudit(tx, actor, note)
      })
      return this.get(actor)
    },
    async stopClosing(actor: Actor): Promise<void> {
      const row = await own(actor)
      if (!row.closesAt) throw new Refusal('conflict', 'identity.closing-none', 'It is not closing')
      await inTransaction(db, async (tx) => {
        await store.setClosing(tx, actor.realm, row.id, null)
        await recordAudit(tx, actor, { action: 'account.closing-stopped', objectType: 'account', objectId: row.id })
      })
    },
    /** Closes the accounts whose owners did not think better of it; gives how many. */
    async closeDue(): Promise<number> {
      const due = await store.selectDue(db, clock())
      for (const { realm, id } of due) {
        await inTransaction(db, async (tx) => {
          const [row] = await store.lockLives(tx, realm, [id])
          if (row?.closesAt && row.closesAt <= clock() && !row.disabledAt)
            await close(tx, systemActor(realm), id, '本人申请注销，冷静期已满')
        })
        sessions.forget(id)
      }
      return due.length
    },
    /** An administrator closes an account at once, and says why; whoever is in it is out. */
    async deactivate(actor: Actor, id: string, reason: string): Promise<void> {
      await inTransaction(db, async (tx) => {
        const row = await others(tx, actor, id)
        if (row.disabledAt) throw missing(id)
        if ((await store.countOtherAdministrators(tx, actor.realm, id, clock())) === 0)
          throw new Refusal('conflict', 'identity.closing-last-administrator', 'The last administrator stays')
        await close(tx, actor, id, reason)
      })
      sessions.forget(id)
    },
    /** An administrator opens an account again that was closed, and says why; a merged one stays closed. */
    async reactivate(actor: Actor, id: string, reason: string): Promise<void> {
      await inTransaction(db, async (tx) => {
        const row = await others(tx, actor, id)
        if (!row.disabledAt) throw missing(id)
        if (row.mergedInto) throw new Refusal('conflict', 'identity.account-merged', 'A merged account stays closed')
        await store.reopenAccount(tx, actor.realm, id)
        const note = { action: 'account.reopen', objectType: 'account', objectId: id, purpose: reason }
        await recordAudit(tx, actor, note)
        await leaf(tx, actor.realm, 'account-reopen', { id, reason, by: actor.accountId })
      })
    },
  }
}

const missing = (id: string) => new Refusal('missing', 'identity.account-missing', `No such account ${id}`)
