import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { KeyStatement, KeySuite } from './contract.ts'

export type KeyPurpose =
  | 'root'
  | 'root-certificate'
  | 'log'
  | 'seal'
  | 'seal-certificate'
  | 'seal-maker'
  | 'wallet-issuer'
  | 'note'
  | 'witness'

export type KeyRow = {
  realm: string
  id: string
  purpose: KeyPurpose
  suite: KeySuite
  publicKey: Buffer
  sealed: Buffer | null
  /** Its name in the KMS that keeps it; null for a key kept here, sealed. */
  handle: string | null
  statement: KeyStatement | null
  certificate: Buffer | null
  validFrom: Date
  validTo: Date
}

/** Keeps a key; false when the realm already has its one root or log key. */
export async function insertKey(db: Db | Tx, row: KeyRow): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into keys.key (realm, id, purpose, suite, public_key, sealed, handle, statement, certificate, valid_from, valid_to)
    values (${row.realm}, ${row.id}, ${row.purpose}, ${row.suite}, ${row.publicKey}, ${row.sealed}, ${row.handle},
            ${row.statement && JSON.stringify(row.statement)}::jsonb, ${row.certificate}, ${row.validFrom}, ${row.validTo})
    on conflict do nothing`.execute(db)
  return numAffectedRows === 1n
}

const columns = sql`realm, id, purpose, suite, public_key as "publicKey", sealed, handle, statement, certificate,
  valid_from as "validFrom", valid_to as "validTo"`

export async function selectKey(db: Db, realm: string, id: string): Promise<KeyRow | undefined> {
  const { rows } = await sql<KeyRow>`select ${columns} from keys.key where realm = ${realm} and id = ${id}`.execute(db)
  return rows[0]
}

export async function selectSingle(db: Db, realm: string, purpose: KeyPurpose): Promise<KeyRow | undefined> {
  const { rows } =
    await sql<KeyRow>`select ${columns} from keys.key where realm = ${realm} and purpose = ${purpose}`.execute(db)
  return rows[0]
}

/** Keeps the certificate of a key that has none yet, and answers the one that stands: of two makers the first wins. */
export async function keepCertificate(db: Db, realm: string, id: string, certificate: Buffer): Promise<Buffer> {
  const { rows } = await sql<{ certificate: Buffer }>`
    update keys.key set certificate = coalesce(certificate, ${certificate}) where realm = ${realm} and id = ${id}
    returning certificate`.execute(db)
  const [kept] = rows
  if (!kept) throw new Error(`There is no key ${id} in realm ${realm}`)
  return kept.certificate
}
