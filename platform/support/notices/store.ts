import { sql } from 'kysely'
import { type Db, insertAtCommit, type Tx } from '#ground/database/index.ts'
import type { Notice } from './contract.ts'

type NoticeRow = {
  realm: string
  id: string
  account_id: string
  event_id: string
  kind: string
  title: string
  title_en: string
  body: string
  body_en: string
  case_id: string | null
  at: Date
  read_at: Date | null
  read_via: string | null
  urgent: boolean
  rung: number
  /** When something is to be done for it outside the platform. */
  due_at: Date | null
  origin: string | null
}

type NewNotice = Omit<NoticeRow, 'read_at' | 'read_via' | 'rung' | 'urgent' | 'due_at' | 'origin'> &
  Partial<Pick<NoticeRow, 'urgent' | 'due_at' | 'origin'>>

type Tables = { 'notices.notice': NoticeRow }

/** One notice an event and account: hearing of the event twice sends nothing twice. */
export async function insertNotice(tx: Tx, row: NewNotice): Promise<void> {
  const { urgent = false, due_at = null, origin = null, ...rest } = row
  await insertAtCommit(tx, 'notices.notice', [{ ...rest, read_at: null, urgent, due_at, origin }], { once: true })
}

export async function listNotices(
  db: Db,
  realm: string,
  accountId: string,
  page: { limit: number; after?: readonly [at: string, id: string] },
): Promise<Notice[]> {
  let query = db
    .withTables<Tables>()
    .selectFrom('notices.notice')
    .selectAll()
    .where('realm', '=', realm)
    .where('account_id', '=', accountId)
  if (page.after) query = query.where(sql<boolean>`(at, id) < (${page.after[0]}::timestamptz, ${page.after[1]}::uuid)`)
  const rows = await query.orderBy('at', 'desc').orderBy('id', 'desc').limit(page.limit).execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    title: row.title,
    titleEn: row.title_en,
    body: row.body,
    bodyEn: row.body_en,
    at: row.at.toISOString(),
    read: row.read_at !== null,
    urgent: row.urgent,
    ...(row.read_at ? { readAt: row.read_at.toISOString() } : {}),
    ...(row.case_id ? { caseId: row.case_id } : {}),
  }))
}

/** Marks as read; false when there is no such notice of this account. */
export async function markRead(db: Db, realm: string, accountId: string, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .withTables<Tables>()
    .updateTable('notices.notice')
    .set((eb) => ({
      read_at: eb.fn.coalesce('read_at', eb.val(now)),
      read_via: eb.fn.coalesce('read_via', eb.val('in-app')),
      due_at: null,
    }))
    .where('realm', '=', realm)
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}
