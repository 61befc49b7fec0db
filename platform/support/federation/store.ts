import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'

export type Attempt = { state: Buffer; browser: Buffer; checks: Buffer; expiresAt: Date }

export async function insertAttempt(db: Db, { state, browser, checks, expiresAt }: Attempt): Promise<void> {
  await sql`
    insert into federation.attempt (state_digest, browser_digest, checks_sealed, expires_at)
    values (${state}, ${browser}, ${checks}, ${expiresAt})`.execute(db)
}

/** Takes what this browser began: nobody else gets it, and nobody twice. */
export async function takeAttempt(db: Db, state: Buffer, browser: Buffer, now: Date): Promise<Buffer | undefined> {
  const { rows } = await sql<{ checks: Buffer }>`
    delete from federation.attempt
    where state_digest = ${state} and browser_digest = ${browser} and expires_at > ${now}
    returning checks_sealed as checks`.execute(db)
  return rows[0]?.checks
}

export async function selectLink(
  db: Db,
  link: { realm: string; issuer: string; subject: string },
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select account_id as id from federation.link
    where realm = ${link.realm} and issuer = ${link.issuer} and subject = ${link.subject}`.execute(db)
  return rows[0]?.id
}

export async function putLink(
  tx: Tx,
  link: { realm: string; issuer: string; subject: string; accountId: string },
  now: Date,
): Promise<void> {
  await sql`
    insert into federation.link (realm, issuer, subject, account_id, linked_at)
    values (${link.realm}, ${link.issuer}, ${link.subject}, ${link.accountId}, ${now})
    on conflict (realm, issuer, subject) do update set account_id = excluded.account_id, linked_at = excluded.linked_at`.execute(
    tx,
  )
}

export type SignOn = {
  sessionId: string
  realm: string
  accountId: string
  subject: string
  sid: string | null
  browser: Buffer
  token: Buffer
}

export async function insertSignOn(db: Db, row: SignOn, at: Date): Promise<void> {
  await sql`
    insert into federation.sign_on (session_id, realm, account_id, subject, upstream_sid, browser_digest, token_sealed, at)
    values (${row.sessionId}, ${row.realm}, ${row.accountId}, ${row.subject}, ${row.sid}, ${row.browser}, ${row.token},
            ${at})`.execute(db)
}

/** Takes the sign-on of a browser, the latest, so that its token is the hint at sign-out. */
export async function takeSignOnOf(db: Db, browser: Buffer): Promise<SignOn | undefined> {
  const { rows } = await sql<SignOn>`
    delete from federation.sign_on where browser_digest = ${browser}
    returning session_id as "sessionId", realm, account_id as "accountId", subject, upstream_sid as sid,
              browser_digest as browser, token_sealed as token`.execute(db)
  return rows.at(-1)
}

/** Takes the sign-ons that a word from above names: one by its sid, or all of a person. */
export async function takeSignOns(tx: Tx, said: { subject?: string; sid?: string }): Promise<SignOn[]> {
  const { rows } = await sql<SignOn>`
    delete from federation.sign_on
    where ${said.sid ? sql`upstream_sid = ${said.sid}` : sql`subject = ${said.subject ?? ''}`}
    returning session_id as "sessionId", realm, account_id as "accountId", subject, upstream_sid as sid,
              browser_digest as browser, token_sealed as token`.execute(tx)
  return rows
}

/** True for who brings the word first. */
export async function takeLogout(tx: Tx, jti: Buffer, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into federation.logout_taken (jti_digest, at) values (${jti}, ${now}) on conflict do nothing`.execute(tx)
  return numAffectedRows === 1n
}

export async function sweep(db: Db, now: Date): Promise<void> {
  await sql`delete from federation.attempt where expires_at < ${now}`.execute(db)
  await sql`delete from federation.logout_taken where at < ${now}::timestamptz - interval '1 day'`.execute(db)
  await sql`delete from federation.sign_on where at < ${now}::timestamptz - interval '2 days'`.execute(db)
}
