import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { BenefitCount, BenefitReport } from './contract.ts'

export type UseRow = {
  id: string
  entity_id: string
  benefit: string
  name: string
  name_en: string
  partner_id: string
  partner: string
  due: boolean
  at: Date
  outcome: BenefitReport['outcome'] | null
  note: string | null
  reported_at: Date | null
}

export async function insertCode(
  tx: Tx,
  realm: string,
  row: { hash: Buffer; entityId: string; benefit: string; accountId: string; expiresAt: Date },
): Promise<void> {
  await sql`insert into credit.benefit_code (realm, hash, entity_id, benefit, account_id, expires_at)
    values (${realm}, ${row.hash}, ${row.entityId}, ${row.benefit}, ${row.accountId}, ${row.expiresAt})`.execute(tx)
}

/** Takes a code away as it is looked at, so that it answers one question; undefined when it is unknown, used or over. */
export async function takeCode(
  tx: Tx,
  realm: string,
  hash: Buffer,
  now: Date,
): Promise<{ entityId: string; benefit: string } | undefined> {
  const { rows } = await sql<{ entity_id: string; benefit: string }>`
    delete from credit.benefit_code where realm = ${realm} and hash = ${hash} and expires_at > ${now}
    returning entity_id, benefit`.execute(tx)
  const [row] = rows
  return row && { entityId: row.entity_id, benefit: row.benefit }
}

export async function deleteOldCodes(db: Db, before: Date): Promise<void> {
  await sql`delete from credit.benefit_code where expires_at < ${before}`.execute(db)
}

export async function insertUse(
  tx: Tx,
  realm: string,
  row: Omit<UseRow, 'outcome' | 'note' | 'reported_at'>,
): Promise<void> {
  await sql`insert into credit.benefit_use (realm, id, entity_id, benefit, name, name_en, partner_id, partner, due, at)
    values (${realm}, ${row.id}, ${row.entity_id}, ${row.benefit}, ${row.name}, ${row.name_en}, ${row.partner_id},
      ${row.partner}, ${row.due}, ${row.at})`.execute(tx)
}

/** Undefined when it is not this partner's, or was reported already. */
export async function reportUse(
  tx: Tx,
  realm: string,
  which: { id: string; partners: readonly string[] },
  said: { outcome: string; note: string | null; at: Date },
): Promise<UseRow | undefined> {
  const { rows } = await sql<UseRow>`
    update credit.benefit_use set outcome = ${said.outcome}, note = ${said.note}, reported_at = ${said.at}
    where realm = ${realm} and id = ${which.id} and partner_id = any(${which.partners}::text[]) and outcome is null
    returning *`.execute(tx)
  return rows[0]
}

export async function listUses(
  db: Db,
  realm: string,
  query: { entityId: string; before?: string; limit: number },
): Promise<UseRow[]> {
  const { rows } = await sql<UseRow>`select * from credit.benefit_use
    where realm = ${realm} and entity_id = ${query.entityId}
      ${query.before ? sql`and id < ${query.before}::uuid` : sql``}
    order by id desc limit ${query.limit}`.execute(db)
  return rows
}

export async function countUses(db: Db, realm: string): Promise<BenefitCount[]> {
  const { rows } = await sql<BenefitCount>`
    select benefit, max(name) as name, max(name_en) as "nameEn", partner, count(*)::int as asked,
      count(*) filter (where due)::int as due, count(*) filter (where outcome = 'used')::int as used,
      count(*) filter (where due and outcome is null)::int as unreported
    from credit.benefit_use where realm = ${realm} group by benefit, partner order by benefit, partner limit 500`.execute(
    db,
  )
  return rows
}
