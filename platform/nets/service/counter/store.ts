import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { IdentifiedBy } from './contract.ts'

export type Paper = { hash: string; mediaType: string; size: number; fileName: string }

export type AssistedTable = {
  realm: string
  id: string
  clerk_id: string
  clerk_name: string
  post_id: string
  department_id: string
  department_name: string
  party_id: string
  person_name: string
  person_account: string | null
  identified_by: IdentifiedBy
  item_name: string
  begun_at: Date
  code_digest: Buffer | null
  code_for: Buffer | null
  code_sent_at: Date | null
  code_tries: number
  confirmed_by: 'phone' | 'paper' | null
  confirmed_at: Date | null
  confirmed_digest: Buffer | null
  paper: Paper | null
  case_id: string | null
  submitted_at: Date | null
}
type Tables = { 'counter.assisted': AssistedTable }

type Begun = Pick<
  AssistedTable,
  | 'realm'
  | 'id'
  | 'clerk_id'
  | 'clerk_name'
  | 'post_id'
  | 'department_id'
  | 'department_name'
  | 'party_id'
  | 'person_name'
  | 'person_account'
  | 'identified_by'
  | 'item_name'
  | 'begun_at'
>

export async function insertAssisted(tx: Tx, row: Begun): Promise<void> {
  await sql`
    insert into counter.assisted (realm, id, clerk_id, clerk_name, post_id, department_id, department_name, party_id,
      person_name, person_account, identified_by, item_name, begun_at)
    values (${row.realm}, ${row.id}, ${row.clerk_id}, ${row.clerk_name}, ${row.post_id}, ${row.department_id},
      ${row.department_name}, ${row.party_id}, ${row.person_name}, ${row.person_account}, ${row.identified_by},
      ${row.item_name}, ${row.begun_at})`.execute(tx)
}

/** Of this clerk, and not submitted yet. */
export async function findAssisted(db: Db, realm: string, clerkId: string, id: string) {
  return db
    .withTables<Tables>()
    .selectFrom('counter.assisted')
    .selectAll()
    .where('realm', '=', realm)
    .where('id', '=', id)
    .where('clerk_id', '=', clerkId)
    .where('case_id', 'is', null)
    .executeTakeFirst()
}

export async function listAssisted(db: Db, realm: string, clerkId: string): Promise<AssistedTable[]> {
  return db
    .withTables<Tables>()
    .selectFrom('counter.assisted')
    .selectAll()
    .where('realm', '=', realm)
    .where('clerk_id', '=', clerkId)
    .where('case_id', 'is', null)
    .orderBy('begun_at', 'desc')
    .limit(100)
    .execute()
}

type Key = Pick<AssistedTable, 'realm' | 'id'>

/** A code for what stands now; false when one was sent after `notAfter`. */
export async function putCode(
  tx: Tx,
  { realm, id }: Key,
  code: { digest: Buffer; of: Buffer; now: Date; notAfter: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update counter.assisted set code_digest = ${code.digest}, code_for = ${code.of}, code_sent_at = ${code.now}, code_tries = 0
    where realm = ${realm} and id = ${id} and (code_sent_at is null or code_sent_at <= ${code.notAfter})`.execute(tx)
  return numAffectedRows === 1n
}

/** The code under way, counted as tried once more; no more than five tries. */
export async function tryCode(
  tx: Tx,
  { realm, id }: Key,
  sentAfter: Date,
): Promise<{ digest: Buffer; of: Buffer } | undefined> {
  const { rows } = await sql<{ digest: Buffer; of: Buffer }>`
    update counter.assisted set code_tries = code_tries + 1
    where realm = ${realm} and id = ${id} and code_digest is not null and code_sent_at > ${sentAfter} and code_tries < 5
    returning code_digest as digest, code_for as of`.execute(tx)
  return rows[0]
}

export async function saveConfirmation(
  tx: Tx,
  { realm, id }: Key,
  said: { by: 'phone' | 'paper'; at: Date; digest: Buffer; paper?: Paper },
): Promise<void> {
  await sql`
    update counter.assisted set confirmed_by = ${said.by}, confirmed_at = ${said.at}, confirmed_digest = ${said.digest},
      paper = ${said.paper ? JSON.stringify(said.paper) : null}::jsonb, code_digest = null, code_for = null
    where realm = ${realm} and id = ${id}`.execute(tx)
}

export async function saveSubmitted(tx: Tx, { realm, id }: Key, caseId: string, at: Date): Promise<void> {
  await sql`
    update counter.assisted set case_id = ${caseId}, submitted_at = ${at}
    where realm = ${realm} and id = ${id}`.execute(tx)
}

export async function deleteAssisted(tx: Tx, { realm, id }: Key): Promise<void> {
  await sql`delete from counter.assisted where realm = ${realm} and id = ${id} and case_id is null`.execute(tx)
}
