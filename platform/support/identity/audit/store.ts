import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'

export type EntryRow = { id: string; at: Date; actorId: string; action: string; objectId: string; entry: string }
export type Link = { seq: number; entryId: string; hash: Buffer }

/** Writes an entry and marks it as waiting for its link, in one statement. */
export async function insertEntry(tx: Tx, realm: string, row: EntryRow): Promise<void> {
  await sql`
    with entry as (
      insert into identity.audit_entry (realm, id, at, actor_id, action, object_id, entry)
      values (${realm}, ${row.id}, ${row.at}, ${row.actorId}, ${row.action}, ${row.objectId}, ${row.entry})
    )
    insert into identity.audit_unlinked (realm, entry_id) values (${realm}, ${row.id})`.execute(tx)
}

export async function selectRealmsWaiting(db: Db): Promise<string[]> {
  const { rows } = await sql<{ realm: string }>`select distinct realm from identity.audit_unlinked`.execute(db)
  return rows.map((row) => row.realm)
}

/** Waits to be the only linker of the realm until the transaction ends. */
export async function lockChain(tx: Tx, realm: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('identity.audit'), hashtext(${realm}))`.execute(tx)
}

export async function selectUnlinked(tx: Tx, realm: string, limit: number): Promise<{ id: string; entry: string }[]> {
  const { rows } = await sql<{ id: string; entry: string }>`
    select e.id, e.entry from identity.audit_unlinked u
    join identity.audit_entry e on e.realm = u.realm and e.id = u.entry_id
    where u.realm = ${realm} order by u.entry_id limit ${limit}`.execute(tx)
  return rows
}

export async function selectHead(db: Db, realm: string): Promise<{ seq: number; hash: Buffer } | undefined> {
  const { rows } = await sql<{ seq: number; hash: Buffer }>`
    select seq, hash from identity.audit_link where realm = ${realm} order by seq desc limit 1`.execute(db)
  return rows[0]
}

export async function insertLinks(tx: Tx, realm: string, links: Link[]): Promise<void> {
  const ids = links.map((link) => link.entryId)
  await sql`
    insert into identity.audit_link (realm, seq, entry_id, hash)
    select ${realm}, seq, entry_id, hash
    from unnest(${links.map((link) => link.seq)}::bigint[], ${ids}::uuid[], ${links.map((link) => link.hash)}::bytea[])
      as given (seq, entry_id, hash)`.execute(tx)
  await sql`delete from identity.audit_unlinked where realm = ${realm} and entry_id = any(${ids}::uuid[])`.execute(tx)
}

export type LineRow = { seq: number; hash: Buffer; entry: string }

/** Links after `seq`, oldest first: for checking the chain. */
export async function selectChain(db: Db, realm: string, after: number, limit: number): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select l.seq, l.hash, e.entry from identity.audit_link l
    join identity.audit_entry e on e.realm = l.realm and e.id = l.entry_id
    where l.realm = ${realm} and l.seq > ${after} order by l.seq limit ${limit}`.execute(db)
  return rows
}

export type LineFilter = { actorId?: string; objectId?: string; action?: string; before?: number; limit: number }

/** Lines that match, newest first. */
export async function selectLines(db: Db, realm: string, filter: LineFilter): Promise<LineRow[]> {
  const conditions = [sql`l.realm = ${realm}`]
  if (filter.before !== undefined) conditions.push(sql`l.seq < ${filter.before}`)
  if (filter.actorId !== undefined) conditions.push(sql`e.actor_id = ${filter.actorId}`)
  if (filter.objectId !== undefined) conditions.push(sql`e.object_id = ${filter.objectId}`)
  if (filter.action !== undefined) conditions.push(sql`e.action = ${filter.action}`)
  const { rows } = await sql<LineRow>`
    select l.seq, l.hash, e.entry from identity.audit_link l
    join identity.audit_entry e on e.realm = l.realm and e.id = l.entry_id
    where ${sql.join(conditions, sql` and `)} order by l.seq desc limit ${filter.limit}`.execute(db)
  return rows
}
