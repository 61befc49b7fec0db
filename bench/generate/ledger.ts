import type pg from 'pg'
import { cryptoSuite } from '../../platform/kernel/crypto/suites.ts'
import { appendLeaf, type Frontier } from '../../platform/kernel/merkle-frontier.ts'
import { Bytes } from './bytes.ts'

const sha256 = cryptoSuite('INTL').hash
const sm3 = cryptoSuite('GM').hash

/** Rows of the leaves, in each of them a hole for the position; their hashes in both trees, 32 bytes each. */
export type NewLeaves = {
  rows: Uint8Array<ArrayBuffer>
  holes: Uint32Array<ArrayBuffer>
  sha256: Uint8Array<ArrayBuffer>
  sm3: Uint8Array<ArrayBuffer>
}

export const leafColumns = ['realm', 'position', 'id', 'kind', 'subject', 'digest', 'at', 'hash'] as const
export const nodeColumns = ['realm', 'level', 'index', 'hash'] as const

/** Appends leaves to the ledger in bulk, from where its tree ends; for a ledger to which nobody else appends. */
export async function appendInBulk(client: pg.ClientBase, realm: string) {
  await client.query(`insert into ledger.tree values ($1, 0, '{}', '{}') on conflict do nothing`, [realm])
  const { rows } = await client.query<{ size: string; sha256: Buffer[]; sm3: Buffer[] }>(
    'select size, sha256, sm3 from ledger.tree where realm = $1',
    [realm],
  )
  const held = rows[0]!
  const before = Number(held.size)
  let first: Frontier = { size: before, subtrees: held.sha256 }
  let second: Frontier = { size: before, subtrees: held.sm3 }

  return {
    /** Gives the leaves their positions, in place; answers the rows of the subtrees that they complete. */
    append({ rows, holes, ...hashes }: NewLeaves): Uint8Array {
      const leaves = new DataView(rows.buffer)
      const nodes = new Bytes()
      for (const [i, hole] of holes.entries()) {
        leaves.setBigInt64(hole, BigInt(first.size))
        const appended = appendLeaf(sha256, first, hashes.sha256.slice(32 * i, 32 * (i + 1)))
        for (const { level, index, hash } of appended.completed) {
          if (level === 0) continue
          nodes.int16(nodeColumns.length)
          nodes.text(realm)
          nodes.int32(2)
          nodes.int16(level)
          nodes.int32(8)
          nodes.int64(index)
          nodes.cell(hash)
        }
        first = appended.frontier
        second = appendLeaf(sm3, second, hashes.sm3.slice(32 * i, 32 * (i + 1))).frontier
      }
      return nodes.take()
    },
    /** Writes the right edge down; the platform's own sequencer signs the head over it. Answers how many leaves were added. */
    async close(): Promise<number> {
      await client.query('update ledger.tree set size = $2, sha256 = $3, sm3 = $4 where realm = $1', [
        realm,
        first.size,
        first.subtrees.map((hash) => Buffer.from(hash)),
        second.subtrees.map((hash) => Buffer.from(hash)),
      ])
      return first.size - before
    },
  }
}
