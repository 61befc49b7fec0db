import { sql } from 'kysely'
import { type Db, insertAtCommit, type Tx } from '#ground/database/index.ts'
import type { Channel, MessageStatus } from '../contract.ts'
import type { Receipt } from '../providers/provider.ts'
import type { Next } from './outcome.ts'

export type MessageRow = {
  realm: string
  id: string
  sender_id: string
  template_id: string
  template_version: number
  channel: Channel
  language: string
  reference: string | null
  urgent: boolean
  to_sealed: Buffer | null
  to_index: Buffer | null
  content_sealed: Buffer | null
  parts: number
  status: MessageStatus
  reason: string | null
  provider: string | null
  attempts: number
  due_at: Date | null
  created_at: Date
  sent_at: Date | null
  done_at: Date | null
  read_at: Date | null
}

export type Tables = { 'messages.message': MessageRow }

export async function insertMessage(tx: Tx, row: MessageRow): Promise<void> {
  await insertAtCommit(tx, 'messages.message', [row])
}

/** Takes messages whose time has come, urgent ones first, so that nobody else takes them before `until`. */
export async function takeDue(db: Db, given: { now: Date; until: Date; limit: number }): Promise<MessageRow[]> {
  const { rows } = await sql<MessageRow>`
    update messages.message set due_at = ${given.until}, attempts = attempts + 1
    where (realm, id) in (
      select m.realm, m.id from messages.message m
      where m.due_at <= ${given.now} and m.status = 'created' and not exists (
        select from messages.sender s where s.realm = m.realm and s.id = m.sender_id and s.stopped_at is not null)
      order by m.urgent desc, m.due_at limit ${given.limit} for update of m skip locked)
    returning *`.execute(db)
  return rows
}

export type Tried = Next & { realm: string; id: string; provider: string | null; refs: readonly string[]; at: Date }

/** Writes down what came of a batch, and what the providers call the parts they took. */
export async function storeTried(tx: Tx, tried: readonly Tried[]): Promise<void> {
  const column = <Value>(of: (one: Tried) => Value) => tried.map(of)
  await sql`
    update messages.message m set status = t.status, reason = t.reason, provider = coalesce(t.provider, m.provider),
      due_at = t.due_at, sent_at = case when t.taken then t.at else m.sent_at end,
      done_at = case when t.due_at is null then t.at end, parts = greatest(t.parts, 1)
    from unnest(${column(({ realm }) => realm)}::text[], ${column(({ id }) => id)}::uuid[],
      ${column(({ status }) => status)}::text[], ${column(({ reason }) => reason)}::text[],
      ${column(({ provider }) => provider)}::text[], ${column(({ dueAt }) => dueAt)}::timestamptz[],
      ${column(({ refs }) => refs.length)}::int[], ${column(({ refs }) => refs.length > 0)}::bool[],
      ${column(({ at }) => at)}::timestamptz[]) as t (realm, id, status, reason, provider, due_at, parts, taken, at)
    where m.realm = t.realm and m.id = t.id`.execute(tx)
  const parts = tried.flatMap(({ realm, id, provider, refs, at, status }) =>
    status === 'sending' ? refs.map((ref) => ({ provider, ref, realm, message_id: id, at })) : [],
  )
  await insertAtCommit(tx, 'messages.submission', parts, { once: true })
}

/** Writes receipts down; a later word on the same part (read after delivered) replaces the earlier. */
export async function storeReceipts(tx: Tx, provider: string, receipts: readonly Receipt[], at: Date): Promise<void> {
  const newest = [...new Map(receipts.map((receipt) => [receipt.ref, receipt])).values()]
  await sql`
    insert into messages.receipt (provider, ref, outcome, code, at)
    select ${provider}, ref, outcome, code, ${at}
    from unnest(${newest.map(({ ref }) => ref)}::text[], ${newest.map(({ outcome }) => outcome)}::text[],
      ${newest.map(({ code }) => code)}::text[]) as r (ref, outcome, code)
    on conflict (provider, ref) do update set outcome = excluded.outcome, code = excluded.code, at = excluded.at
      where messages.receipt.outcome <> 'read'`.execute(tx)
}

/**
 * Settles the messages that these parts belong to: delivered when all parts are, failed when one is. A receipt whose
 * message is not written down yet waits, since the hand-over that writes it settles again.
 */
export async function settle(tx: Tx, provider: string, refs: readonly string[]): Promise<void> {
  await sql`
    with touched as (
      select distinct realm, message_id from messages.submission
      where provider = ${provider} and ref = any(${[...refs]}::text[])
    ), told as (
      select s.realm, s.message_id, count(r.ref) as known,
        bool_or(r.outcome = 'undeliverable') as bad, bool_or(r.outcome = 'expired') as late,
        bool_and(coalesce(r.outcome = 'read', false)) as read, max(r.at) as at,
        max(r.code) filter (where r.outcome in ('undeliverable', 'expired')) as code
      from touched join messages.submission s using (realm, message_id)
        left join messages.receipt r using (provider, ref)
      group by s.realm, s.message_id
    )
    update messages.message m set
      status = case when t.bad then 'permanent-failure' when t.late then 'temporary-failure' else 'delivered' end,
      reason = t.code, done_at = coalesce(m.done_at, t.at), due_at = null,
      read_at = case when t.read then coalesce(m.read_at, t.at) end
    from told t
    where m.realm = t.realm and m.id = t.message_id and m.status in ('sending', 'delivered')
      and (t.bad or t.late or t.known >= m.parts)`.execute(tx)
}

/** Parts whose receipt is there and whose message does not know it: a process was killed between the two. */
export async function listOverlooked(db: Db, limit: number): Promise<{ provider: string; ref: string }[]> {
  const { rows } = await sql<{ provider: string; ref: string }>`
    select s.provider, s.ref from messages.message m
      join messages.submission s on s.realm = m.realm and s.message_id = m.id
      join messages.receipt r on r.provider = s.provider and r.ref = s.ref
    where m.due_at is not null and m.status = 'sending' limit ${limit}`.execute(db)
  return rows
}

/** Parts of the last days whose fate, or whether they were read, the provider must still be asked for. */
export async function listUnsettled(db: Db, provider: string, since: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ ref: string }>`
    select s.ref from messages.submission s join messages.message m on m.realm = s.realm and m.id = s.message_id
    where s.provider = ${provider} and s.at > ${since}
      and (m.status = 'sending' or (m.status = 'delivered' and m.read_at is null))
    order by s.at limit ${limit}`.execute(db)
  return rows.map(({ ref }) => ref)
}

/** Messages that a provider took and whose receipt never came are given up; answers how many. */
export async function giveUp(tx: Tx, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update messages.message set status = 'temporary-failure', reason = 'no-receipt', done_at = ${now}, due_at = null
    where due_at <= ${now} and status = 'sending'`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

/** Destroys addresses and words of messages made before `before`, and forgets their parts; counts and outcomes stay. */
export async function forget(tx: Tx, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update messages.message set to_sealed = null, content_sealed = null
    where created_at < ${before} and content_sealed is not null and due_at is null`.execute(tx)
  await sql`delete from messages.receipt where at < ${before}`.execute(tx)
  await sql`delete from messages.submission where at < ${before}`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}
