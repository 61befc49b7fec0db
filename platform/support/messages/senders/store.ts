import type { Db, Tx } from '#ground/database/index.ts'

export type SenderRow = {
  realm: string
  id: string
  name: string
  department_id: string | null
  stopped_at: Date | null
  created_at: Date
}
export type KeyRow = {
  realm: string
  id: string
  sender_id: string
  name: string
  secret_sealed: Buffer
  created_at: Date
  revoked_at: Date | null
}
type Tables = { 'messages.sender': SenderRow; 'messages.sender_key': KeyRow }

export async function insertSender(tx: Tx, row: SenderRow): Promise<void> {
  await tx.withTables<Tables>().insertInto('messages.sender').values(row).execute()
}

export async function selectSender(db: Db, realm: string, id: string): Promise<SenderRow | undefined> {
  return db
    .withTables<Tables>()
    .selectFrom('messages.sender')
    .selectAll()
    .where('realm', '=', realm)
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function listSenders(db: Db, realm: string): Promise<SenderRow[]> {
  return db
    .withTables<Tables>()
    .selectFrom('messages.sender')
    .selectAll()
    .where('realm', '=', realm)
    .orderBy('name')
    .orderBy('id')
    .execute()
}

/** Stops a sender, or lets it send again. */
export async function updateStopped(tx: Tx, realm: string, id: string, at: Date | null): Promise<void> {
  await tx
    .withTables<Tables>()
    .updateTable('messages.sender')
    .set({ stopped_at: at })
    .where('realm', '=', realm)
    .where('id', '=', id)
    .execute()
}

export async function insertKey(tx: Tx, row: KeyRow): Promise<void> {
  await tx.withTables<Tables>().insertInto('messages.sender_key').values(row).execute()
}

export async function listKeys(db: Db, realm: string, senderId: string): Promise<KeyRow[]> {
  return db
    .withTables<Tables>()
    .selectFrom('messages.sender_key')
    .selectAll()
    .where('realm', '=', realm)
    .where('sender_id', '=', senderId)
    .orderBy('created_at', 'desc')
    .execute()
}

/** False when the sender has no such key that is in force. */
export async function updateRevoked(
  tx: Tx,
  key: { realm: string; senderId: string; id: string },
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .withTables<Tables>()
    .updateTable('messages.sender_key')
    .set({ revoked_at: at })
    .where('realm', '=', key.realm)
    .where('sender_id', '=', key.senderId)
    .where('id', '=', key.id)
    .where('revoked_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}
