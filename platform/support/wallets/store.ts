import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { CopyState } from './contract.ts'

export type OfferRow = {
  id: string
  credentialId: string
  type: string
  holderParty: string
  accountId: string
  codeHash: Buffer
  pinHash: Buffer | null
  expiresAt: Date
}

const offerColumns = sql`id, credential_id as "credentialId", type, holder_party as "holderParty", account_id as "accountId",
  code_hash as "codeHash", pin_hash as "pinHash", expires_at as "expiresAt"`

export async function insertOffer(tx: Tx, realm: string, offer: OfferRow): Promise<void> {
  await sql`insert into wallets.offer (realm, id, credential_id, type, holder_party, account_id, code_hash, pin_hash, expires_at)
    values (${realm}, ${offer.id}, ${offer.credentialId}, ${offer.type}, ${offer.holderParty}, ${offer.accountId},
      ${offer.codeHash}, ${offer.pinHash}, ${offer.expiresAt})`.execute(tx)
}

/** The offer while it can still be taken up. */
export async function selectOffer(db: Db, realm: string, id: string, now: Date): Promise<OfferRow | undefined> {
  const { rows } = await sql<OfferRow>`select ${offerColumns} from wallets.offer
    where realm = ${realm} and id = ${id} and used_at is null and expires_at > ${now}`.execute(db)
  return rows[0]
}

const mostPins = 3

/** Takes the offer of a code, once: of two wallets at once one gets it. A wrong PIN is counted, and the third ends it. */
export async function takeOffer(
  tx: Tx,
  realm: string,
  codeHash: Buffer,
  pinHash: Buffer | null,
  now: Date,
): Promise<OfferRow | 'wrong-pin' | undefined> {
  const { rows } = await sql<OfferRow & { fits: boolean }>`
    update wallets.offer set
      used_at = case when pin_hash is not distinct from ${pinHash}::bytea then ${now}::timestamptz end,
      wrong_pins = wrong_pins + case when pin_hash is not distinct from ${pinHash}::bytea then 0 else 1 end
    where realm = ${realm} and code_hash = ${codeHash} and used_at is null and expires_at > ${now} and wrong_pins < ${mostPins}
    returning ${offerColumns}, used_at is not null as fits`.execute(tx)
  const [row] = rows
  if (!row) return undefined
  return row.fits ? row : 'wrong-pin'
}

export type AccessRow = {
  offerId: string
  credentialId: string
  type: string
  holderParty: string
  /** Who took up the offer. */
  accountId: string | null
  expiresAt: Date
}

export async function insertAccess(tx: Tx, realm: string, tokenHash: Buffer, access: AccessRow): Promise<void> {
  await sql`insert into wallets.access (realm, token_hash, offer_id, credential_id, type, holder_party, expires_at,
    account_id) values (${realm}, ${tokenHash}, ${access.offerId}, ${access.credentialId}, ${access.type},
    ${access.holderParty}, ${access.expiresAt}, ${access.accountId})`.execute(tx)
}

export async function selectAccess(
  db: Db,
  realm: string,
  tokenHash: Buffer,
  now: Date,
): Promise<AccessRow | undefined> {
  const { rows } = await sql<AccessRow>`select offer_id as "offerId", credential_id as "credentialId", type,
    holder_party as "holderParty", expires_at as "expiresAt", account_id as "accountId" from wallets.access
    where realm = ${realm} and token_hash = ${tokenHash} and expires_at > ${now}`.execute(db)
  return rows[0]
}

export async function insertNonce(db: Db | Tx, realm: string, nonceHash: Buffer, expiresAt: Date): Promise<void> {
  await sql`insert into wallets.nonce values (${realm}, ${nonceHash}, ${expiresAt})`.execute(db)
}

/** Takes a nonce, once; false when it is not ours, was taken, or ran out. */
export async function takeNonce(tx: Tx, realm: string, nonceHash: Buffer, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from wallets.nonce
    where realm = ${realm} and nonce_hash = ${nonceHash} and expires_at > ${now}`.execute(tx)
  return numAffectedRows === 1n
}

/** Forgets what has run out: offers and tokens after a day, nonces at once. */
export async function sweep(db: Db, now: Date): Promise<void> {
  await sql`delete from wallets.nonce where expires_at < ${now}`.execute(db)
  await sql`delete from wallets.access where expires_at < ${now}::timestamptz - interval '1 day'`.execute(db)
  await sql`delete from wallets.licence_sign_in where expires_at < ${now}::timestamptz - interval '1 day'`.execute(db)
  await sql`delete from wallets.offer where expires_at < ${now}::timestamptz - interval '1 day'`.execute(db)
}

export type CopyRow = {
  id: string
  credentialId: string
  type: string
  holderParty: string
  keyThumbprint: string
  status: CopyState
  issuedAt: Date
}

const copyColumns = sql`id, credential_id as "credentialId", type, holder_party as "holderParty",
  key_thumbprint as "keyThumbprint", status, issued_at as "issuedAt"`

/** Notes a copy and answers its count, from which its place in the lists follows. */
export async function insertCopy(tx: Tx, realm: string, copy: CopyRow & { accountId: string | null }): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    insert into wallets.copy (realm, id, credential_id, type, holder_party, key_thumbprint, status, issued_at, account_id)
    values (${realm}, ${copy.id}, ${copy.credentialId}, ${copy.type}, ${copy.holderParty}, ${copy.keyThumbprint},
      ${copy.status}, ${copy.issuedAt}, ${copy.accountId}) returning n`.execute(tx)
  return Number(rows[0]!.n)
}

export async function selectCopies(db: Db, realm: string, credentialId: string): Promise<CopyRow[]> {
  const { rows } = await sql<CopyRow>`select ${copyColumns} from wallets.copy
    where realm = ${realm} and credential_id = ${credentialId} order by n desc limit 100`.execute(db)
  return rows
}

export async function selectCopy(db: Db, realm: string, id: string): Promise<CopyRow | undefined> {
  const { rows } =
    await sql<CopyRow>`select ${copyColumns} from wallets.copy where realm = ${realm} and id = ${id}`.execute(db)
  return rows[0]
}

export async function withdrawCopy(tx: Tx, realm: string, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update wallets.copy set status = 'invalid', withdrawn = true
    where realm = ${realm} and id = ${id} and not withdrawn`.execute(tx)
  return numAffectedRows === 1n
}

/** What became of a credential becomes of its copies; one that its holder took back stays so. */
export async function setCopies(tx: Tx, realm: string, credentialId: string, status: CopyState): Promise<void> {
  await sql`update wallets.copy set status = ${status}
    where realm = ${realm} and credential_id = ${credentialId} and not withdrawn and status <> ${status}`.execute(tx)
}

export async function noteTold(db: Db, realm: string, id: string, told: string): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update wallets.copy set told = ${told} where realm = ${realm} and id = ${id}`.execute(db)
  return numAffectedRows === 1n
}

/** The copies of a range that are not valid. */
export async function selectInvalid(
  db: Db,
  realm: string,
  { first, end }: { first: number; end: number },
): Promise<{ n: number; status: CopyState }[]> {
  const { rows } = await sql<{ n: number; status: CopyState }>`select n, status from wallets.copy
    where realm = ${realm} and n >= ${first} and n < ${end} and status <> 'valid'`.execute(db)
  return rows.map(({ n, status }) => ({ n: Number(n), status }))
}

/** Who took the copy of this count into their wallet. */
export async function selectTaker(db: Db, realm: string, n: number): Promise<string | undefined> {
  const { rows } = await sql<{ accountId: string | null }>`
    select account_id as "accountId" from wallets.copy where realm = ${realm} and n = ${n}`.execute(db)
  return rows[0]?.accountId ?? undefined
}

/** The status of a copy by its count, and the list's first count that was ever given. */
export async function selectStatus(db: Db, realm: string, n: number): Promise<CopyState | undefined> {
  const { rows } = await sql<{
    status: CopyState
  }>`select status from wallets.copy where realm = ${realm} and n = ${n}`.execute(db)
  return rows[0]?.status
}

export type PresentationRow = {
  id: string
  type: string
  claims: string[]
  purpose: string
  askedBy: string
  askedByName: string
  departmentId: string
  departmentName: string
  nonce: string
  askedAt: Date
  expiresAt: Date
  answeredAt: Date | null
  answer: Buffer | null
  holderParty: string | null
  credentialId: string | null
}

const presentationColumns = sql`id, type, claims, purpose, asked_by as "askedBy", asked_by_name as "askedByName",
  department_id as "departmentId", department_name as "departmentName", nonce, asked_at as "askedAt",
  expires_at as "expiresAt", answered_at as "answeredAt", answer, holder_party as "holderParty", credential_id as "credentialId"`

export type AskedRow = Omit<PresentationRow, 'answeredAt' | 'answer' | 'holderParty' | 'credentialId'>

export async function insertPresentation(tx: Tx, realm: string, row: AskedRow): Promise<void> {
  await sql`insert into wallets.presentation (realm, id, type, claims, purpose, asked_by, asked_by_name, department_id,
      department_name, nonce, asked_at, expires_at)
    values (${realm}, ${row.id}, ${row.type}, ${row.claims}, ${row.purpose}, ${row.askedBy}, ${row.askedByName},
      ${row.departmentId}, ${row.departmentName}, ${row.nonce}, ${row.askedAt}, ${row.expiresAt})`.execute(tx)
}

export async function selectPresentation(db: Db, realm: string, id: string): Promise<PresentationRow | undefined> {
  const { rows } = await sql<PresentationRow>`select ${presentationColumns} from wallets.presentation
    where realm = ${realm} and id = ${id}`.execute(db)
  return rows[0]
}

/** Keeps the one answer; false when there is one already or the time is over. */
export async function answerPresentation(
  tx: Tx,
  realm: string,
  id: string,
  answer: { at: Date; sealed: Buffer; holderParty: string | null; credentialId: string | null },
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update wallets.presentation set answered_at = ${answer.at}, answer = ${answer.sealed},
      holder_party = ${answer.holderParty}, credential_id = ${answer.credentialId}
    where realm = ${realm} and id = ${id} and answered_at is null and expires_at > ${answer.at}`.execute(tx)
  return numAffectedRows === 1n
}

export async function selectShown(
  db: Db,
  realm: string,
  parties: readonly string[],
  before: string | undefined,
  limit: number,
): Promise<PresentationRow[]> {
  const { rows } = await sql<PresentationRow>`select ${presentationColumns} from wallets.presentation
    where realm = ${realm} and holder_party = any(${[...parties]}) ${before ? sql`and id < ${before}` : sql``}
    order by id desc limit ${limit}`.execute(db)
  return rows
}
