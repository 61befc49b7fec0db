import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { Artefact, PackHeader } from './contract.ts'

type PackTable = {
  realm: string
  name: string
  version: string
  header: string
  installed_at: Date
  installed_by: string
}
type ArtefactTable = {
  realm: string
  kind: string
  key: string
  version: number
  pack: string
  content: unknown
  checksum: string
  valid_from: string
}
type StampTable = { realm: string; value: number }
type Tables = { 'packs.pack': PackTable; 'packs.artefact': ArtefactTable; 'packs.stamp': StampTable }

export type PackRow = { name: string; version: string; header: PackHeader; installedAt: Date }

/** Waits for an installation that another process has begun in the same realm. */
export async function lockRealm(tx: Tx, realm: string): Promise<void> {
  await sql`insert into packs.stamp (realm, value) values (${realm}, 0) on conflict do nothing`.execute(tx)
  await sql`select value from packs.stamp where realm = ${realm} for update`.execute(tx)
}

export async function raiseStamp(tx: Tx, realm: string): Promise<void> {
  await sql`update packs.stamp set value = value + 1 where realm = ${realm}`.execute(tx)
}

export async function readStamp(db: Db, realm: string): Promise<number> {
  const tables = db.withTables<Tables>()
  const row = await tables.selectFrom('packs.stamp').select('value').where('realm', '=', realm).executeTakeFirst()
  return row?.value ?? 0
}

export async function listArtefacts(db: Db, realm: string): Promise<Artefact[]> {
  const rows = await db
    .withTables<Tables>()
    .selectFrom('packs.artefact')
    .selectAll()
    .where('realm', '=', realm)
    .orderBy('kind')
    .orderBy('key')
    .orderBy('version')
    .execute()
  return rows.map(({ valid_from, realm: _, ...row }) => ({ ...row, validFrom: valid_from }))
}

export async function insertArtefacts(tx: Tx, realm: string, artefacts: Artefact[]): Promise<void> {
  if (artefacts.length === 0) return
  const rows = artefacts.map(({ validFrom, content, ...rest }) => ({
    realm,
    ...rest,
    content: JSON.stringify(content),
    valid_from: validFrom,
  }))
  await tx.withTables<Tables>().insertInto('packs.artefact').values(rows).execute()
}

export async function insertPack(
  tx: Tx,
  row: { realm: string; header: PackHeader; installedAt: Date; installedBy: string },
): Promise<void> {
  const { realm, header, installedAt, installedBy } = row
  await tx
    .withTables<Tables>()
    .insertInto('packs.pack')
    .values({
      realm,
      name: header.name,
      version: header.version,
      header: JSON.stringify(header),
      installed_at: installedAt,
      installed_by: installedBy,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Installed packs, each version, the newest first. */
export async function listPacks(db: Db, realm: string): Promise<PackRow[]> {
  const { rows } = await sql<{ name: string; version: string; header: PackHeader; installed_at: Date }>`
    select name, version, header, installed_at from packs.pack where realm = ${realm} order by installed_at desc, name`.execute(
    db,
  )
  return rows.map(({ installed_at, ...row }) => ({ ...row, installedAt: installed_at }))
}
