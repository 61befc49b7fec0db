import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { Outside } from '../contract.ts'

export type Owner = { realm: string; accountId: string }
export type ContactRow = { channel: Outside; address: Buffer | null; chosen: boolean }

export async function listContacts(db: Db, { realm, accountId }: Owner): Promise<ContactRow[]> {
  const { rows } = await sql<ContactRow>`
    select channel, address_sealed as address, chosen from notices.contact
    where realm = ${realm} and account_id = ${accountId}`.execute(db)
  return rows
}

/** Keeps where a channel reaches the owner, and chooses it. */
export async function saveContact(
  tx: Tx,
  { realm, accountId }: Owner,
  { channel, address, chosen }: ContactRow,
  now: Date,
): Promise<void> {
  await sql`
    insert into notices.contact (realm, account_id, channel, address_sealed, chosen, confirmed_at)
    values (${realm}, ${accountId}, ${channel}, ${address}, ${chosen}, ${now})
    on conflict (realm, account_id, channel) do update
    set address_sealed = excluded.address_sealed, chosen = excluded.chosen, confirmed_at = excluded.confirmed_at`.execute(
    tx,
  )
}

export async function deleteContact(tx: Tx, { realm, accountId }: Owner, channel: Outside): Promise<void> {
  await sql`
    delete from notices.contact
    where realm = ${realm} and account_id = ${accountId} and channel = ${channel}`.execute(tx)
}

/** A code on its way to an address; false when one was sent after `notAfter`. */
export async function putCheck(
  tx: Tx,
  { realm, accountId }: Owner,
  check: { channel: Outside; address: Buffer; digest: Buffer; now: Date; expiresAt: Date; notAfter: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into notices.contact_check as c (realm, account_id, channel, address_sealed, digest, sent_at, expires_at)
    values (${realm}, ${accountId}, ${check.channel}, ${check.address}, ${check.digest}, ${check.now}, ${check.expiresAt})
    on conflict (realm, account_id, channel) do update
    set address_sealed = excluded.address_sealed, digest = excluded.digest, tries = 0, sent_at = excluded.sent_at,
      expires_at = excluded.expires_at
    where c.sent_at <= ${check.notAfter}`.execute(tx)
  return numAffectedRows === 1n
}

/** The check under way, counted as tried once more; no more than five tries. */
export async function tryCheck(
  tx: Tx,
  { realm, accountId }: Owner,
  channel: Outside,
  now: Date,
): Promise<{ address: Buffer; digest: Buffer } | undefined> {
  const { rows } = await sql<{ address: Buffer; digest: Buffer }>`
    update notices.contact_check set tries = tries + 1
    where realm = ${realm} and account_id = ${accountId} and channel = ${channel} and expires_at > ${now} and tries < 5
    returning address_sealed as address, digest`.execute(tx)
  return rows[0]
}

export async function deleteCheck(tx: Tx, { realm, accountId }: Owner, channel: Outside): Promise<void> {
  await sql`
    delete from notices.contact_check
    where realm = ${realm} and account_id = ${accountId} and channel = ${channel}`.execute(tx)
}
