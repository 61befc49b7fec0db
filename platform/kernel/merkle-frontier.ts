import { foldSubtrees, type Hash, nodeHash, type Subtree } from './merkle.ts'

/**
 * What must be kept to go on appending: the number of leaves and the hashes of the complete subtrees that make up the
 * tree, from left to right, one for each 1 in the binary form of `size`.
 */
export type Frontier = { readonly size: number; readonly subtrees: readonly Uint8Array[] }

/** A subtree that an append completed, its leaf first: what a log stores in order to answer proofs later. */
export type CompletedSubtree = Subtree & { hash: Uint8Array }

export type Appended = { frontier: Frontier; completed: CompletedSubtree[] }

export function emptyFrontier(): Frontier {
  return { size: 0, subtrees: [] }
}

/** The tree with one more leaf hash, in O(log n) time and, over many appends, two hashes each. */
export function appendLeaf(hash: Hash, frontier: Frontier, leaf: Uint8Array): Appended {
  const subtrees = [...frontier.subtrees]
  const completed: CompletedSubtree[] = [{ level: 0, index: frontier.size, hash: leaf }]
  let top = leaf
  // Like adding 1 in binary: each trailing 1 of the size is a subtree on the left that now gets its twin.
  for (let [level, index] = [1, frontier.size]; index % 2 === 1; level++) {
    top = nodeHash(hash, subtrees.pop()!, top)
    index = (index - 1) / 2
    completed.push({ level, index, hash: top })
  }
  subtrees.push(top)
  return { frontier: { size: frontier.size + 1, subtrees }, completed }
}

/** The root of the tree so far. */
export function frontierRoot(hash: Hash, frontier: Frontier): Uint8Array {
  return foldSubtrees(hash, frontier.subtrees)
}
