import { sql } from 'kysely'
import type { Db } from '#ground/database/index.ts'

export type Witnessed = { size: number; root: Buffer }

export async function selectWitnessed(db: Db, realm: string, origin: string): Promise<Witnessed | undefined> {
  const { rows } = await sql<Witnessed>`
    select size, root from evidence.witnessed where realm = ${realm} and origin = ${origin}`.execute(db)
  return rows[0]
}

/** Moves on from the size that was looked at, in one statement; false when somebody else moved first. */
export async function moveWitnessed(
  db: Db,
  realm: string,
  to: { origin: string; oldSize: number; size: number; root: Buffer; at: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into evidence.witnessed as w (realm, origin, size, root, at)
    select ${realm}, ${to.origin}, ${to.size}::bigint, ${to.root}::bytea, ${to.at}::timestamptz
    where ${to.oldSize}::bigint = 0 or exists (select from evidence.witnessed
      where realm = ${realm} and origin = ${to.origin})
    on conflict (realm, origin) do update set size = excluded.size, root = excluded.root, at = excluded.at
      where w.size = ${to.oldSize}::bigint and (w.size < excluded.size or w.root = excluded.root)`.execute(db)
  return numAffectedRows === 1n
}

export type Cosignature = { size: number; witness: string; line: string; at: Date }

export async function insertCosignature(db: Db, realm: string, of: Cosignature): Promise<void> {
  await sql`insert into evidence.cosignature (realm, size, witness, line, at)
    values (${realm}, ${of.size}, ${of.witness}, ${of.line}, ${of.at}) on conflict do nothing`.execute(db)
}

/** The largest head that a witness cosigned, of whichever or of one. */
export async function selectCosignedSize(db: Db, realm: string, witness?: string): Promise<number> {
  const { rows } = await sql<{ size: number | null }>`select max(size) as size from evidence.cosignature
    where realm = ${realm} ${witness === undefined ? sql`` : sql`and witness = ${witness}`}`.execute(db)
  return Number(rows[0]?.size ?? 0)
}

export async function selectCosignatures(db: Db, realm: string, size: number): Promise<Cosignature[]> {
  const { rows } = await sql<Cosignature>`select size, witness, line, at from evidence.cosignature
    where realm = ${realm} and size = ${size} order by witness`.execute(db)
  return rows
}
