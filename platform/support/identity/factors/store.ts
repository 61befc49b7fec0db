import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'

export type Owner = { realm: string; accountId: string }
export type TotpRow = { secret: Buffer; lastStep: number; confirmedAt: Date | null }

export async function selectTotp(db: Db, { realm, accountId }: Owner): Promise<TotpRow | undefined> {
  const { rows } = await sql<TotpRow>`
    select secret_sealed as secret, last_step::int as "lastStep", confirmed_at as "confirmedAt" from identity.totp
    where realm = ${realm} and account_id = ${accountId}`.execute(db)
  return rows[0]
}

/** A new secret in the place of one that was never confirmed; false when a confirmed one stands there. */
export async function putTotp(tx: Tx, { realm, accountId }: Owner, secret: Buffer): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into identity.totp as t (realm, account_id, secret_sealed) values (${realm}, ${accountId}, ${secret})
    on conflict (realm, account_id) do update set secret_sealed = excluded.secret_sealed, last_step = 0
    where t.confirmed_at is null`.execute(tx)
  return numAffectedRows === 1n
}

/** True for the first who comes with a code of this time step. */
export async function useTotpStep(tx: Tx, { realm, accountId }: Owner, step: number, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update identity.totp set last_step = ${step}, confirmed_at = coalesce(confirmed_at, ${now})
    where realm = ${realm} and account_id = ${accountId} and last_step < ${step}`.execute(tx)
  return numAffectedRows === 1n
}

export async function deleteTotp(tx: Tx, { realm, accountId }: Owner): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from identity.totp where realm = ${realm} and account_id = ${accountId}`.execute(tx)
  return numAffectedRows === 1n
}

export type PasskeyRow = {
  id: string
  accountId: string
  name: string
  publicKey: Buffer
  counter: number
  transports: string[]
  createdAt: Date
  lastUsedAt: Date | null
}
const passkeyColumns = sql`id, account_id as "accountId", name, public_key as "publicKey", counter::int, transports,
  created_at as "createdAt", last_used_at as "lastUsedAt"`

export async function selectPasskeys(db: Db, { realm, accountId }: Owner): Promise<PasskeyRow[]> {
  const { rows } = await sql<PasskeyRow>`
    select ${passkeyColumns} from identity.passkey where realm = ${realm} and account_id = ${accountId}
    order by created_at limit 20`.execute(db)
  return rows
}

export async function selectPasskey(
  db: Db,
  realm: string,
  id: string,
): Promise<(PasskeyRow & { secretsVersion: number }) | undefined> {
  const { rows } = await sql<PasskeyRow & { secretsVersion: number }>`
    select ${passkeyColumns}, (select a.secrets_version from identity.account a
      where a.realm = passkey.realm and a.id = passkey.account_id) as "secretsVersion"
    from identity.passkey where realm = ${realm} and id = ${id}`.execute(db)
  return rows[0]
}

export async function insertPasskey(tx: Tx, realm: string, row: Omit<PasskeyRow, 'lastUsedAt'>): Promise<void> {
  await sql`
    insert into identity.passkey (realm, id, account_id, name, public_key, counter, transports, created_at)
    values (${realm}, ${row.id}, ${row.accountId}, ${row.name}, ${row.publicKey}, ${row.counter}, ${row.transports},
            ${row.createdAt})`.execute(tx)
}

export async function touchPasskey(db: Db, realm: string, id: string, counter: number, now: Date): Promise<void> {
  await sql`
    update identity.passkey set counter = ${counter}, last_used_at = ${now}
    where realm = ${realm} and id = ${id}`.execute(db)
}

export async function deletePasskey(tx: Tx, { realm, accountId }: Owner, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from identity.passkey where realm = ${realm} and account_id = ${accountId} and id = ${id}`.execute(tx)
  return numAffectedRows === 1n
}

export type Challenge = {
  realm: string
  kind: 'sms' | 'passkey-new' | 'passkey-use'
  id: string
  accountId: string | null
  digest: Buffer | null
  expiresAt: Date
}

/** A challenge in the place of one of the same name; false when one younger than `notBefore` stands there. */
export async function putChallenge(db: Db, given: Challenge, renewAfter?: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into identity.challenge as c (realm, kind, id, account_id, digest, expires_at)
    values (${given.realm}, ${given.kind}, ${given.id}, ${given.accountId}, ${given.digest}, ${given.expiresAt})
    on conflict (realm, kind, id) do update
    set account_id = excluded.account_id, digest = excluded.digest, expires_at = excluded.expires_at, tries = 0
    where ${renewAfter ?? null}::timestamptz is null or c.expires_at < ${renewAfter ?? null}::timestamptz`.execute(db)
  return numAffectedRows === 1n
}

/** Takes a passkey's challenge: nobody else gets it. */
export async function takeChallenge(
  db: Db,
  { realm, kind, id }: Pick<Challenge, 'realm' | 'kind' | 'id'>,
  now: Date,
): Promise<{ accountId: string | null } | undefined> {
  const { rows } = await sql<{ accountId: string | null }>`
    delete from identity.challenge where realm = ${realm} and kind = ${kind} and id = ${id} and expires_at > ${now}
    returning account_id as "accountId"`.execute(db)
  return rows[0]
}

/** Takes a code that was sent, when it is this one. */
export async function takeCode(
  db: Db,
  { realm, id, digest }: { realm: string; id: string; digest: Buffer },
  now: Date,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from identity.challenge
    where realm = ${realm} and kind = 'sms' and id = ${id} and digest = ${digest} and expires_at > ${now}`.execute(db)
  return numAffectedRows === 1n
}

export async function deleteOldChallenges(db: Db, before: Date): Promise<void> {
  await sql`delete from identity.challenge where expires_at < ${before}`.execute(db)
}
