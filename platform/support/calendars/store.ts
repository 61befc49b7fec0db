import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { LiveData } from './live.ts'

export type VersionRow = {
  no: number
  version: string
  data: Omit<LiveData, 'version'>
  reason: string
  accountId: string
  actorName: string
  at: Date
}

const columns = sql`no, version, data, reason, account_id as "accountId", actor_name as "actorName", at`

export async function newestVersion(db: Db | Tx, realm: string): Promise<VersionRow | undefined> {
  const { rows } = await sql<VersionRow>`
    select ${columns} from calendars.version where realm = ${realm} order by no desc limit 1`.execute(db)
  return rows[0]
}

/** Which version is in force, without its days: asked often. */
export async function newestNo(db: Db, realm: string): Promise<number | undefined> {
  const { rows } = await sql<{ no: number }>`
    select no from calendars.version where realm = ${realm} order by no desc limit 1`.execute(db)
  return rows[0]?.no
}

export async function listVersions(db: Db, realm: string, before: number | undefined, limit: number) {
  const { rows } = await sql<VersionRow>`
    select ${columns} from calendars.version
    where realm = ${realm} ${before === undefined ? sql`` : sql`and no < ${before}`} order by no desc limit ${limit}`.execute(
    db,
  )
  return rows
}

export async function knowsVersion(tx: Tx, realm: string, version: string): Promise<boolean> {
  const { rows } = await sql`select 1 from calendars.version where realm = ${realm} and version = ${version}`.execute(
    tx,
  )
  return rows.length > 0
}

/** False when another process made a version of this number or this name first. */
export async function insertVersion(tx: Tx, realm: string, row: VersionRow): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into calendars.version (realm, no, version, data, reason, account_id, actor_name, at)
    values (${realm}, ${row.no}, ${row.version}, ${JSON.stringify(row.data)}::jsonb, ${row.reason}, ${row.accountId},
            ${row.actorName}, ${row.at}) on conflict do nothing`.execute(tx)
  return Number(numAffectedRows) === 1
}
