import { sql } from 'kysely'
import { type Db, insertAtCommit, type Tx } from '#ground/database/index.ts'
import type { NoticeStep, Way } from './contract.ts'

export type DueNotice = {
  realm: string
  id: string
  accountId: string
  kind: string
  title: string
  titleEn: string
  body: string
  bodyEn: string
  caseId: string | null
  at: Date
  urgent: boolean
  rung: number
  origin: string | null
}

const columns = sql`realm, id, account_id as "accountId", kind, title, title_en as "titleEn", body, body_en as "bodyEn",
  case_id as "caseId", at, urgent, rung, origin`

/** Notices with something to do, the longest waiting first. */
export async function listDue(db: Db, now: Date, limit: number): Promise<{ realm: string; id: string }[]> {
  const { rows } = await sql<{ realm: string; id: string }>`
    select realm, id from notices.notice where due_at <= ${now} order by due_at limit ${limit}`.execute(db)
  return rows
}

/** Holds one for the transaction, unless another does or there is nothing to do any more. */
export async function takeDue(
  tx: Tx,
  { realm, id }: { realm: string; id: string },
  now: Date,
): Promise<DueNotice | undefined> {
  const { rows } = await sql<DueNotice>`
    select ${columns} from notices.notice
    where realm = ${realm} and id = ${id} and due_at <= ${now} for update skip locked`.execute(tx)
  return rows[0]
}

export async function saveRung(
  tx: Tx,
  { realm, id }: { realm: string; id: string },
  rung: number,
  dueAt: Date | null,
): Promise<void> {
  await sql`update notices.notice set rung = ${rung}, due_at = ${dueAt} where realm = ${realm} and id = ${id}`.execute(
    tx,
  )
}

/** A receipt said that it was read. */
export async function saveRead(
  tx: Tx,
  { realm, id }: { realm: string; id: string },
  read: { at: Date; via: string },
): Promise<void> {
  await sql`
    update notices.notice set read_at = ${read.at}, read_via = ${read.via}, due_at = null
    where realm = ${realm} and id = ${id} and read_at is null`.execute(tx)
}

export type StepRow = {
  realm: string
  notice_id: string
  seq: number
  way: Way
  outcome: NoticeStep['outcome']
  message_id: string | null
  account_id: string | null
  at: Date
}

export async function insertSteps(tx: Tx, steps: StepRow[]): Promise<void> {
  await insertAtCommit(tx, 'notices.step', steps)
}

export async function listSteps(db: Db, realm: string, noticeIds: readonly string[]): Promise<StepRow[]> {
  const { rows } = await sql<StepRow>`
    select * from notices.step where realm = ${realm} and notice_id = any(${[...noticeIds]}::uuid[])
    order by notice_id, seq`.execute(db)
  return rows
}

export type CaseNoticeRow = {
  id: string
  accountId: string
  title: string
  titleEn: string
  urgent: boolean
  at: Date
  readAt: Date | null
  readVia: string | null
  dueAt: Date | null
}

/** The newest notices about a case. */
export async function listOfCase(db: Db, realm: string, caseId: string, limit: number): Promise<CaseNoticeRow[]> {
  const { rows } = await sql<CaseNoticeRow>`
    select id, account_id as "accountId", title, title_en as "titleEn", urgent, at, read_at as "readAt",
      read_via as "readVia", due_at as "dueAt"
    from notices.notice where realm = ${realm} and case_id = ${caseId} order by at desc, id desc limit ${limit}`.execute(
    db,
  )
  return rows
}
