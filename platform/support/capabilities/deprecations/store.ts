import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'

export type DeprecationRow = {
  realm: string
  capability: string
  /** '' for the whole capability. */
  operation: string
  since: string
  sunset: string
  words: string
  told_by: string
  told_at: Date
}

export async function selectDeprecations(db: Db, realm: string): Promise<DeprecationRow[]> {
  const { rows } = await sql<DeprecationRow>`
    select realm, capability, operation, since::text, sunset::text, words, told_by, told_at
    from capabilities.deprecation where realm = ${realm}`.execute(db)
  return rows
}

export async function putDeprecation(tx: Tx, row: DeprecationRow): Promise<void> {
  await sql`
    insert into capabilities.deprecation (realm, capability, operation, since, sunset, words, told_by, told_at)
    values (${row.realm}, ${row.capability}, ${row.operation}, ${row.since}::date, ${row.sunset}::date, ${row.words},
            ${row.told_by}, ${row.told_at})
    on conflict (realm, capability, operation) do update set
      sunset = excluded.sunset, words = excluded.words, told_by = excluded.told_by, told_at = excluded.told_at`.execute(
    tx,
  )
}

export async function deleteDeprecation(
  tx: Tx,
  realm: string,
  capability: string,
  operation: string,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from capabilities.deprecation
    where realm = ${realm} and capability = ${capability} and operation = ${operation}`.execute(tx)
  return numAffectedRows === 1n
}
