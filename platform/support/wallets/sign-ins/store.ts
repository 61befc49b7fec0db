import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'

export type SignInRow = {
  id: string
  nonce: string
  answeredAt: Date | null
  expiresAt: Date
}

export async function insertSignIn(
  tx: Tx,
  realm: string,
  row: { id: string; nonce: string; browserHash: Buffer; askedAt: Date; expiresAt: Date },
): Promise<void> {
  await sql`
    insert into wallets.licence_sign_in (realm, id, nonce, browser_hash, asked_at, expires_at)
    values (${realm}, ${row.id}, ${row.nonce}, ${row.browserHash}, ${row.askedAt}, ${row.expiresAt})`.execute(tx)
}

export async function selectSignIn(db: Db, realm: string, id: string): Promise<SignInRow | undefined> {
  const { rows } = await sql<SignInRow>`
    select id, nonce, answered_at as "answeredAt", expires_at as "expiresAt" from wallets.licence_sign_in
    where realm = ${realm} and id = ${id}`.execute(db)
  return rows[0]
}

/** Keeps the one answer; false when there is one already or the time is over. */
export async function answerSignIn(
  tx: Tx,
  realm: string,
  id: string,
  answer: { at: Date; accountId: string; firmParty: string; credentialId: string; codeHash: Buffer },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update wallets.licence_sign_in set answered_at = ${answer.at}, account_id = ${answer.accountId},
           firm_party = ${answer.firmParty}, credential_id = ${answer.credentialId}, code_hash = ${answer.codeHash}
    where realm = ${realm} and id = ${id} and answered_at is null and expires_at > ${answer.at}`.execute(tx)
  return numAffectedRows === 1n
}

const mostCodes = 3

export type Taken = { state: 'waiting' } | { state: 'wrong' } | { state: 'right'; accountId: string; firmParty: string }

/** Takes the answer with its digits, once, in the browser that began; wrong digits are counted, and the third ends it. */
export async function takeSignIn(
  tx: Tx,
  realm: string,
  { id, browserHash, codeHash }: { id: string; browserHash: Buffer; codeHash: Buffer },
  now: Date,
): Promise<Taken | undefined> {
  type Row = { fits: boolean | null; accountId: string | null; firmParty: string | null }
  const { rows } = await sql<Row>`
    update wallets.licence_sign_in set
      used_at = case when code_hash = ${codeHash} then ${now}::timestamptz end,
      wrong_codes = wrong_codes + case when answered_at is null or code_hash = ${codeHash} then 0 else 1 end
    where realm = ${realm} and id = ${id} and browser_hash = ${browserHash} and used_at is null and expires_at > ${now}
      and wrong_codes < ${mostCodes}
    returning case when answered_at is null then null else used_at is not null end as fits, account_id as "accountId",
      firm_party as "firmParty"`.execute(tx)
  const [row] = rows
  if (!row) return undefined
  if (row.fits === null) return { state: 'waiting' }
  return row.fits && row.accountId && row.firmParty
    ? { state: 'right', accountId: row.accountId, firmParty: row.firmParty }
    : { state: 'wrong' }
}
