import type { Db } from '#ground/database/index.ts'
import type { Subtree } from '#kernel/merkle.ts'
import type { KeyStatement, RootKeys } from '#support/keys/contract.ts'
import { holds, statementHolds } from '#support/keys/index.ts'
import { headBody, headOf } from './head.ts'
import * as store from './store.ts'
import { grow, hashOfLeaf, rootsOf, type Trees } from './tree.ts'

export type LedgerReport = { size: number; heads: number; pending: boolean; faults: string[] }

const page = 5000

/**
 * Rebuilds both trees of a realm from its leaves alone and compares: positions without a gap, each leaf's hash, stored
 * subtrees, the right edge, each head's roots and signature. Reads 5,000 leaves at a time; empty `faults` means it holds.
 */
export async function verifyLedger(
  db: Db,
  realm: string,
  trust: { root: RootKeys; statement(keyId: string): Promise<KeyStatement> },
): Promise<LedgerReport> {
  const faults: string[] = []
  let trees: Trees = { sha256: { size: 0, subtrees: [] }, sm3: { size: 0, subtrees: [] } }
  let heads = 0
  // Leaves written while we look belong to the next check.
  const kept = await store.selectTree(db, realm)
  const end = kept?.size ?? 0

  async function checkHead(head: store.HeadRow): Promise<void> {
    heads++
    const { root, rootSm3 } = rootsOf(trees)
    const shown = headOf(head)
    if (!root.equals(head.root)) faults.push(`head ${head.size}: the SHA-256 root differs from the leaves`)
    if (!rootSm3.equals(head.rootSm3)) faults.push(`head ${head.size}: the SM3 root differs from the leaves`)
    const statement = await trust.statement(head.keyId)
    if (statement.body.purpose !== 'log' || !statementHolds(statement, trust.root))
      faults.push(`head ${head.size}: its key is not a log key of the root`)
    if (!holds(headBody(shown), shown.signature, statement.body.publicKey))
      faults.push(`head ${head.size}: the signature does not hold`)
  }

  async function checkSubtrees(completed: (Subtree & { hash: Uint8Array })[]): Promise<void> {
    const stored = await store.selectSubtrees(db, realm, completed)
    for (const [i, { level, index, hash }] of completed.entries())
      if (!stored[i]?.equals(hash)) faults.push(`subtree ${level}/${index}: the stored hash differs from the leaves`)
  }

  while (trees.sha256.size < end && faults.length < 100) {
    const from = trees.sha256.size
    const leaves = await store.selectLeaves(db, realm, from, Math.min(page, end - from))
    if (leaves.length === 0) {
      faults.push(`positions ${from} to ${end - 1} are missing`)
      break
    }
    const dueHeads = new Map(
      (await store.selectHeads(db, realm, from, from + leaves.length)).map((head) => [head.size, head]),
    )
    const completed: (Subtree & { hash: Uint8Array })[] = []
    for (const [i, leaf] of leaves.entries()) {
      if (leaf.position !== from + i) faults.push(`position ${from + i}: found ${leaf.position} instead`)
      if (!hashOfLeaf(leaf.digest).equals(leaf.hash)) faults.push(`position ${leaf.position}: hash and digest differ`)
      const grown = grow(trees, [leaf.digest])
      trees = grown.trees
      completed.push(...grown.completed)
      const head = dueHeads.get(trees.sha256.size)
      if (head) await checkHead(head)
    }
    await checkSubtrees(completed)
  }

  const edge = (subtrees: readonly Uint8Array[]) => subtrees.map((hash) => Buffer.from(hash).toString('hex')).join()
  if (kept && faults.length === 0) {
    if (edge(kept.sha256) !== edge(trees.sha256.subtrees)) faults.push('the right edge of the SHA-256 tree differs')
    if (edge(kept.sm3) !== edge(trees.sm3.subtrees)) faults.push('the right edge of the SM3 tree differs')
  }
  const pending = (await store.realmsWaiting(db)).includes(realm)
  return { size: trees.sha256.size, heads, pending, faults }
}
