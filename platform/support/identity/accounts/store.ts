import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { AssuranceLevel } from '#kernel/actor.ts'
import type { AccountKind } from '../contract.ts'

type AccountTable = {
  realm: string
  id: string
  username: string
  password_hash: string
  kind: AccountKind
  name: string
  party_id: string | null
  level: AssuranceLevel
  disabled_at: Date | null
  created_at: Date
  /** Counts up when the password is set anew, or what lay on a lost device is taken away. */
  secrets_version: number
}

type TokenTable = { realm: string; token_hash: Buffer; made_at: Date; used_at: Date | null }

type Tables = { 'identity.account': AccountTable; 'identity.first_administrator_token': TokenTable }

export type AccountRow = Selectable<AccountTable>

/** False when the username is taken. */
export async function insertAccount(tx: Tx, row: AccountRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .withTables<Tables>()
    .insertInto('identity.account')
    .values(row)
    .onConflict((conflict) => conflict.columns(['realm', 'username']).doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

type Key = { id: string } | { username: string }

export async function selectAccount(db: Db, realm: string, key: Key): Promise<AccountRow | undefined> {
  const accounts = db.withTables<Tables>().selectFrom('identity.account').selectAll().where('realm', '=', realm)
  return 'id' in key
    ? accounts.where('id', '=', key.id).executeTakeFirst()
    : accounts.where('username', '=', key.username).executeTakeFirst()
}

export async function selectAccountOfParty(db: Db, realm: string, partyId: string): Promise<AccountRow | undefined> {
  return await db
    .withTables<Tables>()
    .selectFrom('identity.account')
    .selectAll()
    .where('realm', '=', realm)
    .where('party_id', '=', partyId)
    .where('kind', '=', 'citizen')
    .where('disabled_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
}

/** As it is now, and so until the transaction ends; others may look at it so too. */
export async function shareAccount(tx: Tx, realm: string, id: string): Promise<AccountRow | undefined> {
  return await tx
    .withTables<Tables>()
    .selectFrom('identity.account')
    .selectAll()
    .where('realm', '=', realm)
    .where('id', '=', id)
    .forShare()
    .executeTakeFirst()
}

/** Holds the account until the transaction ends, so that what is decided about it is decided once. */
export async function lockAccount(tx: Tx, realm: string, id: string): Promise<AccountRow | undefined> {
  return await tx
    .withTables<Tables>()
    .selectFrom('identity.account')
    .selectAll()
    .where('realm', '=', realm)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function selectAccounts(
  db: Db,
  realm: string,
  page: { kind?: AccountKind; after?: string; limit: number },
): Promise<AccountRow[]> {
  let rows = db
    .withTables<Tables>()
    .selectFrom('identity.account')
    .selectAll()
    .where('realm', '=', realm)
    .orderBy('username')
    .limit(page.limit)
  if (page.kind !== undefined) rows = rows.where('kind', '=', page.kind)
  if (page.after !== undefined) rows = rows.where('username', '>', page.after)
  return await rows.execute()
}

export async function putFirstAdministratorToken(tx: Tx, realm: string, tokenHash: Buffer, now: Date): Promise<void> {
  await sql`
    insert into identity.first_administrator_token (realm, token_hash, made_at)
    values (${realm}, ${tokenHash}, ${now})
    on conflict (realm) do update
    set token_hash = excluded.token_hash, made_at = excluded.made_at, used_at = null`.execute(tx)
}

/** True for the one caller who brings the token first. */
export async function useFirstAdministratorToken(
  tx: Tx,
  realm: string,
  tokenHash: Buffer,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .withTables<Tables>()
    .updateTable('identity.first_administrator_token')
    .set({ used_at: now })
    .where('realm', '=', realm)
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}
