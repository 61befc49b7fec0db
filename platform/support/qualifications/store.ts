import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { Answer, Consent, Finding, SourceSaid } from './contract.ts'

export type CheckedRow = {
  realm: string
  id: string
  check_key: string
  check_version: number
  subject_index: Buffer
  subject: string
  answer: Answer
  findings: Finding[]
  sources: SourceSaid[]
  purpose: string
  basis: string
  consent: Consent | null
  case_no: string | null
  by_kind: string
  by_account: string
  department_id: string
  by_name: string
  at: Date
  leaf_hash: string
}

export async function insertChecked(tx: Tx, row: CheckedRow): Promise<void> {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value))
  await sql`
    insert into qualifications.checked values (${row.realm}, ${row.id}, ${row.check_key}, ${row.check_version},
      ${row.subject_index}, ${row.subject}, ${row.answer}, ${json(row.findings)}::jsonb, ${json(row.sources)}::jsonb,
      ${row.purpose}, ${row.basis}, ${json(row.consent)}::jsonb, ${row.case_no}, ${row.by_kind}, ${row.by_account},
      ${row.department_id}, ${row.by_name}, ${row.at}, ${row.leaf_hash})`.execute(tx)
}

/** What these offices asked, the newest first. */
export async function listChecked(
  db: Db,
  realm: string,
  query: { departments: readonly string[]; limit: number; before?: { at: string; id: string } },
): Promise<CheckedRow[]> {
  const { departments, limit, before } = query
  const { rows } = await sql<CheckedRow>`
    select * from qualifications.checked where realm = ${realm} and department_id = any(${[...departments]})
      ${before ? sql`and (at, id) < (${before.at}::timestamptz, ${before.id}::uuid)` : sql``}
    order by at desc, id desc limit ${limit}`.execute(db)
  return rows
}
