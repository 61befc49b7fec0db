import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'

export type CounterRow = {
  id: string
  accountId: string
  username: string
  name: string
  partyId: string | null
  departmentId: string
  document: 'resident-card' | 'temporary-card' | 'passport'
  reason: string
  askedAt: Date
  askedBy: string
  askedByName: string
  approvedAt: Date | null
  approvedByName: string | null
  expiresAt: Date
  usedAt: Date | null
}

const columns = sql`r.id, r.account_id as "accountId", a.username, a.name, a.party_id as "partyId",
  r.department_id as "departmentId", r.document, r.reason, r.asked_at as "askedAt", r.asked_by as "askedBy",
  r.asked_by_name as "askedByName", r.approved_at as "approvedAt", r.approved_by_name as "approvedByName",
  r.expires_at as "expiresAt", r.used_at as "usedAt"`
const from = sql`identity.counter_recovery r join identity.account a on a.realm = r.realm and a.id = r.account_id`

export async function insertCounter(
  tx: Tx,
  realm: string,
  row: Pick<
    CounterRow,
    'id' | 'accountId' | 'departmentId' | 'document' | 'reason' | 'askedAt' | 'askedBy' | 'askedByName' | 'expiresAt'
  >,
): Promise<void> {
  await sql`
    insert into identity.counter_recovery (realm, id, account_id, department_id, document, reason, asked_at, asked_by,
                                           asked_by_name, expires_at)
    values (${realm}, ${row.id}, ${row.accountId}, ${row.departmentId}, ${row.document}, ${row.reason}, ${row.askedAt},
            ${row.askedBy}, ${row.askedByName}, ${row.expiresAt})`.execute(tx)
}

export async function selectCounters(db: Db, realm: string, offices: string[], since: Date): Promise<CounterRow[]> {
  const { rows } = await sql<CounterRow>`
    select ${columns} from ${from}
    where r.realm = ${realm} and r.department_id = any(${offices}) and r.asked_at > ${since}
    order by r.asked_at desc, r.id limit 100`.execute(db)
  return rows
}

/** Holds one that waits for a second official. */
export async function lockCounter(tx: Tx, realm: string, id: string, now: Date): Promise<CounterRow | undefined> {
  const { rows } = await sql<CounterRow>`
    select ${columns} from ${from}
    where r.realm = ${realm} and r.id = ${id} and r.approved_at is null and r.expires_at > ${now}
      and a.disabled_at is null for update of r`.execute(tx)
  return rows[0]
}

export async function approveCounter(
  tx: Tx,
  realm: string,
  id: string,
  given: { at: Date; by: string; byName: string; codeHash: Buffer; expiresAt: Date },
): Promise<void> {
  await sql`
    update identity.counter_recovery set approved_at = ${given.at}, approved_by = ${given.by},
           approved_by_name = ${given.byName}, code_hash = ${given.codeHash}, expires_at = ${given.expiresAt}
    where realm = ${realm} and id = ${id}`.execute(tx)
}

/** The one that this code was given for, while it waits for the person. */
export async function selectByCode(
  db: Db,
  realm: string,
  { username, codeHash }: { username: string; codeHash: Buffer },
  now: Date,
): Promise<CounterRow | undefined> {
  const { rows } = await sql<CounterRow>`
    select ${columns} from ${from}
    where r.realm = ${realm} and a.username = ${username} and r.code_hash = ${codeHash} and r.used_at is null
      and r.expires_at > ${now} and a.disabled_at is null`.execute(db)
  return rows[0]
}

/** True for the first who uses it. */
export async function useCounter(tx: Tx, realm: string, id: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update identity.counter_recovery set used_at = ${now}
    where realm = ${realm} and id = ${id} and used_at is null`.execute(tx)
  return numAffectedRows === 1n
}
