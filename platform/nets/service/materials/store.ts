import type { Db, Tx } from '#ground/database/index.ts'
import type { KeptFile } from './file.ts'

type KeptTable = {
  realm: string
  id: string
  party_id: string
  name: string
  hash: string
  file_name: string
  media_type: string
  size: number
  at: Date
  sealed_hash: string
  sealed_key: Buffer
}
type ValidityTable = { realm: string; party_id: string; hash: string; expires_on: string }
type Tables = { 'materials.kept': KeptTable; 'materials.validity': ValidityTable }

/** Keeps a file; one with the same bytes takes the place of the earlier. */
export async function saveKept(tx: Tx, file: KeptFile): Promise<void> {
  const row = {
    id: file.id,
    name: file.name,
    file_name: file.fileName,
    media_type: file.mediaType,
    size: file.size,
    at: file.at,
    sealed_hash: file.sealedHash,
    sealed_key: file.sealedKey,
  }
  await tx
    .withTables<Tables>()
    .insertInto('materials.kept')
    .values({ realm: file.realm, party_id: file.partyId, hash: file.hash, ...row })
    .onConflict((on) => on.columns(['realm', 'party_id', 'hash']).doUpdateSet(row))
    .execute()
}

export async function listKept(db: Db, realm: string, partyId: string): Promise<KeptFile[]> {
  const rows = await db
    .withTables<Tables>()
    .selectFrom('materials.kept')
    .selectAll()
    .where('realm', '=', realm)
    .where('party_id', '=', partyId)
    .orderBy('at', 'desc')
    .execute()
  return rows.map((row) => ({
    realm,
    partyId,
    id: row.id,
    name: row.name,
    hash: row.hash,
    fileName: row.file_name,
    mediaType: row.media_type,
    size: Number(row.size),
    at: row.at,
    sealedHash: row.sealed_hash,
    sealedKey: row.sealed_key,
  }))
}

/** Takes a file away with its key; nobody can read its bytes after that. */
export async function removeKept(tx: Tx, realm: string, partyId: string, id: string): Promise<void> {
  await tx
    .withTables<Tables>()
    .deleteFrom('materials.kept')
    .where('realm', '=', realm)
    .where('party_id', '=', partyId)
    .where('id', '=', id)
    .execute()
}

export async function listValidity(db: Db, realm: string, partyId: string): Promise<Map<string, string>> {
  const rows = await db
    .withTables<Tables>()
    .selectFrom('materials.validity')
    .select(['hash', 'expires_on'])
    .where('realm', '=', realm)
    .where('party_id', '=', partyId)
    .execute()
  return new Map(rows.map((row) => [row.hash, row.expires_on]))
}

export async function setValidity(
  tx: Tx,
  realm: string,
  partyId: string,
  hash: string,
  expiresOn: string | null,
): Promise<void> {
  const db = tx.withTables<Tables>()
  if (expiresOn === null)
    await db
      .deleteFrom('materials.validity')
      .where('realm', '=', realm)
      .where('party_id', '=', partyId)
      .where('hash', '=', hash)
      .execute()
  else
    await db
      .insertInto('materials.validity')
      .values({ realm, party_id: partyId, hash, expires_on: expiresOn })
      .onConflict((on) => on.columns(['realm', 'party_id', 'hash']).doUpdateSet({ expires_on: expiresOn }))
      .execute()
}
