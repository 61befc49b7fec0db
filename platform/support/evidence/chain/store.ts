import { sql } from 'kysely'
import type { Db } from '#ground/database/index.ts'

export type ChainAnchorRow = {
  chain: string
  size: number
  root: Buffer
  rootSm3: Buffer
  transaction: string
  block: number
  blockHash: string
  at: Date
}

export async function insertChainAnchor(db: Db, realm: string, row: ChainAnchorRow): Promise<void> {
  await sql`insert into evidence.chain_anchor
      (realm, chain, size, root, root_sm3, transaction, block, block_hash, at)
    values (${realm}, ${row.chain}, ${row.size}, ${row.root}, ${row.rootSm3}, ${row.transaction}, ${row.block},
      ${row.blockHash}, ${row.at}) on conflict do nothing`.execute(db)
}

/** The newest first. */
export async function selectChainAnchors(
  db: Db,
  realm: string,
  below: number | undefined,
  limit: number,
): Promise<ChainAnchorRow[]> {
  const { rows } = await sql<ChainAnchorRow>`
    select chain, size, root, root_sm3 as "rootSm3", transaction, block, block_hash as "blockHash", at
    from evidence.chain_anchor where realm = ${realm} ${below === undefined ? sql`` : sql`and size < ${below}`}
    order by size desc limit ${limit}`.execute(db)
  return rows
}
