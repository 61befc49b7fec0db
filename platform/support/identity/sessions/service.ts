import { hash, randomBytes } from 'node:crypto'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import { createPublish } from '#ground/events.ts'
import type { NewId } from '#ground/ids.ts'
import { type Actor, anonymousActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { normaliseUsername } from '../accounts/account.ts'
import type { Passwords } from '../accounts/passwords.ts'
import { type AccountRow, selectAccount } from '../accounts/store.ts'
import type { RecordAudit } from '../audit/service.ts'
import type { Credentials, Session } from '../contract.ts'
import { SessionEnded } from '../events.ts'
import { mayEndSessionsOf } from '../policy.ts'
import type { ActorCache } from './cache.ts'
import { levelOf, type Method } from './level.ts'
import { addFailure, idleMillis, isLocked, longestMillis, touchMillis } from './session.ts'
import * as store from './store.ts'

/** Where a request comes from, as far as we can tell. */
export type Origin = { ip?: string; device?: string }

export type Opened = { token: string; expiresAt: Date; actor: Actor }

export type Sessions = {
  /**
   * Opens a session. `identity.sign-in-refused` is one answer for a wrong password, an unknown name and a disabled
   * account; `identity.locked` after five failures of any name, real or not.
   */
  signIn(realm: string, credentials: Credentials, origin: Origin): Promise<Opened>
  /** Opens a session for somebody who has shown who they are by other factors than a password. */
  open(realm: string, accountId: string, shown: readonly Method[], origin: Origin): Promise<Opened>
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
    const { partyId, ...rest } = live
    const actor: Actor = { ...rest, ...(partyId ? { partyId } : {}) }
    cache.put(key, actor)
    return actor
  }

  async function insert(
    tx: Tx,
    account: AccountRow,
    shown: readonly Method[],
    { token, origin }: { token: string; origin: Origin },
  ): Promise<{ expiresAt: Date }> {
    const { realm, id: accountId, kind, name } = account
    const { ip, device } = origin
    const now = clock()
    const expiresAt = new Date(now.getTime() + longestMillis)
    const level = levelOf(shown, account.level)
    const session = { tokenHash: hashOf(token), id: newId(), realm, accountId, ip, device, level, methods: shown, now }
    await store.insertSession(tx, { ...session, expiresAt })
    const actor = { ...anonymousActor(realm, ip), kind, accountId, name }
    const note = { action: 'session.open', objectType: 'session', objectId: session.id, device }
    await recordAudit(tx, actor, note)
    return { expiresAt }
  }

  async function whole(token: string, expiresAt: Date) {
    const actor = await authenticate(token)
    if (!actor) throw new Error('A session just opened is not there')
    return { token, expiresAt, actor }
  }

  const end = (actor: Actor, account: { accountId: string; sessionId?: string }) =>
    inTransaction(db, async (tx) => {
      const ended = await store.endSessions(tx, { realm: actor.realm, ...account }, clock())
      for (const objectId of ended) {
        await recordAudit(tx, actor, { action: 'session.end', objectType: 'session', objectId })
        await publish(tx, SessionEnded, {
          realm: actor.realm,
          subject: objectId,
          data: { sessionId: objectId, accountId: account.accountId },
        })
      }
      return ended.length
    })

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
        if (failures) await store.deleteFailures(tx, realm, username)
        return insert(tx, account, ['pwd'], { token, origin: { ip, device } })
      })
      if (!opened) {
        if (isLocked(await store.selectFailures(db, realm, username), clock())) throw locked()
        throw new Refusal('unauthenticated', 'identity.sign-in-refused', 'The username or password is not right')
      }
      return whole(token, opened.expiresAt)
    },
    async open(realm, accountId, shown, origin) {
      const account = await selectAccount(db, realm, { id: accountId })
      if (!account || account.disabled_at)
        throw new Refusal('unauthenticated', 'identity.sign-in-refused', 'The account is not in use')
      const token = newToken()
      const { expiresAt } = await inTransaction(db, (tx) => insert(tx, account, shown, { token, origin }))
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
