import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import { type Actor, type AssuranceLevel, systemActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import type { RecordAudit } from '../audit/service.ts'
import type { Account, AccountKind, FirstAdministrator, NewOfficial } from '../contract.ts'
import { mayAdministerAccounts, mayReadAccounts } from '../policy.ts'
import { insertPost, isRoleHeld } from '../posts/store.ts'
import { checkNewPassword, normaliseUsername } from './account.ts'
import type { Passwords } from './passwords.ts'
import * as store from './store.ts'

export type NewAccount = {
  username: string
  password: string
  name: string
  kind: AccountKind
  level: AssuranceLevel
  partyId?: string
}

export type Accounts = {
  /** Opens an account without asking who asks: for seeds and for verbs that have asked. Refuses a taken username. */
  open(realm: string, account: NewAccount): Promise<Account>
  /** An administrator opens an official's account; powers come by posts. */
  openOfficial(actor: Actor, account: NewOfficial): Promise<Account>
  findByUsername(realm: string, username: string): Promise<Account | undefined>
  /** The account in use of a natural person, the oldest of several. */
  findOfParty(realm: string, partyId: string): Promise<Account | undefined>
  /** An account in use with the party behind it; for who proves identities to others. */
  findActive(realm: string, id: string): Promise<(Account & { partyId?: string }) | undefined>
  listAccounts(actor: Actor, query: { kind?: AccountKind; cursor?: string; limit: number }): Promise<Page<Account>>
  /**
   * A new one-time token for the first administrator, to be printed once; undefined when the realm has an administrator.
   * Only its hash is kept, and only the last one made counts.
   */
  prepareFirstAdministrator(realm: string): Promise<string | undefined>
  /** Spends the one-time token: account and post together, once. Refuses with `identity.first-administrator-refused`. */
  becomeFirstAdministrator(realm: string, given: FirstAdministrator): Promise<Account>
}

export function createAccounts(needs: {
  db: Db
  clock: Clock
  newId: NewId
  passwords: Passwords
  recordAudit: RecordAudit
}): Accounts {
  const { db, clock, newId, passwords, recordAudit } = needs

  /** Hashing takes a core for milliseconds, so it is done before a transaction opens. */
  async function prepare(realm: string, account: NewAccount): Promise<store.AccountRow> {
    const username = normaliseUsername(account.username)
    checkNewPassword(account.password, username)
    return {
      realm,
      id: newId(),
      username,
      password_hash: await passwords.hash(account.password),
      kind: account.kind,
      name: account.name,
      party_id: account.partyId ?? null,
      level: account.level,
      disabled_at: null,
      created_at: clock(),
      secrets_version: 0,
    }
  }

  async function insert(tx: Tx, actor: Actor, row: store.AccountRow): Promise<Account> {
    if (!(await store.insertAccount(tx, row)))
      throw new Refusal('conflict', 'identity.username-taken', `The username ${row.username} is taken`)
    const account = asAccount(row)
    await recordAudit(tx, actor, { action: 'account.open', objectType: 'account', objectId: row.id, after: account })
    return account
  }

  async function open(actor: Actor, account: NewAccount): Promise<Account> {
    const row = await prepare(actor.realm, account)
    return inTransaction(db, (tx) => insert(tx, actor, row))
  }

  return {
    open: (realm, account) => open(systemActor(realm), account),
    async openOfficial(actor, account) {
      if (!mayAdministerAccounts(actor))
        throw new Refusal('forbidden', 'identity.accounts-forbidden', 'Only administrators open accounts')
      return open(actor, { ...account, kind: 'official', level: 'L2' })
    },
    async findByUsername(realm, username) {
      const row = await store.selectAccount(db, realm, { username: normaliseUsername(username) })
      return row && asAccount(row)
    },
    async findOfParty(realm, partyId) {
      const row = await store.selectAccountOfParty(db, realm, partyId)
      return row && asAccount(row)
    },
    async findActive(realm, id) {
      const row = await store.selectAccount(db, realm, { id })
      if (!row || row.disabled_at) return undefined
      return { ...asAccount(row), ...(row.party_id ? { partyId: row.party_id } : {}) }
    },
    async listAccounts(actor, { kind, cursor, limit }) {
      if (!mayReadAccounts(actor))
        throw new Refusal('forbidden', 'identity.accounts-forbidden', 'Only administrators list accounts')
      const after = cursor === undefined ? undefined : String(decodeCursor(cursor, 1)[0])
      const rows = await store.selectAccounts(db, actor.realm, { kind, after, limit: limit + 1 })
      return pageOf(rows.map(asAccount), limit, (account) => [account.username])
    },
    prepareFirstAdministrator: (realm) =>
      inTransaction(db, async (tx) => {
        if (await isRoleHeld(tx, realm, 'administrator', clock())) return undefined
        const token = randomBytes(32).toString('base64url')
        await store.putFirstAdministratorToken(tx, realm, hashOf(token), clock())
        return token
      }),
    async becomeFirstAdministrator(realm, { token, ...account }) {
      const row = await prepare(realm, { ...account, kind: 'official', level: 'L2' })
      const actor = systemActor(realm)
      return inTransaction(db, async (tx) => {
        const now = clock()
        const spent = await store.useFirstAdministratorToken(tx, realm, hashOf(token), now)
        if (!spent || (await isRoleHeld(tx, realm, 'administrator', now)))
          throw new Refusal('forbidden', 'identity.first-administrator-refused', 'The one-time token is not valid')
        const opened = await insert(tx, actor, row)
        const post = {
          id: newId(),
          accountId: row.id,
          role: 'administrator' as const,
          departmentId: 'platform',
          departmentName: '平台运行管理',
          divisionCode: /^\d{2,12}$/.test(realm) ? realm.padEnd(12, '0') : '000000000000',
          validFrom: now.toISOString(),
        }
        await insertPost(tx, realm, post, actor.accountId)
        await recordAudit(tx, actor, { action: 'post.appoint', objectType: 'post', objectId: post.id, after: post })
        return opened
      })
    },
  }
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

function asAccount(row: store.AccountRow): Account {
  return {
    id: row.id,
    username: row.username,
    name: row.name,
    kind: row.kind,
    level: row.level,
    disabled: row.disabled_at !== null,
    createdAt: row.created_at.toISOString(),
  }
}
