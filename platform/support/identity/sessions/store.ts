import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { AssuranceLevel, PostHeld } from '#kernel/actor.ts'
import type { AccountKind } from '../contract.ts'
import type { Method } from './level.ts'
import type { Failures } from './session.ts'

export type LiveSession = {
  sessionId: string
  realm: string
  accountId: string
  kind: AccountKind
  name: string
  partyId: string | null
  level: AssuranceLevel
  methods: Method[]
  posts: PostHeld[]
  actingFor: { partyId: string; name: string } | null
}

/** The live session of a token with its account and posts, and its use noted: one statement, all by key. */
export async function selectLiveSession(
  db: Db,
  tokenHash: Buffer,
  times: { now: Date; seenAfter: Date; touchBefore: Date },
): Promise<LiveSession | undefined> {
  const { now, seenAfter, touchBefore } = times
  const { rows } = await sql<LiveSession>`
    with live as (
      select token_hash, id, realm, account_id, last_seen_at, level, methods, acting_for from identity.session
      where token_hash = ${tokenHash} and ended_at is null and expires_at > ${now} and last_seen_at > ${seenAfter}
    ), touched as (
      update identity.session s set last_seen_at = ${now} from live
      where s.token_hash = live.token_hash and live.last_seen_at < ${touchBefore}
    )
    select live.id as "sessionId", a.realm, a.id as "accountId", a.kind, a.name, a.party_id as "partyId", live.level, live.methods,
      (select json_build_object('partyId', f.id, 'name', f.name) from identity.party f
         where f.realm = live.realm and f.id = live.acting_for) as "actingFor",
      -- Posts of one's own come first, then those that colleagues have delegated: acts under these are on their behalf.
      (select coalesce(json_agg(held.post order by held.lent, held.id), '[]') from (
         select false as lent, p.id, json_build_object('id', p.id, 'role', p.role, 'departmentId', p.department_id,
                'departmentName', p.department_name, 'divisionCode', p.division_code) as post
         from identity.post p
         where p.realm = a.realm and p.account_id = a.id
           and p.valid_from <= ${now} and (p.valid_to is null or p.valid_to > ${now})
         union all
         select true, p.id, json_build_object('id', p.id, 'role', p.role, 'departmentId', p.department_id,
                'departmentName', p.department_name, 'divisionCode', p.division_code,
                'onBehalfOf', json_build_object('accountId', f.id, 'name', f.name))
         from identity.delegation d
         join identity.post p on p.realm = d.realm and p.id = d.post_id
         join identity.account f on f.realm = d.realm and f.id = d.from_account
         where d.realm = a.realm and d.to_account = a.id and d.ended_at is null
           and d.valid_from <= ${now} and d.valid_to > ${now} and f.disabled_at is null
           and p.valid_from <= ${now} and (p.valid_to is null or p.valid_to > ${now})) held) as posts
    from live join identity.account a on a.realm = live.realm and a.id = live.account_id
    where a.disabled_at is null`.execute(db)
  return rows[0]
}

export type NewSession = {
  tokenHash: Buffer
  id: string
  realm: string
  accountId: string
  ip?: string
  device?: string
  level: AssuranceLevel
  methods: readonly Method[]
  /** The firm whose licence opened it. */
  actingFor?: string
  now: Date
  expiresAt: Date
}

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await sql`
    insert into identity.session (token_hash, id, realm, account_id, ip, device, level, methods, created_at, last_seen_at,
                                  expires_at, acting_for)
    values (${session.tokenHash}, ${session.id}, ${session.realm}, ${session.accountId}, ${session.ip ?? null},
            ${session.device ?? null}, ${session.level}, ${session.methods}, ${session.now}, ${session.now}, ${session.expiresAt},
            ${session.actingFor ?? null})`.execute(tx)
}

/** The same session under a new token and at a new level; gives when it ends, or undefined when it has ended. */
export async function renewSession(
  tx: Tx,
  id: string,
  { tokenHash, level, methods }: Pick<NewSession, 'tokenHash' | 'level' | 'methods'>,
): Promise<Date | undefined> {
  const { rows } = await sql<{ expiresAt: Date }>`
    update identity.session set token_hash = ${tokenHash}, level = ${level}, methods = ${methods}
    where id = ${id} and ended_at is null returning expires_at as "expiresAt"`.execute(tx)
  return rows[0]?.expiresAt
}

export type SessionRow = {
  id: string
  createdAt: Date
  lastSeenAt: Date
  expiresAt: Date
  ip: string | null
  device: string | null
}

export async function selectSessions(
  db: Db,
  account: { realm: string; accountId: string },
  times: { now: Date; seenAfter: Date },
): Promise<SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    select id, created_at as "createdAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt", ip, device
    from identity.session
    where realm = ${account.realm} and account_id = ${account.accountId} and ended_at is null
      and expires_at > ${times.now} and last_seen_at > ${times.seenAfter}
    order by last_seen_at desc, id limit 200`.execute(db)
  return rows
}

/** Ends the account's session, or all of them when none is named; gives the ids of those that were open. */
export async function endSessions(
  tx: Tx,
  account: { realm: string; accountId: string; sessionId?: string },
  now: Date,
): Promise<string[]> {
  const one = account.sessionId === undefined ? sql`` : sql`and id = ${account.sessionId}`
  const { rows } = await sql<{ id: string }>`
    update identity.session set ended_at = ${now}
    where realm = ${account.realm} and account_id = ${account.accountId} and ended_at is null ${one}
    returning id`.execute(tx)
  return rows.map((row) => row.id)
}

export async function selectFailures(db: Db, realm: string, username: string): Promise<Failures | undefined> {
  const { rows } = await sql<Failures>`
    select count, last_at as "lastAt", locked_until as "lockedUntil" from identity.sign_in_failure
    where realm = ${realm} and username = ${username}`.execute(db)
  return rows[0]
}

/** Holds the name until the transaction ends, so that guesses sent at once are counted one by one. */
export async function lockUsername(tx: Tx, realm: string, username: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('identity.sign-in'), hashtext(${`${realm} ${username}`}))`.execute(tx)
}

export async function putFailures(tx: Tx, realm: string, username: string, failures: Failures): Promise<void> {
  const { count, lastAt, lockedUntil } = failures
  await sql`
    insert into identity.sign_in_failure (realm, username, count, last_at, locked_until)
    values (${realm}, ${username}, ${count}, ${lastAt}, ${lockedUntil})
    on conflict (realm, username) do update
    set count = excluded.count, last_at = excluded.last_at, locked_until = excluded.locked_until`.execute(tx)
}

export async function deleteFailures(tx: Tx, realm: string, username: string): Promise<void> {
  await sql`delete from identity.sign_in_failure where realm = ${realm} and username = ${username}`.execute(tx)
}

/** Removes sessions that ended, and failures that no longer count, before `before`. */
export async function deleteOld(tx: Tx, before: Date): Promise<void> {
  await sql`delete from identity.session where expires_at < ${before}`.execute(tx)
  await sql`delete from identity.sign_in_failure where last_at < ${before}`.execute(tx)
}
