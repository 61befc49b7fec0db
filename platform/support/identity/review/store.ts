import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { Power, SignOff } from './contract.ts'

type Row = Omit<Power, 'since' | 'until' | 'reason'> & { since: Date; until: Date | null; reason: string | null }

/** Every power in force at `now`, by username: posts of one's own, then those that colleagues have delegated. */
export async function selectPowers(
  db: Db,
  realm: string,
  now: Date,
  page: { after?: readonly [username: string, key: string]; limit: number },
): Promise<(Power & { key: string })[]> {
  const { rows } = await sql<Row & { key: string }>`
    select * from (
      select p.id::text as key, p.id as "postId", a.id as "accountId", a.name, a.username, p.role,
             p.department_name as "departmentName", p.division_code as "divisionCode", p.valid_from as since,
             p.valid_to as until, 'appointed' as why, coalesce(b.name, p.appointed_by) as by, null as reason
      from identity.post p join identity.account a on a.realm = p.realm and a.id = p.account_id
      left join identity.account b on b.realm = p.realm and b.id::text = p.appointed_by
      where p.realm = ${realm} and a.disabled_at is null
        and p.valid_from <= ${now} and (p.valid_to is null or p.valid_to > ${now})
      union all
      select d.id::text, p.id, a.id, a.name, a.username, p.role, p.department_name, p.division_code, d.valid_from,
             d.valid_to, 'delegated', f.name, d.reason
      from identity.delegation d
      join identity.post p on p.realm = d.realm and p.id = d.post_id
      join identity.account a on a.realm = d.realm and a.id = d.to_account
      join identity.account f on f.realm = d.realm and f.id = d.from_account
      where d.realm = ${realm} and d.ended_at is null and d.valid_from <= ${now} and d.valid_to > ${now}
        and a.disabled_at is null and f.disabled_at is null
        and p.valid_from <= ${now} and (p.valid_to is null or p.valid_to > ${now})) power
    where ${page.after ? sql`(username, key) > (${page.after[0]}, ${page.after[1]})` : sql`true`}
    order by username, key limit ${page.limit}`.execute(db)
  return rows.map(({ since, until, reason, ...row }) => ({
    ...row,
    since: since.toISOString(),
    ...(until ? { until: until.toISOString() } : {}),
    ...(reason ? { reason } : {}),
  }))
}

export async function insertSignOff(
  tx: Tx,
  realm: string,
  { id, at, by, powers, note, digest }: SignOff,
  kept: { accountId: string; list: string },
): Promise<void> {
  await sql`
    insert into identity.access_review (realm, id, signed_at, signed_by, signed_by_name, powers, note, digest, list)
    values (${realm}, ${id}, ${at}, ${kept.accountId}, ${by}, ${powers}, ${note}, ${digest}, ${kept.list})`.execute(tx)
}

/** The newest first. */
export async function selectSignOffs(db: Db, realm: string): Promise<SignOff[]> {
  const { rows } = await sql<Omit<SignOff, 'at'> & { at: Date }>`
    select id, signed_at as at, signed_by_name as by, powers, note, digest from identity.access_review
    where realm = ${realm} order by signed_at desc, id desc limit 100`.execute(db)
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

export async function selectSignedList(db: Db, realm: string, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ list: string }>`
    select list from identity.access_review where realm = ${realm} and id = ${id}`.execute(db)
  return rows[0]?.list
}
