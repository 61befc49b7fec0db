import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { WorkOrder } from './work-order.ts'

/** A rating as it was given; it never changes. */
export type RatingRow = {
  realm: string
  id: string
  stage: string
  subject_id: string
  subject_no: string
  item_id: string | null
  item_name: string
  department_id: string
  department_name: string
  party_name: string
  account_id: string | null
  level: number
  tags: string[]
  text: string | null
  channel: string
  at: Date
}

type OrderRow = {
  realm: string
  rating_id: string
  limits_version: string
  progress: string
  due: string | null
  call_back_due: string
  called_back_on: string | null
  reached: boolean
  mend_due: string
  extended: boolean
  replied_on: string | null
  reply: string | null
  appealed_on: string | null
  appealed: boolean
  again: number | null
  reopened: number
}

export type StepRow = {
  realm: string
  rating_id: string
  seq: number
  at: Date
  verb: string
  account_id: string
  actor_name: string
  unit: string
  text: string | null
  progress: string
}

type Tables = { 'ratings.rating': RatingRow; 'ratings.work_order': OrderRow; 'ratings.work_step': StepRow }

/** A rating with the work order it led to, if it was bad. */
export type Rated = RatingRow & {
  order?: WorkOrder & { limitsVersion: string }
  /** Who gave the service at the counter or by telephone. */
  recorded_by?: string | null
}

/** False when this stage was rated before: one stage, one rating (国办发〔2019〕51号, 一事一评). */
export async function insertRating(tx: Tx, row: RatingRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .withTables<Tables>()
    .insertInto('ratings.rating')
    .values(row)
    .onConflict((on) => on.columns(['realm', 'subject_id', 'stage']).doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

export async function insertOrder(tx: Tx, rating: RatingRow, version: string, order: WorkOrder): Promise<void> {
  await tx
    .withTables<Tables>()
    .insertInto('ratings.work_order')
    .values({ realm: rating.realm, rating_id: rating.id, limits_version: version, ...columns(order) })
    .execute()
}

export async function saveOrder(
  tx: Tx,
  rating: RatingRow,
  order: WorkOrder,
  step: Omit<StepRow, 'seq'>,
): Promise<void> {
  await tx
    .withTables<Tables>()
    .updateTable('ratings.work_order')
    .set(columns(order))
    .where('realm', '=', rating.realm)
    .where('rating_id', '=', rating.id)
    .execute()
  const { rows } = await sql<{ n: number }>`select coalesce(max(seq), 0)::int + 1 as n from ratings.work_step
    where realm = ${rating.realm} and rating_id = ${rating.id}`.execute(tx)
  await tx
    .withTables<Tables>()
    .insertInto('ratings.work_step')
    .values({ ...step, seq: rows[0]!.n })
    .execute()
}

export async function findBySubject(db: Db, realm: string, subjectId: string): Promise<Rated[]> {
  return readRatings(db, sql`r.realm = ${realm} and r.subject_id = ${subjectId} order by r.at, r.id`)
}

/** Locks the rating with its work order for an act. */
export async function lockRating(tx: Tx, realm: string, id: string): Promise<Rated | undefined> {
  await sql`select from ratings.rating where realm = ${realm} and id = ${id} for update`.execute(tx)
  const [found] = await readRatings(tx, sql`r.realm = ${realm} and r.id = ${id}`)
  return found
}

export async function findRating(db: Db, realm: string, id: string): Promise<Rated | undefined> {
  const [found] = await readRatings(db, sql`r.realm = ${realm} and r.id = ${id}`)
  return found
}

export async function listSteps(db: Db, realm: string, id: string): Promise<StepRow[]> {
  return db
    .withTables<Tables>()
    .selectFrom('ratings.work_step')
    .selectAll()
    .where('realm', '=', realm)
    .where('rating_id', '=', id)
    .orderBy('seq')
    .execute()
}

export type RatingQuery = {
  realm: string
  /** Absent: of every department. */
  departments?: string[]
  /** Ratings under appeal are also shown, whoever's they are. */
  appeals?: boolean
  bad?: boolean
  state?: string
  itemId?: string
  published?: boolean
  limit: number
  after?: readonly [string, string]
}

export async function listRatings(db: Db, query: RatingQuery): Promise<Rated[]> {
  const { realm, departments, appeals, bad, state, itemId, published, after, limit } = query
  const own = departments ? sql`r.department_id = any(${departments}::text[])` : sql`true`
  return readRatings(
    db,
    sql`r.realm = ${realm} and ${appeals ? sql`(${own} or o.appealed)` : own}
      ${bad === undefined ? sql`` : bad ? sql`and r.level >= 4` : sql`and r.level < 4`}
      ${state ? sql`and coalesce(o.progress, 'closed') = ${state}` : sql``}
      ${itemId ? sql`and r.item_id = ${itemId}` : sql``}
      ${published ? sql`and coalesce(o.progress, 'closed') not in ('appealed', 'excluded')` : sql``}
      ${after ? sql`and (r.at, r.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
      order by r.at desc, r.id desc limit ${limit}`,
  )
}

/** Answered ratings whose time for a second rating has passed. */
export async function listLapsed(db: Db, today: string, limit: number): Promise<{ realm: string; id: string }[]> {
  const { rows } = await sql<{ realm: string; id: string }>`
    select realm, rating_id as id from ratings.work_order where progress = 'replied' and due < ${today}::date
    limit ${limit}`.execute(db)
  return rows
}

/** How many rated an item in the last twelve months, and the share of levels 1 to 3. */
export async function summarise(
  db: Db,
  realm: string,
  itemId: string,
): Promise<{ count: number; satisfied: number | null }> {
  const { rows } = await sql<{ count: number; satisfied: number | null }>`
    select count(*)::int as count, (count(*) filter (where r.level <= 3))::float8 / nullif(count(*), 0) as satisfied
    from ratings.rating r left join ratings.work_order o on o.realm = r.realm and o.rating_id = r.id
    where r.realm = ${realm} and r.item_id = ${itemId} and r.at > now() - interval '12 months'
      and coalesce(o.progress, '') <> 'excluded'`.execute(db)
  return rows[0]!
}

type Joined = Rated & { limits_version: string | null } & Omit<OrderRow, 'realm' | 'rating_id' | 'limits_version'>

async function readRatings(db: Db, condition: ReturnType<typeof sql>): Promise<Rated[]> {
  const { rows } = await sql<Joined>`
    select r.*, o.limits_version, o.progress, o.due, o.call_back_due, o.called_back_on, o.reached, o.mend_due, o.extended,
      o.replied_on, o.reply, o.appealed_on, o.appealed, o.again, o.reopened, s.recorded_by
    from ratings.rating r left join ratings.work_order o on o.realm = r.realm and o.rating_id = r.id
    left join ratings.service_record s on s.realm = r.realm and s.id = r.subject_id and r.stage = 'service'
    where ${condition}`.execute(db)
  return rows.map(({ limits_version, ...row }) => ({
    ...row,
    ...(limits_version === null ? {} : { order: { limitsVersion: limits_version, ...orderOf(row) } }),
  }))
}

function orderOf(row: Omit<OrderRow, 'realm' | 'rating_id' | 'limits_version'>): WorkOrder {
  return {
    progress: row.progress as WorkOrder['progress'],
    due: row.due,
    callBackDue: row.call_back_due,
    calledBackOn: row.called_back_on,
    reached: row.reached,
    mendDue: row.mend_due,
    extended: row.extended,
    repliedOn: row.replied_on,
    reply: row.reply,
    appealedOn: row.appealed_on,
    appealed: row.appealed,
    again: row.again,
    reopened: row.reopened,
  }
}

function columns(order: WorkOrder) {
  return {
    progress: order.progress,
    due: order.due,
    call_back_due: order.callBackDue,
    called_back_on: order.calledBackOn,
    reached: order.reached,
    mend_due: order.mendDue,
    extended: order.extended,
    replied_on: order.repliedOn,
    reply: order.reply,
    appealed_on: order.appealedOn,
    appealed: order.appealed,
    again: order.again,
    reopened: order.reopened,
  }
}
