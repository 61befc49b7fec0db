import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { CheckKind, PersonEvidence } from './contract.ts'

/** For what a check is: it counts there only. */
export type Purpose = { purpose: 'session' | 'recovery'; purposeId: string }

export type CheckRow = Purpose & {
  id: string
  accountId: string
  kind: CheckKind
  begunAt: Date
  expiresAt: Date
  /** When the person came back into the browser that began it. */
  returnedAt: Date | null
}

export async function insertCheck(
  tx: Tx,
  realm: string,
  row: Omit<CheckRow, 'returnedAt'> & { returnHash: Buffer; browserHash: Buffer },
): Promise<void> {
  await sql`
    insert into person_checks.person_check (realm, id, account_id, kind, purpose, purpose_id, state, begun_at, expires_at,
                                            return_hash, browser_hash)
    values (${realm}, ${row.id}, ${row.accountId}, ${row.kind}, ${row.purpose}, ${row.purposeId}, 'open', ${row.begunAt},
            ${row.expiresAt}, ${row.returnHash}, ${row.browserHash})`.execute(tx)
}

/** The check whose word came back, while it waits, and whether it came back into the browser that began it. */
export async function lockReturned(
  tx: Tx,
  realm: string,
  { returnHash, browserHash }: { returnHash: Buffer; browserHash: Buffer | null },
  now: Date,
): Promise<{ id: string; accountId: string; isSame: boolean } | undefined> {
  const { rows } = await sql<{ id: string; accountId: string; isSame: boolean }>`
    select id, account_id as "accountId", coalesce(browser_hash = ${browserHash}, false) as "isSame"
    from person_checks.person_check
    where realm = ${realm} and return_hash = ${returnHash} and state = 'open' and expires_at > ${now} for update`.execute(
    tx,
  )
  return rows[0]
}

export async function markReturned(tx: Tx, realm: string, id: string, now: Date): Promise<void> {
  await sql`
    update person_checks.person_check set returned_at = coalesce(returned_at, ${now})
    where realm = ${realm} and id = ${id}`.execute(tx)
}

/** Of one purpose: who tries to recover an account uses up nothing of who is signed in to it. */
export async function countChecks(
  db: Db,
  realm: string,
  { accountId, purpose }: Pick<CheckRow, 'accountId' | 'purpose'>,
  since: Date,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from person_checks.person_check
    where realm = ${realm} and account_id = ${accountId} and purpose = ${purpose} and begun_at > ${since}`.execute(db)
  return rows[0]?.n ?? 0
}

/** One that waits, of this account and for this and nothing else. */
export async function selectOpenCheck(
  db: Db,
  realm: string,
  wanted: Purpose & { id: string; accountId: string },
  now: Date,
): Promise<CheckRow | undefined> {
  const { rows } = await sql<CheckRow>`
    select id, account_id as "accountId", kind, purpose, purpose_id as "purposeId", begun_at as "begunAt",
           expires_at as "expiresAt", returned_at as "returnedAt"
    from person_checks.person_check
    where realm = ${realm} and id = ${wanted.id} and account_id = ${wanted.accountId} and state = 'open'
      and purpose = ${wanted.purpose} and purpose_id = ${wanted.purposeId} and expires_at > ${now}`.execute(db)
  return rows[0]
}

/** True for the first answer to it, when no other check has this evidence; it is passed only in the browser that began it. */
export async function closeCheck(tx: Tx, realm: string, id: string, found: PersonEvidence | 'failed') {
  const passed = found === 'failed' ? undefined : found
  const { numAffectedRows } = await sql`
    update person_checks.person_check c set state = ${passed ? 'passed' : 'failed'}, level = ${passed?.level ?? null},
           evidence_id = ${passed?.evidenceId ?? null}, checked_at = ${passed?.at ?? null}
    where realm = ${realm} and id = ${id} and state = 'open' and (${passed === undefined} or returned_at is not null) and not exists (
      select from person_checks.person_check o where o.realm = c.realm and o.evidence_id = ${passed?.evidenceId ?? null})`.execute(
    tx,
  )
  return numAffectedRows === 1n
}

/** The latest that was passed by an account. */
export async function selectEvidence(db: Db, realm: string, accountId: string): Promise<PersonEvidence | undefined> {
  const { rows } = await sql<{ level: 'L4'; evidenceId: string; at: Date }>`
    select level, evidence_id as "evidenceId", checked_at as at from person_checks.person_check
    where realm = ${realm} and account_id = ${accountId} and state = 'passed'
    order by checked_at desc limit 1`.execute(db)
  return rows[0] && { ...rows[0], at: rows[0].at.toISOString() }
}
