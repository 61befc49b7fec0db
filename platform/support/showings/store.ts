import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'

export type ShowingRow = {
  id: string
  credentialId: string
  holderParty: string
  accountId: string
  shownAt: Date
  expiresAt: Date
  seenAt: Date | null
  seenBy: string | null
}

const showingColumns = sql`id, credential_id as "credentialId", holder_party as "holderParty", account_id as "accountId",
  shown_at as "shownAt", expires_at as "expiresAt", seen_at as "seenAt", seen_by as "seenBy"`

export async function insertShowing(
  tx: Tx,
  realm: string,
  row: Omit<ShowingRow, 'seenAt' | 'seenBy'>,
  codeHash: Buffer,
): Promise<void> {
  await sql`insert into showings.showing (realm, id, credential_id, holder_party, account_id, code_hash, shown_at, expires_at)
    values (${realm}, ${row.id}, ${row.credentialId}, ${row.holderParty}, ${row.accountId}, ${codeHash}, ${row.shownAt},
      ${row.expiresAt})`.execute(tx)
}

export async function selectShowing(db: Db, realm: string, id: string): Promise<ShowingRow | undefined> {
  const { rows } = await sql<ShowingRow>`select ${showingColumns} from showings.showing
    where realm = ${realm} and id = ${id}`.execute(db)
  return rows[0]
}

/** Takes the one look that a code gives: of two who scan at once one sees. */
export async function takeShowing(
  tx: Tx,
  realm: string,
  codeHash: Buffer,
  seen: { at: Date; by: string },
): Promise<ShowingRow | undefined> {
  const { rows } = await sql<ShowingRow>`update showings.showing set seen_at = ${seen.at}, seen_by = ${seen.by}
    where realm = ${realm} and code_hash = ${codeHash} and seen_at is null and expires_at > ${seen.at}
    returning ${showingColumns}`.execute(tx)
  return rows[0]
}

export type GrantRow = {
  id: string
  credentialId: string
  credentialName: string
  holderParty: string
  fields: string[]
  fieldNames: string[]
  departmentId: string
  departmentName: string
  purpose: string
  validTo: Date
  maxUses: number
  uses: number
  grantedAt: Date
  grantedBy: string
  revokedAt: Date | null
}

const grantColumns = sql`id, credential_id as "credentialId", credential_name as "credentialName",
  holder_party as "holderParty", fields, field_names as "fieldNames", department_id as "departmentId", department_name as "departmentName", purpose,
  valid_to as "validTo", max_uses as "maxUses", uses, granted_at as "grantedAt", granted_by as "grantedBy",
  revoked_at as "revokedAt"`

export async function insertGrant(tx: Tx, realm: string, row: GrantRow): Promise<void> {
  await sql`insert into showings.grant_of_use (realm, id, credential_id, credential_name, holder_party, fields,
      field_names, department_id, department_name, purpose, valid_to, max_uses, granted_at, granted_by)
    values (${realm}, ${row.id}, ${row.credentialId}, ${row.credentialName}, ${row.holderParty}, ${row.fields},
      ${row.fieldNames}, ${row.departmentId}, ${row.departmentName}, ${row.purpose}, ${row.validTo}, ${row.maxUses}, ${row.grantedAt},
      ${row.grantedBy})`.execute(tx)
}

export async function selectGrant(db: Db, realm: string, id: string): Promise<GrantRow | undefined> {
  const { rows } = await sql<GrantRow>`select ${grantColumns} from showings.grant_of_use
    where realm = ${realm} and id = ${id}`.execute(db)
  return rows[0]
}

export async function selectGrants(
  db: Db,
  realm: string,
  parties: readonly string[],
  before: string | undefined,
  limit: number,
): Promise<GrantRow[]> {
  const { rows } = await sql<GrantRow>`select ${grantColumns} from showings.grant_of_use
    where realm = ${realm} and holder_party = any(${[...parties]}) ${before ? sql`and id < ${before}` : sql``}
    order by id desc limit ${limit}`.execute(db)
  return rows
}

/** What offices were granted, newest first. */
export async function selectGrantsTo(
  db: Db,
  realm: string,
  departments: readonly string[],
  before: string | undefined,
  limit: number,
): Promise<GrantRow[]> {
  const { rows } = await sql<GrantRow>`select ${grantColumns} from showings.grant_of_use
    where realm = ${realm} and department_id = any(${[...departments]}) ${before ? sql`and id < ${before}` : sql``}
    order by id desc limit ${limit}`.execute(db)
  return rows
}

/** Counts one use while the grant is open; undefined when it is over. The count never passes what was granted. */
export async function countUse(tx: Tx, realm: string, id: string, at: Date): Promise<GrantRow | undefined> {
  const { rows } = await sql<GrantRow>`update showings.grant_of_use set uses = uses + 1
    where realm = ${realm} and id = ${id} and revoked_at is null and uses < max_uses and valid_to > ${at}
    returning ${grantColumns}`.execute(tx)
  return rows[0]
}

export async function revokeGrant(tx: Tx, realm: string, id: string, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update showings.grant_of_use set revoked_at = ${at}
    where realm = ${realm} and id = ${id} and revoked_at is null`.execute(tx)
  return numAffectedRows === 1n
}

export type UseRow = { id: string; grantId: string; officialId: string; officialName: string; cause: string; at: Date }

export async function insertUse(tx: Tx, realm: string, use: UseRow): Promise<void> {
  await sql`insert into showings.use values (${realm}, ${use.id}, ${use.grantId}, ${use.officialId}, ${use.officialName},
    ${use.cause}, ${use.at})`.execute(tx)
}

export async function selectUses(
  db: Db,
  realm: string,
  grantId: string,
  before: string | undefined,
  limit: number,
): Promise<UseRow[]> {
  const { rows } = await sql<UseRow>`select id, grant_id as "grantId", official_id as "officialId",
      official_name as "officialName", cause, at from showings.use
    where realm = ${realm} and grant_id = ${grantId} ${before ? sql`and id < ${before}` : sql``}
    order by id desc limit ${limit}`.execute(db)
  return rows
}
