import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { Outcome, OwnerOutcome } from './contract.ts'

export type CheckRow = {
  realm: string
  id: string
  register: string
  register_name: string
  department: string
  department_name: string
  owner: string
  owner_name: string
  asked_by: string
  asked_name: string
  asked_at: Date
  purpose: string
  basis: string
  claimed: string[]
  outcome: Outcome
  agrees: Record<string, boolean> | null
  /** What was claimed of whom, while the owning office has to look. */
  sealed: Buffer | null
  due: string | null
  answer: OwnerOutcome | null
  note: string | null
  answered_by: string | null
  answered_name: string | null
  answered_at: Date | null
}
type New = Omit<CheckRow, 'answer' | 'note' | 'answered_by' | 'answered_name' | 'answered_at'>

export async function insertCheck(tx: Tx, { agrees, ...row }: New): Promise<void> {
  await tx
    .withTables<{ 'proof_checks.proof_check': CheckRow }>()
    .insertInto('proof_checks.proof_check')
    .values({ ...row, agrees: agrees && (JSON.stringify(agrees) as never) })
    .execute()
}

/** Counts one more question about a record; says whether there was one left today. */
export async function takeAttempt(
  db: Db,
  asked: { realm: string; department: string; subject: Buffer; day: string; most: number },
): Promise<boolean> {
  const { realm, department, subject, day, most } = asked
  const { rows } = await sql`
    insert into proof_checks.attempt as a (realm, department, subject, day, count)
    values (${realm}, ${department}, ${subject}, ${day}::date, 1)
    on conflict (realm, department, subject, day) do update set count = a.count + 1 where a.count < ${most}
    returning count`.execute(db)
  return rows.length > 0
}

const asDays = sql.raw('c.*, c.due::text as due')

export async function findCheck(db: Db, realm: string, id: string): Promise<CheckRow | undefined> {
  const { rows } = await sql<CheckRow>`
    select ${asDays} from proof_checks.proof_check c where realm = ${realm} and id = ${id}`.execute(db)
  return rows[0]
}

/** Asked by some offices, or asked of them; the newest first. */
export async function listChecks(
  db: Db,
  query: {
    realm: string
    offices: string[]
    side: 'asked' | 'owed'
    before?: { at: string; id: string }
    limit: number
  },
): Promise<CheckRow[]> {
  const { realm, offices, side, before, limit } = query
  const mine = side === 'asked' ? sql`department = any(${offices})` : sql`owner = any(${offices}) and due is not null`
  const { rows } = await sql<CheckRow>`
    select ${asDays} from proof_checks.proof_check c where realm = ${realm} and ${mine}
      and (${before === undefined} or (asked_at, id) < (${before?.at ?? null}::timestamptz, ${before?.id ?? null}::uuid))
    order by asked_at desc, id desc limit ${limit}`.execute(db)
  return rows
}

/** What was claimed is gone with the answer. Says whether it still waited for one. */
export async function setAnswer(
  tx: Tx,
  { realm, id }: Pick<CheckRow, 'realm' | 'id'>,
  answer: { outcome: OwnerOutcome; note: string; by: string; name: string; at: Date },
): Promise<boolean> {
  const { outcome, note, by, name, at } = answer
  const { rows } = await sql`
    update proof_checks.proof_check set sealed = null, answer = ${outcome}, note = ${note}, answered_by = ${by},
      answered_name = ${name}, answered_at = ${at}
    where realm = ${realm} and id = ${id} and due is not null and answer is null returning id`.execute(tx)
  return rows.length === 1
}

export async function deleteOldAttempts(db: Db, now: Date): Promise<void> {
  await sql`delete from proof_checks.attempt where day < ${now}::timestamptz::date - 7`.execute(db)
}
