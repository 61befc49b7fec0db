import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'

export type AskRow = {
  id: string
  credentialId: string
  credentialName: string
  holderParty: string
  fields: string[]
  fieldNames: string[]
  departmentId: string
  departmentName: string
  purpose: string
  days: number
  maxUses: number
  askedBy: string
  askerId: string
  askedAt: Date
  state: 'open' | 'granted' | 'declined'
  grantId: string | null
}

const columns = sql`id, credential_id as "credentialId", credential_name as "credentialName", holder_party as "holderParty",
  fields, field_names as "fieldNames", department_id as "departmentId", department_name as "departmentName", purpose, days,
  max_uses as "maxUses", asked_by as "askedBy", asker_id as "askerId", asked_at as "askedAt", state, grant_id as "grantId"`

export async function insertAsk(tx: Tx, realm: string, row: AskRow): Promise<void> {
  await sql`insert into showings.ask (realm, id, credential_id, credential_name, holder_party, fields, field_names,
      department_id, department_name, purpose, days, max_uses, asked_by, asker_id, asked_at, state)
    values (${realm}, ${row.id}, ${row.credentialId}, ${row.credentialName}, ${row.holderParty}, ${row.fields},
      ${row.fieldNames}, ${row.departmentId}, ${row.departmentName}, ${row.purpose}, ${row.days}, ${row.maxUses},
      ${row.askedBy}, ${row.askerId}, ${row.askedAt}, ${row.state})`.execute(tx)
}

export async function selectAsk(db: Db, realm: string, id: string): Promise<AskRow | undefined> {
  const { rows } = await sql<AskRow>`select ${columns} from showings.ask where realm = ${realm} and id = ${id}`.execute(
    db,
  )
  return rows[0]
}

export async function selectAsks(
  db: Db,
  realm: string,
  of: { parties: readonly string[] } | { departments: readonly string[] },
  before: string | undefined,
  limit: number,
): Promise<AskRow[]> {
  const whose =
    'parties' in of ? sql`holder_party = any(${[...of.parties]})` : sql`department_id = any(${[...of.departments]})`
  const { rows } = await sql<AskRow>`select ${columns} from showings.ask
    where realm = ${realm} and ${whose} ${before ? sql`and id < ${before}` : sql``} order by id desc limit ${limit}`.execute(
    db,
  )
  return rows
}

/** False when it was answered already. */
export async function answerAsk(
  tx: Tx,
  realm: string,
  id: string,
  answer: { state: 'granted' | 'declined'; at: Date; grantId?: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update showings.ask set state = ${answer.state}, answered_at = ${answer.at},
      grant_id = ${answer.grantId ?? null}
    where realm = ${realm} and id = ${id} and state = 'open'`.execute(tx)
  return numAffectedRows === 1n
}
