import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { LetterKind, LetterState } from '../portal/contract.ts'

export type LetterRecord = {
  realm: string
  id: string
  kind: LetterKind
  release_id: string | null
  release_name: string | null
  account_id: string
  author: string
  title: string
  text: string
  state: LetterState
  filed_at: Date
  answer: string | null
  answered_at: Date | null
  until: string | null
}

const columns = sql`letter.realm, letter.id, letter.kind, letter.release_id, release.about ->> 'name' as release_name,
  letter.account_id, letter.author, letter.title, letter.text, letter.state, letter.filed_at, letter.answer,
  letter.answered_at, letter.until::text as until`
const source = sql`opening.letter left join opening.release on release.realm = letter.realm and release.id = letter.release_id`

export async function insertLetter(
  tx: Tx,
  row: Omit<LetterRecord, 'release_name' | 'answer' | 'answered_at' | 'until'>,
): Promise<void> {
  await sql`insert into opening.letter (realm, id, kind, release_id, account_id, author, title, text, state, filed_at)
    values (${row.realm}, ${row.id}, ${row.kind}, ${row.release_id}, ${row.account_id}, ${row.author}, ${row.title},
      ${row.text}, ${row.state}, ${row.filed_at})`.execute(tx)
}

export async function findLetter(db: Db | Tx, realm: string, id: string): Promise<LetterRecord | undefined> {
  const { rows } = await sql<LetterRecord>`select ${columns} from ${source}
    where letter.realm = ${realm} and letter.id = ${id}`.execute(db)
  return rows[0]
}

/** Answers once; false when somebody else was faster. */
export async function answerLetter(
  tx: Tx,
  { realm, id }: Pick<LetterRecord, 'realm' | 'id'>,
  said: { state: LetterState; answer: string; by: string; at: Date; until: string | null },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update opening.letter set state = ${said.state}, answer = ${said.answer},
    answered_name = ${said.by}, answered_at = ${said.at}, until = ${said.until}::date
    where realm = ${realm} and id = ${id} and state = 'waiting'`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

export type LetterFilter = {
  kind?: LetterKind
  state?: LetterState
  account?: string
  release?: string
  /** Only what was answered, as the public reads it: applications are between the office and who applied. */
  shown?: boolean
  limit: number
  before?: readonly [string, string]
}

export async function listLetters(db: Db, realm: string, filter: LetterFilter): Promise<LetterRecord[]> {
  const { kind, state, account, release, shown, limit, before } = filter
  const { rows } = await sql<LetterRecord>`select ${columns} from ${source} where letter.realm = ${realm}
    ${kind ? sql`and letter.kind = ${kind}` : sql``} ${state ? sql`and letter.state = ${state}` : sql``}
    ${account ? sql`and letter.account_id = ${account}` : sql``}
    ${release ? sql`and letter.release_id = ${release}` : sql``}
    ${shown ? sql`and letter.state <> 'waiting' and letter.kind <> 'application'` : sql``}
    ${before ? sql`and (letter.filed_at, letter.id) < (${before[0]}::timestamptz, ${before[1]}::uuid)` : sql``}
    order by letter.filed_at desc, letter.id desc limit ${limit}`.execute(db)
  return rows
}

export async function isGranted(
  db: Db,
  realm: string,
  asked: { account: string; release: string; today: string },
): Promise<boolean> {
  const { rows } = await sql`select 1 from opening.letter where realm = ${realm} and account_id = ${asked.account}
    and release_id = ${asked.release} and kind = 'application' and state = 'granted'
    and (until is null or until >= ${asked.today}::date) limit 1`.execute(db)
  return rows.length > 0
}

export type KeyRecord = { id: string; account_id: string; name: string; issued_at: Date }

export async function insertKey(tx: Tx, realm: string, row: KeyRecord & { digest: Buffer }): Promise<void> {
  await sql`insert into opening.key (realm, digest, id, account_id, name, issued_at)
    values (${realm}, ${row.digest}, ${row.id}, ${row.account_id}, ${row.name}, ${row.issued_at})`.execute(tx)
}

export async function listKeys(db: Db | Tx, realm: string, account: string): Promise<KeyRecord[]> {
  const { rows } = await sql<KeyRecord>`select id, account_id, name, issued_at from opening.key
    where realm = ${realm} and account_id = ${account} and revoked_at is null order by issued_at desc`.execute(db)
  return rows
}

export async function findKey(db: Db, realm: string, digest: Buffer): Promise<KeyRecord | undefined> {
  const { rows } = await sql<KeyRecord>`select id, account_id, name, issued_at from opening.key
    where realm = ${realm} and digest = ${digest} and revoked_at is null`.execute(db)
  return rows[0]
}

export async function revokeKey(tx: Tx, realm: string, account: string, id: string, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update opening.key set revoked_at = ${at}
    where realm = ${realm} and account_id = ${account} and id = ${id} and revoked_at is null`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}
