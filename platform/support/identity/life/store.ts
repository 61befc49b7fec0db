import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { AccountKind } from '../contract.ts'

export type LifeRow = {
  id: string
  username: string
  kind: AccountKind
  name: string
  partyId: string | null
  createdAt: Date
  disabledAt: Date | null
  closesAt: Date | null
  mergedInto: string | null
}

const columns = sql`id, username, kind, name, party_id as "partyId", created_at as "createdAt", disabled_at as "disabledAt",
  closes_at as "closesAt", merged_into as "mergedInto"`

export async function selectLife(db: Db, realm: string, id: string): Promise<LifeRow | undefined> {
  const { rows } = await sql<LifeRow>`
    select ${columns} from identity.account where realm = ${realm} and id = ${id}`.execute(db)
  return rows[0]
}

/** Holds the accounts until the transaction ends, always in the same order, so that two merges do not wait for each other. */
export async function lockLives(tx: Tx, realm: string, ids: string[]): Promise<LifeRow[]> {
  const { rows } = await sql<LifeRow>`
    select ${columns} from identity.account where realm = ${realm} and id = any(${ids}::uuid[]) order by id for update`.execute(
    tx,
  )
  return rows
}

/** Other citizen accounts in use of the same person. */
export async function selectTwins(db: Db, realm: string, { id, partyId }: LifeRow): Promise<LifeRow[]> {
  const { rows } = await sql<LifeRow>`
    select ${columns} from identity.account
    where realm = ${realm} and party_id = ${partyId} and id <> ${id} and kind = 'citizen' and disabled_at is null
    order by created_at, id limit 20`.execute(db)
  return rows
}

export async function setClosing(tx: Tx, realm: string, id: string, at: Date | null): Promise<void> {
  await sql`update identity.account set closes_at = ${at} where realm = ${realm} and id = ${id}`.execute(tx)
}

export async function closeAccount(
  tx: Tx,
  realm: string,
  id: string,
  why: { at: Date; reason: string; by: string; mergedInto?: string },
): Promise<void> {
  await sql`
    update identity.account set disabled_at = ${why.at}, closed_reason = ${why.reason}, closed_by_name = ${why.by},
           merged_into = ${why.mergedInto ?? null}, closes_at = null
    where realm = ${realm} and id = ${id}`.execute(tx)
}

export async function reopenAccount(tx: Tx, realm: string, id: string): Promise<void> {
  await sql`
    update identity.account set disabled_at = null, closed_reason = null, closed_by_name = null
    where realm = ${realm} and id = ${id}`.execute(tx)
}

/** Accounts whose time to close has come. */
export async function selectDue(db: Db, now: Date): Promise<{ realm: string; id: string }[]> {
  const { rows } = await sql<{ realm: string; id: string }>`
    select realm, id from identity.account where closes_at <= ${now} and disabled_at is null
    order by closes_at limit 500`.execute(db)
  return rows
}

/** Administrators in use besides this one; counted under a lock, so that two do not close each other at once. */
export async function countOtherAdministrators(tx: Tx, realm: string, id: string, now: Date): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext(${`identity.administrators:${realm}`}))`.execute(tx)
  const { rows } = await sql<{ n: number }>`
    select count(distinct a.id)::int as n from identity.account a
    join identity.post p on p.realm = a.realm and p.account_id = a.id
    where a.realm = ${realm} and a.id <> ${id} and a.disabled_at is null and p.role = 'administrator'
      and p.valid_from <= ${now} and (p.valid_to is null or p.valid_to > ${now})`.execute(tx)
  return rows[0]?.n ?? 0
}
