import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { type Hash, leafHash } from '#kernel/merkle.ts'
import { appendLeaf, type CompletedSubtree, type Frontier, frontierRoot } from '#kernel/merkle-frontier.ts'

/** SHA-256, the first tree: what proofs are made of. */
export const sha256: Hash = cryptoSuite('INTL').hash
/** SM3, the second tree over the same leaves: its root stands beside the first in each head. */
export const sm3: Hash = cryptoSuite('GM').hash

/** Both trees' right edges at one size. */
export type Trees = { sha256: Frontier; sm3: Frontier }

/** The leaf hash by which a digest is found in the log. */
export function hashOfLeaf(digest: Uint8Array): Buffer {
  return Buffer.from(leafHash(sha256, digest))
}

/** Both trees with more leaves, and the subtrees of the first that became complete. */
export function grow(trees: Trees, digests: readonly Uint8Array[]): { trees: Trees; completed: CompletedSubtree[] } {
  const completed: CompletedSubtree[] = []
  let { sha256: first, sm3: second } = trees
  for (const digest of digests) {
    const appended = appendLeaf(sha256, first, leafHash(sha256, digest))
    completed.push(...appended.completed)
    first = appended.frontier
    second = appendLeaf(sm3, second, leafHash(sm3, digest)).frontier
  }
  return { trees: { sha256: first, sm3: second }, completed }
}

export function rootsOf(trees: Trees): { root: Buffer; rootSm3: Buffer } {
  return { root: Buffer.from(frontierRoot(sha256, trees.sha256)), rootSm3: Buffer.from(frontierRoot(sm3, trees.sm3)) }
}
