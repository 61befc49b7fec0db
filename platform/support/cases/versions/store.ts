import { sql } from 'kysely'
import type { Db } from '#ground/database/index.ts'
import type { Case } from '../case.ts'
import type { Reach } from '../lists/todo/store.ts'
import { caseOf } from '../rows.ts'
import type { CaseTable } from '../tables.ts'

/** Running cases of one version of a flow after a case, within the reaches, in order of their ids. */
export async function listRunning(
  db: Db,
  realm: string,
  flow: { key: string; version: number },
  reaches: Reach[] | 'all',
  after: string | undefined,
  limit: number,
): Promise<Case[]> {
  const within =
    reaches === 'all'
      ? sql`true`
      : sql`(${sql.join(
          reaches.map(
            ({ departments, divisionPrefix }) =>
              sql`(department_id = any(${departments}::text[]) and division_code like ${`${divisionPrefix}%`})`,
          ),
          sql` or `,
        )})`
  const { rows } = await sql<CaseTable>`
    select * from cases."case"
    where realm = ${realm} and flow_key = ${flow.key} and flow_version = ${flow.version} and closed_at is null
      and ${within} ${after ? sql`and id > ${after}::uuid` : sql``}
    order by id limit ${limit}`.execute(db)
  return rows.map(caseOf)
}
