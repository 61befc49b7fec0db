import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { HandedDocument, HandoverSheet, HandoverState, Strokes, Taker } from './contract.ts'

export type Signature = { kind: 'drawn'; strokes: Strokes } | { kind: 'code' }

export type HandoverTable = {
  realm: string
  id: string
  point: string
  case_id: string
  case_no: string
  item_name: string
  department_name: string
  party_id: string
  party_kind: string
  person_name: string
  documents: HandedDocument[]
  shelf: string | null
  state: HandoverState
  received_at: Date
  received_on: string
  received_window: string
  received_by: string
  received_name: string
  keep_until: string
  told: boolean
  reminded_at: Date | null
  code_digest: Buffer
  code_tries: number
  ended_at: Date | null
  ended_on: string | null
  ended_window: string | null
  ended_by: string | null
  ended_name: string | null
  taker: Taker | null
  taker_number: Buffer | null
  signature: Signature | null
  reason: string | null
}

export type SheetContent = Pick<HandoverSheet, 'received' | 'handed' | 'returned' | 'left'>
export type SheetTable = {
  content: SheetContent
  digest: Buffer
  signed_by: string
  signed_name: string
  signed_at: Date
  taken_by: string | null
  taken_name: string | null
  taken_at: Date | null
}
export type SheetKey = { realm: string; point: string; day: string; window: string }

const columns =
  sql.raw(`realm, id, point, case_id, case_no, item_name, department_name, party_id, party_kind, person_name,
  documents, shelf, state, received_at, received_on::text as received_on, received_window, received_by, received_name,
  keep_until::text as keep_until, told, reminded_at, code_digest, code_tries, ended_at, ended_on::text as ended_on,
  ended_window, ended_by, ended_name, taker, taker_number, signature, reason`)

export type Received = Omit<
  HandoverTable,
  | 'reminded_at'
  | 'code_tries'
  | 'ended_at'
  | 'ended_on'
  | 'ended_window'
  | 'ended_by'
  | 'ended_name'
  | 'taker'
  | 'taker_number'
  | 'signature'
  | 'reason'
>

/** False when the result of the case waits already. */
export async function insertHandover(tx: Tx, row: Received): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into handovers.handover (realm, id, point, case_id, case_no, item_name, department_name, party_id, party_kind,
      person_name, documents, shelf, state, received_at, received_on, received_window, received_by, received_name,
      keep_until, told, code_digest)
    values (${row.realm}, ${row.id}, ${row.point}, ${row.case_id}, ${row.case_no}, ${row.item_name},
      ${row.department_name}, ${row.party_id}, ${row.party_kind}, ${row.person_name},
      ${JSON.stringify(row.documents)}::jsonb, ${row.shelf}, ${row.state}, ${row.received_at}, ${row.received_on},
      ${row.received_window}, ${row.received_by}, ${row.received_name}, ${row.keep_until}, ${row.told},
      ${row.code_digest})
    on conflict do nothing`.execute(tx)
  return numAffectedRows === 1n
}

export async function findHandover(db: Db, realm: string, id: string): Promise<HandoverTable | undefined> {
  const { rows } = await sql<HandoverTable>`
    select ${columns} from handovers.handover where realm = ${realm} and id = ${id}`.execute(db)
  return rows[0]
}

export type ListQuery = {
  state: HandoverState | 'overdue'
  today: string
  q?: string
  limit: number
  after?: [string, string]
}

/** Of a point: what waits by the day until which it is kept, what ended by when it ended. */
export async function listHandovers(db: Db, realm: string, point: string, query: ListQuery): Promise<HandoverTable[]> {
  const waits = query.state === 'waiting' || query.state === 'overdue'
  const { rows } = await sql<HandoverTable>`
    select ${columns} from handovers.handover
    where realm = ${realm} and point = ${point} and state = ${waits ? 'waiting' : query.state}
      ${query.state === 'overdue' ? sql`and keep_until < ${query.today}` : sql``}
      ${query.q ? sql`and (case_no = ${query.q} or person_name = ${query.q} or shelf = ${query.q})` : sql``}
      ${
        query.after
          ? waits
            ? sql`and (keep_until, id) > (${query.after[0]}::date, ${query.after[1]}::uuid)`
            : sql`and (ended_at, id) < (${query.after[0]}::timestamptz, ${query.after[1]}::uuid)`
          : sql``
      }
    order by ${waits ? sql`keep_until, id` : sql`ended_at desc, id desc`}
    limit ${query.limit}`.execute(db)
  return rows
}

export async function listOfParties(db: Db, realm: string, parties: readonly string[]): Promise<HandoverTable[]> {
  const { rows } = await sql<HandoverTable>`
    select ${columns} from handovers.handover
    where realm = ${realm} and state = 'waiting' and party_id = any(${parties as string[]}::uuid[])
    order by keep_until, id limit 100`.execute(db)
  return rows
}

/** Counts a try of the code; undefined when there were five before. Kept even when the code is wrong. */
export async function tryCode(db: Db, realm: string, id: string): Promise<Buffer | undefined> {
  const { rows } = await sql<{ digest: Buffer }>`
    update handovers.handover set code_tries = code_tries + 1
    where realm = ${realm} and id = ${id} and state = 'waiting' and code_tries < 5
    returning code_digest as digest`.execute(db)
  return rows[0]?.digest
}

type Ended = {
  state: 'handed' | 'returned'
  at: Date
  on: string
  window: string
  by: string
  name: string
  taker?: Taker
  takerNumber?: Buffer
  signature?: Signature
  reason?: string
}

/** Undefined when somebody was quicker. */
export async function endHandover(tx: Tx, realm: string, id: string, e: Ended): Promise<HandoverTable | undefined> {
  const { rows } = await sql<HandoverTable>`
    update handovers.handover set state = ${e.state}, ended_at = ${e.at}, ended_on = ${e.on}, ended_window = ${e.window},
      ended_by = ${e.by}, ended_name = ${e.name}, taker = ${e.taker ? JSON.stringify(e.taker) : null}::jsonb,
      taker_number = ${e.takerNumber ?? null},
      signature = ${e.signature ? JSON.stringify(e.signature) : null}::jsonb, reason = ${e.reason ?? null}
    where realm = ${realm} and id = ${id} and state = 'waiting'
    returning ${columns}`.execute(tx)
  return rows[0]
}

/** What is not reminded of and whose last day is not after this one for its point. */
export async function listUnreminded(db: Db, realm: string, point: string, until: string): Promise<HandoverTable[]> {
  const { rows } = await sql<HandoverTable>`
    select ${columns} from handovers.handover
    where realm = ${realm} and point = ${point} and state = 'waiting' and reminded_at is null and keep_until <= ${until}
    order by keep_until, id limit 200`.execute(db)
  return rows
}

export async function pointsWaiting(db: Db, realm: string): Promise<string[]> {
  const { rows } = await sql<{ point: string }>`
    select distinct point from handovers.handover
    where realm = ${realm} and state = 'waiting' and reminded_at is null`.execute(db)
  return rows.map(({ point }) => point)
}

/** False when another reminded first. */
export async function markReminded(tx: Tx, realm: string, id: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update handovers.handover set reminded_at = ${now}
    where realm = ${realm} and id = ${id} and state = 'waiting' and reminded_at is null`.execute(tx)
  return numAffectedRows === 1n
}

/** What came to a window by the end of a day, and had not left before that day. */
export async function listOfWindow(db: Db, { realm, point, day, window }: SheetKey): Promise<HandoverTable[]> {
  const { rows } = await sql<HandoverTable>`
    select ${columns} from handovers.handover
    where realm = ${realm} and point = ${point}
      and ((received_window = ${window} and received_on <= ${day} and (ended_on is null or ended_on >= ${day}))
        or (ended_window = ${window} and ended_on = ${day}))
    order by received_at, id`.execute(db)
  return rows
}

export async function findSheet(db: Db, { realm, point, day, window }: SheetKey): Promise<SheetTable | undefined> {
  const { rows } = await sql<SheetTable>`
    select content, digest, signed_by, signed_name, signed_at, taken_by, taken_name, taken_at from handovers.sheet
    where realm = ${realm} and point = ${point} and day = ${day} and window_no = ${window}`.execute(db)
  return rows[0]
}

/** Whoever signs the sheet of a window and whoever moves something at it take turns until their transactions end. */
export async function holdWindow(tx: Tx, { realm, point, day, window }: SheetKey): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`handovers:${realm}:${point}:${day}:${window}`}, 0))`.execute(
    tx,
  )
}

export async function insertSheet(
  tx: Tx,
  { realm, point, day, window }: SheetKey,
  signed: { content: SheetContent; digest: Buffer; by: string; name: string; at: Date },
): Promise<void> {
  await sql`
    insert into handovers.sheet (realm, point, day, window_no, content, digest, signed_by, signed_name, signed_at)
    values (${realm}, ${point}, ${day}, ${window}, ${JSON.stringify(signed.content)}::jsonb, ${signed.digest},
      ${signed.by}, ${signed.name}, ${signed.at})`.execute(tx)
}

/** False when it was taken over before. */
export async function takeOverSheet(
  tx: Tx,
  { realm, point, day, window }: SheetKey,
  taken: { by: string; name: string; at: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update handovers.sheet set taken_by = ${taken.by}, taken_name = ${taken.name}, taken_at = ${taken.at}
    where realm = ${realm} and point = ${point} and day = ${day} and window_no = ${window} and taken_by is null
      and signed_by <> ${taken.by}`.execute(tx)
  return numAffectedRows === 1n
}
