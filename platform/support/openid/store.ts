import { sql } from 'kysely'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { Directory } from './contract.ts'

export type KeyRow = { kid: string; alg: string; sealed: Buffer }

export async function selectKeys(db: Db, directory: Directory): Promise<KeyRow[]> {
  const { rows } = await sql<KeyRow>`
    select kid, alg, jwk_sealed as sealed from openid.signing_key where directory = ${directory}
    order by alg, made_at desc`.execute(db)
  return rows
}

export async function insertFirstKeys(db: Db, directory: Directory, keys: KeyRow[], now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('openid.signing-key'), hashtext(${directory}))`.execute(tx)
    const { rows } = await sql`select from openid.signing_key where directory = ${directory}`.execute(tx)
    if (rows.length > 0) return
    for (const { kid, alg, sealed } of keys)
      await sql`
        insert into openid.signing_key (directory, kid, alg, jwk_sealed, made_at)
        values (${directory}, ${kid}, ${alg}, ${sealed}, ${now})`.execute(tx)
  })
}
