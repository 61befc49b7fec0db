import { type Hash, nodeHash } from './merkle.ts'

export type InclusionClaim = {
  leaf: Uint8Array
  index: number
  size: number
  proof: readonly Uint8Array[]
  root: Uint8Array
}

export type ConsistencyClaim = {
  oldSize: number
  oldRoot: Uint8Array
  size: number
  root: Uint8Array
  proof: readonly Uint8Array[]
}

/** Whether the proof shows that the leaf hash stands at `index` in the tree of that size and root (RFC 9162, 2.1.3.2). */
export function verifyInclusion(hash: Hash, { leaf, index, size, proof, root }: InclusionClaim): boolean {
  if (!isPosition(index) || !isPosition(size) || index >= size) return false
  let [at, last, result] = [index, size - 1, leaf]
  for (const sibling of proof) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      result = nodeHash(hash, sibling, result)
      // A right edge without a sibling rises until it is somebody's right child.
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)]
    } else {
      result = nodeHash(hash, result, sibling)
    }
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 && equal(result, root)
}

/** Whether the proof shows that the new tree only appends to the old one (RFC 9162, 2.1.4.2). */
export function verifyConsistency(hash: Hash, { oldSize, oldRoot, size, root, proof }: ConsistencyClaim): boolean {
  if (!isPosition(oldSize) || !isPosition(size) || oldSize > size) return false
  if (oldSize === size) return proof.length === 0 && equal(oldRoot, root)
  // Every tree continues the empty one, whose root is the hash of nothing.
  if (oldSize === 0) return proof.length === 0 && equal(oldRoot, hash(new Uint8Array(0)))
  let [at, last] = [oldSize - 1, size - 1]
  while (at % 2 === 1) [at, last] = [half(at), half(last)]
  // An old tree of a power of two leaves is itself the first node, which the proof therefore leaves out.
  const path = at === 0 ? [oldRoot, ...proof] : proof
  const [first, ...rest] = path
  if (first === undefined) return false
  let [oldResult, result] = [first, first]
  for (const sibling of rest) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      oldResult = nodeHash(hash, sibling, oldResult)
      result = nodeHash(hash, sibling, result)
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)]
    } else {
      result = nodeHash(hash, result, sibling)
    }
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 && equal(oldResult, oldRoot) && equal(result, root)
}

function isPosition(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

// Shifts would cut positions to 32 bits.
function half(value: number): number {
  return Math.floor(value / 2)
}

// Roots and proofs are public, so the comparison may stop at the first difference.
function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}
