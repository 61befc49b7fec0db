import { sql } from 'kysely'
import type { Tx } from '#ground/database/index.ts'

/** Tables of what an account was told and how it wants to be told, each with what makes a row one of its kind. */
const tables = [
  ['notice', sql`o.event_id = t.event_id`],
  ['waiting', sql`o.event_id = t.event_id`],
  ['subscription', sql`o.scope = t.scope and o.topic = t.topic`],
  ['contact', sql`o.channel = t.channel`],
] as const

/**
 * Notices and preferences of an account that was merged go to the account that stays. Where both have one, that of the
 * account that stays counts, and the other stays behind with the closed account. Doing it again changes nothing.
 */
export async function moveNotices(tx: Tx, realm: string, from: string, to: string): Promise<void> {
  for (const [table, same] of tables)
    await sql`
      update ${sql.table(`notices.${table}`)} t set account_id = ${to}
      where realm = ${realm} and account_id = ${from} and not exists (
        select from ${sql.table(`notices.${table}`)} o where o.realm = t.realm and o.account_id = ${to} and ${same})`.execute(
      tx,
    )
}
