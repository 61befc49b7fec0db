import { sql } from 'kysely'
import { type Db, insertAtCommit, type Tx } from '#ground/database/index.ts'
import type { KeyAlgorithm, Stage } from '../contract.ts'

export type ProgramRow = {
  realm: string
  id: string
  name: string
  purpose: string
  stage: Stage
  party_id: string
  party_name: string
  opened_by: string
  client_id: string | null
  created_at: Date
  closed_at: Date | null
}
export type AccessRow = {
  program_id: string
  capability: string
  per_day: number
  per_second: number
  operations: string[] | null
  until: string | null
  case_id: string | null
  case_no: string | null
  given_at: Date
  stopped_at: Date | null
  stop_reason: string | null
}
export type KeyRow = {
  id: string
  program_id: string
  algorithm: KeyAlgorithm
  public_pem: string | null
  secret_sealed: Buffer | null
  made_at: Date
  revoked_at: Date | null
}

export async function insertProgram(tx: Tx, row: ProgramRow): Promise<void> {
  const { realm, id, name, purpose, stage, party_id, party_name, opened_by, created_at } = row
  await sql`
    insert into capabilities.program (realm, id, name, purpose, stage, party_id, party_name, opened_by, created_at)
    values (${realm}, ${id}, ${name}, ${purpose}, ${stage}, ${party_id}, ${party_name}, ${opened_by}, ${created_at})`.execute(
    tx,
  )
}

/** Gives access, or gives it anew: a later case may widen or renew what an earlier one gave. */
export async function putAccess(tx: Tx, row: Omit<AccessRow, 'stopped_at' | 'stop_reason'>): Promise<void> {
  await sql`
    insert into capabilities.access (program_id, capability, per_day, per_second, operations, until, case_id, case_no, given_at)
    values (${row.program_id}, ${row.capability}, ${row.per_day}, ${row.per_second}, ${row.operations}, ${row.until}::date,
            ${row.case_id}, ${row.case_no}, ${row.given_at})
    on conflict (program_id, capability) do update set
      per_day = excluded.per_day, per_second = excluded.per_second, operations = excluded.operations,
      until = excluded.until, case_id = excluded.case_id, case_no = excluded.case_no, given_at = excluded.given_at,
      stopped_at = null, stop_reason = null`.execute(tx)
}

export async function updateAccess(tx: Tx, row: AccessRow): Promise<void> {
  await sql`
    update capabilities.access set per_day = ${row.per_day}, per_second = ${row.per_second}, operations = ${row.operations},
      until = ${row.until}::date, stopped_at = ${row.stopped_at}, stop_reason = ${row.stop_reason}
    where program_id = ${row.program_id} and capability = ${row.capability}`.execute(tx)
}

export async function selectProgram(db: Db | Tx, realm: string, id: string): Promise<ProgramRow | undefined> {
  const { rows } =
    await sql<ProgramRow>`select * from capabilities.program where realm = ${realm} and id = ${id}`.execute(db)
  return rows[0]
}

export async function selectProgramOfClient(db: Db, clientId: string): Promise<ProgramRow | undefined> {
  const { rows } = await sql<ProgramRow>`select * from capabilities.program where client_id = ${clientId}`.execute(db)
  return rows[0]
}

export async function selectProgramsOf(db: Db, realm: string, parties: string[]): Promise<ProgramRow[]> {
  const { rows } = await sql<ProgramRow>`
    select * from capabilities.program where realm = ${realm} and party_id = any(${parties}::uuid[])
    order by created_at desc limit 100`.execute(db)
  return rows
}

const accessColumns = sql`program_id, capability, per_day, per_second, operations, until::text, case_id, case_no, given_at,
  stopped_at, stop_reason`

export async function selectAccesses(db: Db | Tx, programId: string): Promise<AccessRow[]> {
  const { rows } = await sql<AccessRow>`
    select ${accessColumns} from capabilities.access where program_id = ${programId} order by capability`.execute(db)
  return rows
}

export async function selectAccess(db: Db | Tx, programId: string, capability: string): Promise<AccessRow | undefined> {
  const { rows } = await sql<AccessRow>`
    select ${accessColumns} from capabilities.access
    where program_id = ${programId} and capability = ${capability}`.execute(db)
  return rows[0]
}

/** Programs that have, or had, access to a capability. */
export async function selectUsers(db: Db | Tx, realm: string, capability: string): Promise<(ProgramRow & AccessRow)[]> {
  const { rows } = await sql<ProgramRow & AccessRow>`
    select p.*, a.program_id, a.capability, a.per_day, a.per_second, a.operations, a.until::text, a.case_id, a.case_no,
           a.given_at, a.stopped_at, a.stop_reason
    from capabilities.access a join capabilities.program p on p.id = a.program_id
    where p.realm = ${realm} and a.capability = ${capability} and p.closed_at is null
    order by a.given_at desc limit 500`.execute(db)
  return rows
}

/** How many programs may use each capability now. */
export async function countUsers(db: Db, realm: string, today: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ capability: string; count: string }>`
    select a.capability, count(*) as count from capabilities.access a join capabilities.program p on p.id = a.program_id
    where p.realm = ${realm} and p.closed_at is null and a.stopped_at is null and (a.until is null or a.until >= ${today}::date)
    group by a.capability`.execute(db)
  return new Map(rows.map(({ capability, count }) => [capability, Number(count)]))
}

export async function setClient(tx: Tx, programId: string, clientId: string): Promise<void> {
  await sql`update capabilities.program set client_id = ${clientId} where id = ${programId}`.execute(tx)
}

export async function closeProgram(tx: Tx, programId: string, now: Date): Promise<void> {
  await sql`update capabilities.program set closed_at = ${now} where id = ${programId}`.execute(tx)
  await sql`update capabilities.signing_key set revoked_at = ${now} where program_id = ${programId} and revoked_at is null`.execute(
    tx,
  )
}

export async function insertKey(tx: Tx, row: KeyRow): Promise<void> {
  await insertAtCommit(tx, 'capabilities.signing_key', [row])
}

export async function selectKeys(db: Db | Tx, programId: string): Promise<KeyRow[]> {
  const { rows } = await sql<KeyRow>`
    select * from capabilities.signing_key where program_id = ${programId} order by made_at desc`.execute(db)
  return rows
}

export async function revokeKey(tx: Tx, programId: string, id: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update capabilities.signing_key set revoked_at = ${now}
    where program_id = ${programId} and id = ${id} and revoked_at is null`.execute(tx)
  return numAffectedRows === 1n
}

/** A key in use with whose it is. */
export async function selectLiveKey(
  db: Db,
  id: string,
): Promise<(KeyRow & { name: string; realm: string }) | undefined> {
  const { rows } = await sql<KeyRow & { name: string; realm: string }>`
    select k.*, p.name, p.realm from capabilities.signing_key k join capabilities.program p on p.id = k.program_id
    where k.id = ${id} and k.revoked_at is null and p.closed_at is null`.execute(db)
  return rows[0]
}

/** Takes a nonce; false when it was taken before. */
export async function takeNonce(db: Db, keyId: string, nonce: string, until: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into capabilities.nonce (key_id, nonce, until) values (${keyId}, ${nonce}, ${until})
    on conflict do nothing`.execute(db)
  return numAffectedRows === 1n
}
