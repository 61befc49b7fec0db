import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { PostRole } from '#kernel/actor.ts'
import type { Delegation, Officer } from './contract.ts'

type Row = {
  id: string
  postId: string
  role: PostRole
  departmentName: string
  fromId: string
  fromName: string
  toId: string
  toName: string
  validFrom: Date
  validTo: Date
  reason: string
}

/** Delegations that have not ended, given or received by this account; all of them when none is named. */
export async function selectDelegations(
  db: Db,
  realm: string,
  now: Date,
  which: { accountId?: string; id?: string },
): Promise<Delegation[]> {
  const { rows } = await sql<Row>`
    select d.id, d.post_id as "postId", p.role, p.department_name as "departmentName",
           f.id as "fromId", f.name as "fromName", t.id as "toId", t.name as "toName",
           d.valid_from as "validFrom", d.valid_to as "validTo", d.reason
    from identity.delegation d
    join identity.post p on p.realm = d.realm and p.id = d.post_id
    join identity.account f on f.realm = d.realm and f.id = d.from_account
    join identity.account t on t.realm = d.realm and t.id = d.to_account
    where d.realm = ${realm} and d.ended_at is null and d.valid_to > ${now}
      ${which.accountId ? sql`and (d.from_account = ${which.accountId} or d.to_account = ${which.accountId})` : sql``}
      ${which.id ? sql`and d.id = ${which.id}` : sql``}
    order by d.valid_to, d.id limit 200`.execute(db)
  return rows.map(({ fromId, fromName, toId, toName, validFrom, validTo, ...row }) => ({
    ...row,
    from: { accountId: fromId, name: fromName },
    to: { accountId: toId, name: toName },
    validFrom: validFrom.toISOString(),
    validTo: validTo.toISOString(),
  }))
}

export async function insertDelegation(tx: Tx, realm: string, given: Delegation, by: string): Promise<void> {
  await sql`
    insert into identity.delegation (realm, id, post_id, from_account, to_account, valid_from, valid_to, reason, given_by)
    values (${realm}, ${given.id}, ${given.postId}, ${given.from.accountId}, ${given.to.accountId}, ${given.validFrom},
            ${given.validTo}, ${given.reason}, ${by})`.execute(tx)
}

/** True when it was in force, or to come, and now is not. */
export async function closeDelegation(tx: Tx, realm: string, id: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update identity.delegation set ended_at = ${now}
    where realm = ${realm} and id = ${id} and ended_at is null and valid_to > ${now}`.execute(tx)
  return numAffectedRows === 1n
}

/** Officials whose posts let them work on cases or watch over those who do, with these posts; by name. */
export async function selectOfficers(
  db: Db,
  realm: string,
  now: Date,
  query: { roles: readonly PostRole[]; q?: string; departments?: string[] },
): Promise<Officer[]> {
  const { rows } = await sql<Officer>`
    select a.id as "accountId", a.name,
           json_agg(json_build_object('id', p.id, 'role', p.role, 'departmentId', p.department_id,
             'departmentName', p.department_name, 'divisionCode', p.division_code) order by p.id) as posts
    from identity.account a join identity.post p on p.realm = a.realm and p.account_id = a.id
    where a.realm = ${realm} and a.kind = 'official' and a.disabled_at is null and p.role = any(${query.roles}::text[])
      and p.valid_from <= ${now} and (p.valid_to is null or p.valid_to > ${now})
      ${query.q ? sql`and position(${query.q} in a.name) > 0` : sql``}
      ${query.departments ? sql`and p.department_id = any(${query.departments}::text[])` : sql``}
    group by a.id, a.name order by a.name, a.id limit 500`.execute(db)
  return rows
}
