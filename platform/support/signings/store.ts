import { sql } from 'kysely'
import { type Db, insertAtCommit, insistAtCommit, type Tx } from '#ground/database/index.ts'

export type SigningRow = {
  realm: string
  id: string
  party_id: string
  account_id: string
  signer_name: string
  credential_id: string
  title: string
  reason: string
  level: string
  pages: number
  document_digest: Buffer
  document_hash: string
  certificates: Buffer[]
  at: Date
}
export type SignedRow = SigningRow & {
  signed_at: Date | null
  signed_digest: Buffer | null
  signed_hash: string | null
  leaf: Buffer | null
}
export type Made = { signed_at: Date; signed_digest: Buffer; signed_hash: string; leaf: Buffer }

export const insertSigning = (tx: Tx, row: SigningRow) => insertAtCommit(tx, 'signings.signing', [row])

/** Keeps what was signed, once; fails with `otherwise` when it was kept before. */
export function keepSigned(tx: Tx, realm: string, id: string, made: Made, otherwise: () => Error): Promise<void> {
  return insistAtCommit(
    tx,
    sql`update signings.signing set signed_at = ${made.signed_at}::timestamptz, signed_digest = ${made.signed_digest}::bytea,
      signed_hash = ${made.signed_hash}::text, leaf = ${made.leaf}::bytea
      where realm = ${realm} and id = ${id}::uuid and signed_at is null`,
    otherwise,
  )
}

export async function selectSigning(db: Db, realm: string, id: string): Promise<SignedRow | undefined> {
  const { rows } = await sql<SignedRow>`select * from signings.signing where realm = ${realm} and id = ${id}`.execute(
    db,
  )
  return rows[0]
}

/** What an account signed, the newest first. */
export async function selectSigned(
  db: Db,
  realm: string,
  accountId: string,
  before: string | undefined,
  limit: number,
): Promise<SignedRow[]> {
  const { rows } = await sql<SignedRow>`select * from signings.signing
    where realm = ${realm} and account_id = ${accountId} and signed_at is not null
      ${before ? sql`and id < ${before}` : sql``} order by id desc limit ${limit}`.execute(db)
  return rows
}
