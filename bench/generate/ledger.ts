import type pg from 'pg'
import { cryptoSuite } from '../../platform/kernel/crypto/suites.ts'
import { uuidV7 } from '../../platform/kernel/ids.ts'
import { leafHash } from '../../platform/kernel/merkle.ts'
import { appendLeaf, type Frontier } from '../../platform/kernel/merkle-frontier.ts'
import { copyRows } from './copy.ts'
import type { Done } from './worker.ts'

const sha256 = cryptoSuite('INTL').hash
const sm3 = cryptoSuite('GM').hash
const hex = (bytes: Uint8Array) => `\\\\x${Buffer.from(bytes).toString('hex')}`

/**
 * Appends leaves to the ledger in bulk. It holds the tree from the first leaf to the signed head, as the sequencer does, so
 * that of the two never both append.
 */
export async function appendInBulk(client: pg.ClientBase, realm: string) {
  await client.query('begin')
  await client.query(`insert into ledger.tree values ($1, 0, '{}', '{}') on conflict do nothing`, [realm])
  const { rows } = await client.query<{ size: string; sha256: Buffer[]; sm3: Buffer[] }>(
    'select size, sha256, sm3 from ledger.tree where realm = $1 for update',
    [realm],
  )
  const held = rows[0]!
  let first: Frontier = { size: Number(held.size), subtrees: held.sha256 }
  let second: Frontier = { size: Number(held.size), subtrees: held.sm3 }

  return {
    async append({ digests, about }: Done): Promise<void> {
      let leaves = ''
      let nodes = ''
      for (const [i, [kind, subject, at]] of about.entries()) {
        const digest = digests.subarray(32 * i, 32 * (i + 1))
        const hash = leafHash(sha256, digest)
        const id = uuidV7(new Date(at), (bytes) => crypto.getRandomValues(bytes))
        leaves += `${[realm, first.size, id, kind, subject, hex(digest), at, hex(hash)].join('\t')}\n`
        const appended = appendLeaf(sha256, first, hash)
        for (const { level, index, hash: node } of appended.completed)
          if (level > 0) nodes += `${[realm, level, index, hex(node)].join('\t')}\n`
        first = appended.frontier
        second = appendLeaf(sm3, second, leafHash(sm3, digest)).frontier
      }
      const columns = ['realm', 'position', 'id', 'kind', 'subject', 'digest', 'at', 'hash']
      await copyRows(client, 'ledger.leaf', columns, leaves)
      await copyRows(client, 'ledger.node', ['realm', 'level', 'index', 'hash'], nodes)
    },
    /** Writes the right edge down and lets the tree go; the platform's own sequencer signs the head over it. */
    async close(): Promise<void> {
      await client.query('update ledger.tree set size = $2, sha256 = $3, sm3 = $4 where realm = $1', [
        realm,
        first.size,
        first.subtrees.map((hash) => Buffer.from(hash)),
        second.subtrees.map((hash) => Buffer.from(hash)),
      ])
      await client.query('commit')
    },
  }
}
