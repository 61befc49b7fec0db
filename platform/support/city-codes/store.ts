import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { Card, CodeUse } from './contract.ts'

export type CardRow = {
  id: string
  holderParty: string
  holderName: string
  title: string
  chosen: Card['chosen']
  validTo: Date
  madeAt: Date
  madeBy: string
  revokedAt: Date | null
}

const cardColumns = sql`c.id, c.holder_party as "holderParty", c.holder_name as "holderName", c.title, c.chosen,
  c.valid_to as "validTo", c.made_at as "madeAt", c.made_by as "madeBy", c.revoked_at as "revokedAt"`

export async function insertCard(tx: Tx, realm: string, row: CardRow): Promise<void> {
  await sql`insert into city_codes.card (realm, id, holder_party, holder_name, title, chosen, valid_to, made_at, made_by)
    values (${realm}, ${row.id}, ${row.holderParty}, ${row.holderName}, ${row.title}, ${JSON.stringify(row.chosen)}::jsonb,
      ${row.validTo}, ${row.madeAt}, ${row.madeBy})`.execute(tx)
}

export async function selectCard(db: Db | Tx, realm: string, id: string): Promise<CardRow | undefined> {
  const { rows } = await sql<CardRow>`select ${cardColumns} from city_codes.card c
    where c.realm = ${realm} and c.id = ${id}`.execute(db)
  return rows[0]
}

export async function selectCards(
  db: Db,
  realm: string,
  parties: readonly string[],
  before: string | undefined,
  limit: number,
): Promise<(CardRow & { views: number })[]> {
  const { rows } = await sql<
    CardRow & { views: number }
  >`select ${cardColumns}, (select count(*)::int from city_codes.scan s
      where s.realm = c.realm and s.card_id = c.id) as views
    from city_codes.card c
    where c.realm = ${realm} and c.holder_party = any(${[...parties]}) ${before ? sql`and c.id < ${before}` : sql``}
    order by c.id desc limit ${limit}`.execute(db)
  return rows
}

export async function revokeCard(tx: Tx, realm: string, id: string, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update city_codes.card set revoked_at = ${at}
    where realm = ${realm} and id = ${id} and revoked_at is null`.execute(tx)
  return numAffectedRows === 1n
}

export type CodeRow = {
  id: string
  holderParty: string
  holderKind: 'natural' | 'legal'
  accountId: string
  cardId: string | null
  credentialIds: string[]
  shownAt: Date
  expiresAt: Date
  seenAt: Date | null
  seenBy: string | null
}

const codeColumns = sql`id, holder_party as "holderParty", holder_kind as "holderKind", account_id as "accountId",
  card_id as "cardId", credential_ids as "credentialIds", shown_at as "shownAt", expires_at as "expiresAt",
  seen_at as "seenAt", seen_by as "seenBy"`

export async function insertCode(
  tx: Tx,
  realm: string,
  row: Omit<CodeRow, 'seenAt' | 'seenBy'>,
  codeHash: Buffer,
): Promise<void> {
  await sql`insert into city_codes.code (realm, id, holder_party, holder_kind, account_id, card_id, credential_ids, code_hash,
      shown_at, expires_at)
    values (${realm}, ${row.id}, ${row.holderParty}, ${row.holderKind}, ${row.accountId}, ${row.cardId},
      ${row.credentialIds}::uuid[], ${codeHash}, ${row.shownAt}, ${row.expiresAt})`.execute(tx)
}

export async function selectCode(db: Db, realm: string, id: string): Promise<CodeRow | undefined> {
  const { rows } = await sql<CodeRow>`select ${codeColumns} from city_codes.code
    where realm = ${realm} and id = ${id}`.execute(db)
  return rows[0]
}

/** A code that can still be scanned, without taking the scan. */
export async function findOpen(db: Db, realm: string, codeHash: Buffer, at: Date): Promise<CodeRow | undefined> {
  const { rows } = await sql<CodeRow>`select ${codeColumns} from city_codes.code
    where realm = ${realm} and code_hash = ${codeHash} and seen_at is null and expires_at > ${at}`.execute(db)
  return rows[0]
}

/** Takes the one scan that a code gives: of two who scan at once one gets it. */
export async function takeCode(tx: Tx, realm: string, id: string, seen: { at: Date; by: string }): Promise<boolean> {
  const { numAffectedRows } = await sql`update city_codes.code set seen_at = ${seen.at}, seen_by = ${seen.by}
    where realm = ${realm} and id = ${id} and seen_at is null and expires_at > ${seen.at}`.execute(tx)
  return numAffectedRows === 1n
}

/** Codes that nobody scanned and nobody can scan any more. */
export async function deleteUnseen(db: Db, before: Date): Promise<void> {
  await sql`delete from city_codes.code where seen_at is null and expires_at < ${before}`.execute(db)
}

export type ScanRow = {
  id: string
  codeId: string
  holderParty: string
  cardId: string | null
  byName: string
  byAccount: string | null
  use: CodeUse
  place: string | null
  shown: string[]
  at: Date
}

export async function insertScan(tx: Tx, realm: string, row: ScanRow): Promise<void> {
  await sql`insert into city_codes.scan (realm, id, code_id, holder_party, card_id, by_name, by_account, use, place, shown, at)
    values (${realm}, ${row.id}, ${row.codeId}, ${row.holderParty}, ${row.cardId}, ${row.byName}, ${row.byAccount}, ${row.use},
      ${row.place}, ${row.shown}, ${row.at})`.execute(tx)
}

export async function selectScans(
  db: Db,
  realm: string,
  parties: readonly string[],
  before: string | undefined,
  limit: number,
): Promise<(ScanRow & { cardTitle: string | null })[]> {
  const { rows } = await sql<ScanRow & { cardTitle: string | null }>`select s.id, s.code_id as "codeId",
      s.holder_party as "holderParty", s.card_id as "cardId", s.by_name as "byName", s.by_account as "byAccount", s.use, s.place,
      s.shown, s.at, c.title as "cardTitle"
    from city_codes.scan s left join city_codes.card c on c.realm = s.realm and c.id = s.card_id
    where s.realm = ${realm} and s.holder_party = any(${[...parties]}) ${before ? sql`and s.id < ${before}` : sql``}
    order by s.id desc limit ${limit}`.execute(db)
  return rows
}
