/** A hash function over bytes: SHA-256, or SM3 for the second tree. */
export type Hash = (data: Uint8Array) => Uint8Array

/** The leaves from `start` up to, not including, `end`. */
export type LeafRange = { start: number; end: number }

/** A complete subtree: leaves `index · 2^level` and the `2^level` from there. Its hash never changes once it is full. */
export type Subtree = { level: number; index: number }

/** RFC 9162, 2.1.1: the hash of an entry, `H(0x00 ‖ data)`. */
export function leafHash(hash: Hash, data: Uint8Array): Uint8Array {
  return hash(joined(0x00, data))
}

/** RFC 9162, 2.1.1: the hash of two subtrees, `H(0x01 ‖ left ‖ right)`. */
export function nodeHash(hash: Hash, left: Uint8Array, right: Uint8Array): Uint8Array {
  return hash(joined(0x01, left, right))
}

/** The root over leaf hashes; the root of no leaves is the hash of nothing. */
export function merkleRoot(hash: Hash, leaves: readonly Uint8Array[]): Uint8Array {
  return rangeHash(hash, leaves, { start: 0, end: leaves.length })
}

/** The hashes, leaf upwards, that prove the leaf at `index` to be in the tree over these leaf hashes. */
export function inclusionProof(hash: Hash, leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  return inclusionRanges(index, leaves.length).map((range) => rangeHash(hash, leaves, range))
}

/** The hashes that prove that the tree of the first `oldSize` leaves was only appended to. */
export function consistencyProof(hash: Hash, leaves: readonly Uint8Array[], oldSize: number): Uint8Array[] {
  return consistencyRanges(oldSize, leaves.length).map((range) => rangeHash(hash, leaves, range))
}

/**
 * Which ranges an inclusion proof hashes, in its order (RFC 9162, 2.1.3.1). A store that keeps complete subtrees reads
 * `subtreesOf` each range and folds them with `foldSubtrees`, so that a proof costs O(log² n) look-ups and no leaves.
 */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  requireWithin(index, 0, size - 1, 'leaf index')
  const ranges: LeafRange[] = []
  for (let start = 0, end = size; end - start > 1; ) {
    const middle = start + splitOf(end - start)
    ranges.push(index < middle ? { start: middle, end } : { start, end: middle })
    if (index < middle) end = middle
    else start = middle
  }
  return ranges.reverse()
}

/** Which ranges a consistency proof hashes, in its order (RFC 9162, 2.1.4.1); none when either tree is empty or they are equal. */
export function consistencyRanges(oldSize: number, size: number): LeafRange[] {
  requireWithin(oldSize, 0, size, 'old size')
  if (oldSize === 0 || oldSize === size) return []
  const ranges: LeafRange[] = []
  let [start, end] = [0, size]
  while (end !== oldSize) {
    const middle = start + splitOf(end - start)
    ranges.push(oldSize <= middle ? { start: middle, end } : { start, end: middle })
    if (oldSize <= middle) end = middle
    else start = middle
  }
  // What is left is a whole subtree of the old tree. The verifier knows its hash already when it is the old tree itself.
  if (start > 0) ranges.push({ start, end })
  return ranges.reverse()
}

/** The complete subtrees that make up a range of such a proof, from left to right. */
export function subtreesOf({ start, end }: LeafRange): Subtree[] {
  const subtrees: Subtree[] = []
  for (let from = start; from < end; ) {
    let [level, width] = [0, 1]
    while (from % (width * 2) === 0 && from + width * 2 <= end) {
      level++
      width *= 2
    }
    subtrees.push({ level, index: from / width })
    from += width
  }
  return subtrees
}

/** The hash over neighbouring complete subtrees that grow smaller to the right. */
export function foldSubtrees(hash: Hash, hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 0) return hash(new Uint8Array(0))
  return hashes.reduceRight((right, left) => nodeHash(hash, left, right))
}

function rangeHash(hash: Hash, leaves: readonly Uint8Array[], { start, end }: LeafRange): Uint8Array {
  if (end - start === 0) return hash(new Uint8Array(0))
  if (end - start === 1) return leaves[start]!
  const middle = start + splitOf(end - start)
  return nodeHash(
    hash,
    rangeHash(hash, leaves, { start, end: middle }),
    rangeHash(hash, leaves, { start: middle, end }),
  )
}

/** The largest power of two below n; plain doubling stays exact beyond 32 bits. */
function splitOf(n: number): number {
  let split = 1
  while (split * 2 < n) split *= 2
  return split
}

function joined(prefix: number, ...parts: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(1 + parts.reduce((sum, part) => sum + part.length, 0))
  bytes[0] = prefix
  let offset = 1
  for (const part of parts) {
    bytes.set(part, offset)
    offset += part.length
  }
  return bytes
}

function requireWithin(value: number, least: number, most: number, what: string): void {
  if (!Number.isSafeInteger(value) || value < least || value > most) {
    throw new RangeError(`the ${what} must lie between ${least} and ${most}, not ${value}`)
  }
}
