import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { Client, Consent, Directory, NewClient, Scope } from '../contract.ts'

export type ClientRow = {
  realm: string
  id: string
  directory: Directory
  kind: NewClient['kind']
  name: string
  content: NewClient
  secret_sealed: Buffer | null
  created_at: Date
  closed_at: Date | null
}

export async function insertClient(tx: Tx, row: ClientRow): Promise<void> {
  await sql`
    insert into openid.client (realm, id, directory, kind, name, content, secret_sealed, created_at)
    values (${row.realm}, ${row.id}, ${row.directory}, ${row.kind}, ${row.name}, ${JSON.stringify(row.content)},
            ${row.secret_sealed}, ${row.created_at})`.execute(tx)
}

export async function selectClient(db: Db, id: string): Promise<ClientRow | undefined> {
  const { rows } = await sql<ClientRow>`select * from openid.client where id = ${id}`.execute(db)
  return rows[0]
}

export async function selectClients(
  db: Db,
  realm: string,
  page: { after?: string; limit: number },
): Promise<ClientRow[]> {
  const { rows } = await sql<ClientRow>`
    select * from openid.client where realm = ${realm} and id > ${page.after ?? ''} order by id limit ${page.limit}`.execute(
    db,
  )
  return rows
}

export async function closeClient(tx: Tx, realm: string, id: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update openid.client set closed_at = ${now} where realm = ${realm} and id = ${id} and closed_at is null`.execute(tx)
  return numAffectedRows === 1n
}

export async function putSecret(tx: Tx, realm: string, id: string, sealed: Buffer): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update openid.client set secret_sealed = ${sealed}
    where realm = ${realm} and id = ${id} and closed_at is null and secret_sealed is not null`.execute(tx)
  return numAffectedRows === 1n
}

export type Key = { realm: string; accountId: string; clientId: string }

export async function selectConsent(db: Db, { realm, accountId, clientId }: Key): Promise<Scope[]> {
  const { rows } = await sql<{ scopes: Scope[] }>`
    select scopes from openid.consent
    where realm = ${realm} and account_id = ${accountId} and client_id = ${clientId} and ended_at is null`.execute(db)
  return rows[0]?.scopes ?? []
}

export async function putConsent(
  tx: Tx,
  { realm, accountId, clientId }: Key,
  scopes: Scope[],
  now: Date,
): Promise<void> {
  await sql`
    insert into openid.consent (realm, account_id, client_id, scopes, given_at)
    values (${realm}, ${accountId}, ${clientId}, ${scopes}, ${now})
    on conflict (realm, account_id, client_id) do update
    set scopes = excluded.scopes, given_at = excluded.given_at, ended_at = null`.execute(tx)
}

export async function endConsent(tx: Tx, { realm, accountId, clientId }: Key, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update openid.consent set ended_at = ${now}
    where realm = ${realm} and account_id = ${accountId} and client_id = ${clientId} and ended_at is null`.execute(tx)
  return numAffectedRows === 1n
}

export async function selectConsents(db: Db, realm: string, accountId: string): Promise<Consent[]> {
  const { rows } = await sql<{ clientId: string; content: Client; scopes: Scope[]; givenAt: Date }>`
    select c.client_id as "clientId", l.content, c.scopes, c.given_at as "givenAt"
    from openid.consent c join openid.client l on l.id = c.client_id
    where c.realm = ${realm} and c.account_id = ${accountId} and c.ended_at is null
    order by c.given_at desc limit 200`.execute(db)
  return rows.map(({ clientId, content: { name, nameEn, owner, purpose, purposeEn }, scopes, givenAt }) => ({
    ...{ clientId, name, nameEn, owner, purpose, purposeEn, scopes },
    givenAt: givenAt.toISOString(),
  }))
}
