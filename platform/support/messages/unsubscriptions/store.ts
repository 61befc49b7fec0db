import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { Link } from './link.ts'

export async function insertUnsubscription(tx: Tx, realm: string, link: Link, at: Date): Promise<void> {
  await sql`
    insert into messages.unsubscription (realm, sender_id, to_index, at)
    values (${realm}, ${link.senderId}, ${link.toIndex}, ${at}) on conflict do nothing`.execute(tx)
}

export async function isUnsubscribed(db: Db, realm: string, link: Link): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from messages.unsubscription
      where realm = ${realm} and sender_id = ${link.senderId} and to_index = ${link.toIndex}) as found`.execute(db)
  return rows[0]!.found
}

export async function deleteUnsubscription(tx: Tx, realm: string, link: Link): Promise<void> {
  await sql`
    delete from messages.unsubscription
    where realm = ${realm} and sender_id = ${link.senderId} and to_index = ${link.toIndex}`.execute(tx)
}
