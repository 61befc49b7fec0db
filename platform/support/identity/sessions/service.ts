import { hash, randomBytes } from 'node:crypto'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import { createPublish } from '#ground/events.ts'
import type { NewId } from '#ground/ids.ts'
import { type Actor, anonymousActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { normaliseUsername } from '../accounts/account.ts'
import type { Passwords } from '../accounts/passwords.ts'
import { type AccountRow, selectAccount, shareAccount } from '../accounts/store.ts'
import type { RecordAudit } from '../audit/service.ts'
import type { Credentials, Session } from '../contract.ts'
import { SessionEnded, SignedOutEverywhere } from '../events.ts'
import { mayEndSessionsOf } from '../policy.ts'
import type { ActorCache } from './cache.ts'
import { levelOf, type Method } from './level.ts'
import { addFailure, idleMillis, isLocked, longestMillis, touchMillis } from './session.ts'
import * as store from './store.ts'

/** Where a request comes from, as far as we can tell. */
export type Origin = { ip?: string; device?: string }

/** What a session rests on besides the account: its secrets as they were looked at, or the firm it is for. */
export type OpenedBy = { secretsVersion?: number; actingFor?: string }

export type Opened = { token: string; expiresAt: Date; actor: Actor }

export type Sessions = {
  /**
   * Opens a session. `identity.sign-in-refused` is one answer for a wrong password, an unknown name and a disabled
   * account; `identity.locked` after five failures of any name, real or not.
   */
  signIn(realm: string, credentials: Credentials, origin: Origin): Promise<Opened>
  /**
   * Opens a session for somebody who has shown who they are by other factors than a password; of factors that lie with the
   * account, only while these are as they were when they were looked at.
   */
  open(realm: string, accountId: string, shown: readonly Method[], origin: Origin, more?: OpenedBy): Promise<Opened>
  /** The person shows one factor more: the session goes on, at its new level and under a new token. */
  stepUp(actor: Actor, method: Method, origin: Origin): Promise<Opened>
  /** The actor behind a token, or undefined when it stands for nobody (any more). */
  authenticate(token: string): Promise<Actor | undefined>
  /** Ends the actor's current session. */
  signOut(actor: Actor): Promise<void>
  /** The actor's own open sessions, the latest used first. */
  listSessions(actor: Actor): Promise<Session[]>
  /** Ends one of the actor's own sessions. */
  endSession(actor: Actor, sessionId: string): Promise<void>
  /** Ends all of the actor's sessions but this one. Gives how many. */
  endOthers(actor: Actor): Promise<number>
  /** Ends all sessions of an account: the person's own, or any by a security officer. Gives how many. */
  endSessionsOf(actor: Actor, accountId: string): Promise<number>
  /** Ends the account's sessions, or the one named, in the transaction of another act; whoever calls it calls `forget` after. */
  endWithin(tx: Tx, actor: Actor, account: { accountId: string; sessionId?: string }): Promise<number>
  /** This process trusts no session of the account any longer. */
  forget(accountId: string): void
  /** Forgets sessions and failures that ended a day ago or earlier. */
  sweep(): Promise<void>
}

export function createSessions(needs: {
  db: Db
  clock: Clock
  newId: NewId
  passwords: Passwords
  cache: ActorCache
  recordAudit: RecordAudit
}): Sessions {
  const { db, clock, newId, passwords, cache, recordAudit } = needs
  const publish = createPublish(needs)

  async function authenticate(token: string): Promise<Actor | undefined> {
    const tokenHash = hashOf(token)
    const key = tokenHash.toString('base64')
    const known = cache.get(key)
    if (known) return known
    const now = clock()
    const live = await store.selectLiveSession(db, tokenHash, {
      now,
      seenAfter: new Date(now.getTime() - idleMillis),
      touchBefore: new Date(now.getTime() - touchMillis),
    })
    if (!live) return undefined
    const { partyId, actingFor, ...rest } = live
    const actor: Actor = { ...rest, ...(partyId ? { partyId } : {}), ...(actingFor ? { actingFor } : {}) }
    cache.put(key, actor)
    return actor
  }

  async function insert(
    tx: Tx,
    account: AccountRow,
    shown: readonly Method[],
    { token, origin, actingFor }: { token: string; origin: Origin; actingFor?: string },
  ): Promise<{ expiresAt: Date }> {
    const { realm, id: accountId, kind, name } = account
    const { ip, device } = origin
    const now = clock()
    const expiresAt = new Date(now.getTime() + longestMillis)
    const level = levelOf(shown, account.level)
    const session = { tokenHash: hashOf(token), id: newId(), realm, accountId, ip, device, level, methods: shown, now }
    await store.insertSession(tx, { ...session, ...(actingFor ? { actingFor } : {}), expiresAt })
    const actor = { ...anonymousActor(realm, ip), kind, accountId, name }
    const note = {
      action: 'session.open',
      objectType: 'session',
      objectId: session.id,
      device,
      ...(actingFor ? { after: { actingFor } } : {}),
    }
    await recordAudit(tx, actor, note)
    return { expiresAt }
  }

  /** The account as it is when its session is made: what was looked at before may have been taken away since. */
  async function stillOpen(
    tx: Tx,
    realm: string,
    id: string,
    secretsVersion?: number,
  ): Promise<AccountRow | undefined> {
    const account = await shareAccount(tx, realm, id)
    if (!account || account.disabled_at) return undefined
    return secretsVersion === undefined || account.secrets_version === secretsVersion ? account : undefined
  }

  async function whole(token: string, expiresAt: Date) {
    const actor = await authenticate(token)
    if (!actor) throw new Error('A session just opened is not there')
    return { token, expiresAt, actor }
  }

  async function endWithin(tx: Tx, actor: Actor, account: { accountId: string; sessionId?: string }): Promise<number> {
    const ended = await store.endSessions(tx, { realm: actor.realm, ...account }, clock())
    for (const objectId of ended) {
      await recordAudit(tx, actor, { action: 'session.end', objectType: 'session', objectId })
      await publish(tx, SessionEnded, {
        realm: actor.realm,
        subject: objectId,
        data: { sessionId: objectId, accountId: account.accountId },
      })
    }
    // Also what programs hold from sessions that ran out long ago.
    if (account.sessionId === undefined) await leaveEverywhere(tx, actor.realm, { accountId: account.accountId })
    return ended.length
  }
  const leaveEverywhere = (tx: Tx, realm: string, data: { accountId: string; keptSessionId?: string }) =>
    publish(tx, SignedOutEverywhere, { realm, subject: data.accountId, data })
  const end = (actor: Actor, account: { accountId: string; sessionId?: string }) =>
    inTransaction(db, (tx) => endWithin(tx, actor, account))

  return {
    async signIn(realm, { username: typed, password }, { ip, device }) {
      const username = normaliseUsername(typed)
      const [account, before] = await Promise.all([
        selectAccount(db, realm, { username }),
        store.selectFailures(db, realm, username),
      ])
      if (isLocked(before, clock())) throw locked()
      const right = await passwords.verify(account?.password_hash, password)

      const visitor = anonymousActor(realm, ip)
      const refuse = async (tx: Tx) => {
        const note = { action: 'session.open', objectType: 'account', objectId: account?.id ?? 'unknown', device }
        await recordAudit(tx, visitor, { ...note, result: 'refused' })
        return undefined
      }
      const token = newToken()
      const opened = await inTransaction(db, async (tx) => {
        await store.lockUsername(tx, realm, username)
        const now = clock()
        const failures = await store.selectFailures(tx, realm, username)
        // Looked at again: of many guesses sent at once, those after the fifth learn nothing, not even a right one.
        if (isLocked(failures, now)) return refuse(tx)
        if (!right || !account || account.disabled_at) {
          await store.putFailures(tx, realm, username, addFailure(failures, now))
          return refuse(tx)
        }
        const open = await stillOpen(tx, realm, account.id, account.secrets_version)
        if (!open) return refuse(tx)
        if (failures) await store.deleteFailures(tx, realm, username)
        return insert(tx, open, ['pwd'], { token, origin: { ip, device } })
      })
      if (!opened) {
        if (isLocked(await store.selectFailures(db, realm, username), clock())) throw locked()
        throw new Refusal('unauthenticated', 'identity.sign-in-refused', 'The username or password is not right')
      }
      return whole(token, opened.expiresAt)
    },
    async open(realm, accountId, shown, origin, { secretsVersion, actingFor } = {}) {
      const token = newToken()
      const { expiresAt } = await inTransaction(db, async (tx) => {
        const account = await stillOpen(tx, realm, accountId, secretsVersion)
        if (!account) throw new Refusal('unauthenticated', 'identity.sign-in-refused', 'The account is not in use')
        return insert(tx, account, shown, { token, origin, ...(actingFor ? { actingFor } : {}) })
      })
      return whole(token, expiresAt)
    },
    async stepUp(actor, method, origin) {
      const shown = [...new Set([...((actor.methods ?? []) as Method[]), method])]
      const account = await selectAccount(db, actor.realm, { id: actor.accountId })
      if (!account || account.disabled_at || !actor.sessionId)
        throw new Refusal('unauthenticated', 'identity.sign-in-refused', 'The account is not in use')
      const token = newToken()
      const { sessionId } = actor
      // The session goes on under a new token: who held the old one gains nothing by the step (session fixation).
      const level = levelOf(shown, account.level)
      const expiresAt = await inTransaction(db, async (tx) => {
        const until = await store.renewSession(tx, sessionId, { tokenHash: hashOf(token), level, methods: shown })
        if (!until) throw new Refusal('missing', 'identity.session-missing', `No open session ${sessionId}`)
        const note = { action: 'session.step-up', objectType: 'session', objectId: sessionId, after: { level, method } }
        await recordAudit(tx, { ...actor, ...(origin.ip ? { ip: origin.ip } : {}) }, note)
        return until
      })
      cache.dropAccount(actor.accountId)
      return whole(token, expiresAt)
    },
    authenticate,
    async signOut(actor) {
      if (actor.sessionId) await end(actor, { accountId: actor.accountId, sessionId: actor.sessionId })
      cache.dropAccount(actor.accountId)
    },
    async listSessions(actor) {
      const now = clock()
      const times = { now, seenAfter: new Date(now.getTime() - idleMillis) }
      return (await store.selectSessions(db, actor, times)).map((row) => asSession(row, actor.sessionId))
    },
    async endSession(actor, sessionId) {
      if ((await end(actor, { accountId: actor.accountId, sessionId })) === 0)
        throw new Refusal('missing', 'identity.session-missing', `No open session ${sessionId}`)
      cache.dropAccount(actor.accountId)
    },
    async endOthers(actor) {
      const now = clock()
      const open = await store.selectSessions(db, actor, { now, seenAfter: new Date(now.getTime() - idleMillis) })
      const others = open.filter(({ id }) => id !== actor.sessionId)
      for (const { id } of others) await end(actor, { accountId: actor.accountId, sessionId: id })
      const kept = actor.sessionId ? { keptSessionId: actor.sessionId } : {}
      await inTransaction(db, (tx) => leaveEverywhere(tx, actor.realm, { accountId: actor.accountId, ...kept }))
      cache.dropAccount(actor.accountId)
      return others.length
    },
    async endSessionsOf(actor, accountId) {
      if (!mayEndSessionsOf(actor, accountId))
        throw new Refusal('forbidden', 'identity.sessions-forbidden', 'Only security officers end others’ sessions')
      const ended = await end(actor, { accountId })
      cache.dropAccount(accountId)
      return ended
    },
    endWithin,
    forget: cache.dropAccount,
    sweep: () => inTransaction(db, (tx) => store.deleteOld(tx, new Date(clock().getTime() - 86_400_000))),
  }
}

const newToken = () => randomBytes(32).toString('base64url')

function locked(): Refusal {
  return new Refusal('limited', 'identity.locked', 'Too many failures; locked for 15 minutes')
}

/** Only this is stored: who reads the table cannot use its sessions. */
function hashOf(token: string): Buffer {
  return hash('sha256', token, 'buffer')
}

function asSession(row: store.SessionRow, currentId: string | undefined): Session {
  return {
    id: row.id,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    current: row.id === currentId,
    ...(row.ip ? { ip: row.ip } : {}),
    ...(row.device ? { device: row.device } : {}),
  }
}
