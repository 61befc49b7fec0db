import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'

export type RecoveryRow = { id: string; accountId: string; checkId: string; username: string; partyId: string | null }

export async function insertRecovery(
  tx: Tx,
  realm: string,
  row: { id: string; accountId: string; checkId: string; secretHash: Buffer; begunAt: Date; expiresAt: Date },
): Promise<void> {
  await sql`
    insert into identity.recovery (realm, id, account_id, secret_hash, check_id, begun_at, expires_at)
    values (${realm}, ${row.id}, ${row.accountId}, ${row.secretHash}, ${row.checkId}, ${row.begunAt}, ${row.expiresAt})`.execute(
    tx,
  )
}

/** One that waits, for who has its secret, while its account is in use. */
export async function selectOpenRecovery(
  db: Db,
  realm: string,
  { id, secretHash }: { id: string; secretHash: Buffer },
  now: Date,
): Promise<RecoveryRow | undefined> {
  const { rows } = await sql<RecoveryRow>`
    select r.id, r.account_id as "accountId", r.check_id as "checkId", a.username, a.party_id as "partyId"
    from identity.recovery r join identity.account a on a.realm = r.realm and a.id = r.account_id
    where r.realm = ${realm} and r.id = ${id} and r.secret_hash = ${secretHash} and r.used_at is null
      and r.expires_at > ${now} and a.disabled_at is null`.execute(db)
  return rows[0]
}

/** True for the first who uses it. */
export async function useRecovery(tx: Tx, realm: string, id: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update identity.recovery set used_at = ${now} where realm = ${realm} and id = ${id} and used_at is null`.execute(tx)
  return numAffectedRows === 1n
}

export async function setPassword(tx: Tx, realm: string, accountId: string, passwordHash: string): Promise<void> {
  await sql`
    update identity.account set password_hash = ${passwordHash}, secrets_version = secrets_version + 1
    where realm = ${realm} and id = ${accountId}`.execute(tx)
}

export async function deleteDeviceFactors(tx: Tx, realm: string, accountId: string): Promise<void> {
  await sql`delete from identity.totp where realm = ${realm} and account_id = ${accountId}`.execute(tx)
  await sql`delete from identity.passkey where realm = ${realm} and account_id = ${accountId}`.execute(tx)
}
