import { sql } from 'kysely'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { Directory } from './contract.ts'

export type KeyRow = { kid: string; alg: string; sealed: Buffer }

/** Keys of a directory: those that sign first, then those that are only published still; the newest of an alg first. */
export async function selectKeys(db: Db, directory: Directory): Promise<KeyRow[]> {
  const { rows } = await sql<KeyRow>`
    select kid, alg, jwk_sealed as sealed from openid.signing_key where directory = ${directory}
    order by retired_at is not null, alg, made_at desc`.execute(db)
  return rows
}

/** Their names in the order in which they count: another order is another set. */
export async function selectKids(db: Db, directory: Directory): Promise<string> {
  const { rows } = await sql<{ kids: string | null }>`
    select string_agg(kid, ' ' order by retired_at is not null, alg, made_at desc) as kids
    from openid.signing_key where directory = ${directory}`.execute(db)
  return rows[0]?.kids ?? ''
}

const lockKeys = (tx: Tx, directory: Directory) =>
  sql`select pg_advisory_xact_lock(hashtext('openid.signing-key'), hashtext(${directory}))`.execute(tx)

async function insertKeys(tx: Tx, directory: Directory, keys: KeyRow[], now: Date): Promise<void> {
  for (const { kid, alg, sealed } of keys)
    await sql`
      insert into openid.signing_key (directory, kid, alg, jwk_sealed, made_at)
      values (${directory}, ${kid}, ${alg}, ${sealed}, ${now})`.execute(tx)
}

export async function insertFirstKeys(db: Db, directory: Directory, keys: KeyRow[], now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockKeys(tx, directory)
    const { rows } = await sql`select from openid.signing_key where directory = ${directory}`.execute(tx)
    if (rows.length === 0) await insertKeys(tx, directory, keys, now)
  })
}

/**
 * Puts new keys before those that sign, which sign no more, and destroys those that have been retired since before `gone`.
 * False when the ones in use are younger than `olderThan`: of processes that would rotate at once, one does.
 */
export async function rotateKeys(
  tx: Tx,
  directory: Directory,
  keys: KeyRow[],
  times: { now: Date; olderThan: Date; gone: Date },
): Promise<boolean> {
  await lockKeys(tx, directory)
  await sql`delete from openid.signing_key where directory = ${directory} and retired_at <= ${times.gone}`.execute(tx)
  const { numAffectedRows } = await sql`
    update openid.signing_key set retired_at = ${times.now}
    where directory = ${directory} and retired_at is null and made_at <= ${times.olderThan}`.execute(tx)
  if (!numAffectedRows) return false
  await insertKeys(tx, directory, keys, times.now)
  return true
}
