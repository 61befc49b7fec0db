import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { Channel, TemplateTexts } from '../contract.ts'

export type TemplateRow = {
  realm: string
  id: string
  version: number
  sender_id: string
  name: string
  channel: Channel
  texts: TemplateTexts
  archived: boolean
  created_at: Date
  created_by: string
}
type Tables = { 'messages.template': TemplateRow }

export async function insertTemplate(tx: Tx, row: TemplateRow): Promise<void> {
  await tx
    .withTables<Tables>()
    .insertInto('messages.template')
    .values({ ...row, texts: sql`${JSON.stringify(row.texts)}::jsonb` as never })
    .execute()
}

/** The newest version, or the one asked for. */
export async function selectTemplate(
  db: Db,
  realm: string,
  id: string,
  version?: number,
): Promise<TemplateRow | undefined> {
  let query = db
    .withTables<Tables>()
    .selectFrom('messages.template')
    .selectAll()
    .where('realm', '=', realm)
    .where('id', '=', id)
  if (version !== undefined) query = query.where('version', '=', version)
  return query.orderBy('version', 'desc').limit(1).executeTakeFirst()
}

export async function listVersions(db: Db, realm: string, id: string): Promise<TemplateRow[]> {
  return db
    .withTables<Tables>()
    .selectFrom('messages.template')
    .selectAll()
    .where('realm', '=', realm)
    .where('id', '=', id)
    .orderBy('version', 'desc')
    .execute()
}

/** The newest version of each template of a sender, or of all. */
export async function listTemplates(db: Db, realm: string, senderId?: string): Promise<TemplateRow[]> {
  let query = db.withTables<Tables>().selectFrom('messages.template').selectAll().where('realm', '=', realm)
  if (senderId) query = query.where('sender_id', '=', senderId)
  return query.distinctOn('id').orderBy('id').orderBy('version', 'desc').execute()
}
