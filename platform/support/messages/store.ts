import { sql } from 'kysely'
import type { Db } from '#ground/database/index.ts'
import type { Channel, MessageStatus } from './contract.ts'
import type { MessageRow, Tables } from './sending/store.ts'

export type MessageFilter = {
  senderId?: string
  channel?: Channel
  status?: MessageStatus
  reference?: string
  toIndex?: Buffer
  after?: readonly [at: string, id: string]
  limit: number
}

export async function selectMessage(db: Db, realm: string, id: string): Promise<MessageRow | undefined> {
  return db
    .withTables<Tables>()
    .selectFrom('messages.message')
    .selectAll()
    .where('realm', '=', realm)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Newest first. */
export async function listMessages(db: Db, realm: string, filter: MessageFilter): Promise<MessageRow[]> {
  let query = db.withTables<Tables>().selectFrom('messages.message').selectAll().where('realm', '=', realm)
  if (filter.senderId) query = query.where('sender_id', '=', filter.senderId)
  if (filter.channel) query = query.where('channel', '=', filter.channel)
  if (filter.status) query = query.where('status', '=', filter.status)
  if (filter.reference) query = query.where('reference', '=', filter.reference)
  if (filter.toIndex) query = query.where('to_index', '=', filter.toIndex)
  if (filter.after)
    query = query.where(sql<boolean>`(created_at, id) < (${filter.after[0]}::timestamptz, ${filter.after[1]}::uuid)`)
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(filter.limit).execute()
}

export type DayCount = { provider: string; status: MessageStatus; count: number }

/** How many messages of the time since `since` each provider took, by what became of them. */
export async function countByProvider(db: Db, realm: string, since: Date): Promise<DayCount[]> {
  const { rows } = await sql<DayCount>`
    select provider, status, count(*)::int as count from messages.message
    where realm = ${realm} and created_at > ${since} and provider is not null
    group by provider, status`.execute(db)
  return rows
}

export type Fate = { id: string; status: MessageStatus; readAt: Date | null }

export async function listFates(db: Db, realm: string, ids: readonly string[]): Promise<Fate[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Fate>`
    select id, status, read_at as "readAt" from messages.message
    where realm = ${realm} and id = any(${[...ids]}::uuid[])`.execute(db)
  return rows
}
