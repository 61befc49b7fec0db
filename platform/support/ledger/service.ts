import type { Clock } from '#ground/clock.ts'
import type { Db, Tx } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import { consistencyRanges, foldSubtrees, inclusionRanges, type LeafRange, subtreesOf } from '#kernel/merkle.ts'
import { type Tile, tileWidth } from '#kernel/tlog/tile.ts'
import type { ConsistencyProof, Head, Leaf, ProofAnswer, WrittenLeaf } from './contract.ts'
import { headOf } from './head.ts'
import * as store from './store.ts'
import { hashOfLeaf, sha256 } from './tree.ts'

/** The log of what must stay provable: licences, uses of seals, decisions. */
export type Ledger = {
  /** Writes leaves in the act's own transaction, without a position: the sequencer gives that after the commit. */
  append(tx: Tx, realm: string, leaves: readonly Leaf[]): Promise<WrittenLeaf[]>
  /** The newest signed head; refuses with `ledger.empty` before the first. */
  head(realm: string): Promise<Head>
  findHead(realm: string): Promise<Head | undefined>
  /** The proof that a leaf (by its hash, hex) is in the newest head, or in that of `size`. Refuses with `ledger.leaf-missing`. */
  proof(realm: string, leafHash: string, size?: number): Promise<ProofAnswer>
  /** What was written about one thing: the digests, and the leaf hashes by which their proofs are asked for. */
  leavesOf(realm: string, subject: string): Promise<{ kind: string; digest: string; hash: string }[]>
  consistency(realm: string, first: number, second: number): Promise<ConsistencyProof>
  /** Leaf hashes by position: what anybody needs to rebuild the tree, and nothing about people. */
  leaves(realm: string, from: number, limit: number): Promise<{ position: number; hash: string }[]>
  /** The bytes of a tile (C2SP tlog-tiles); undefined while the log is not that large. */
  tile(realm: string, tile: Tile): Promise<Buffer | undefined>
}

/** An entry of the log is the digest that was written down, behind its length in two bytes. */
const entryOf = (digest: Buffer) => Buffer.concat([Buffer.of(digest.length >> 8, digest.length & 255), digest])

export function createLedger({ db, clock, newId }: { db: Db; clock: Clock; newId: NewId }): Ledger {
  /** The hash over any range of leaves, from the complete subtrees that make it up. */
  async function hashesOf(realm: string, ranges: LeafRange[]): Promise<string[]> {
    const parts = ranges.map(subtreesOf)
    const hashes = await store.selectSubtrees(db, realm, parts.flat())
    let taken = 0
    return parts.map((part) => {
      const own = hashes.slice(taken, taken + part.length)
      taken += part.length
      return Buffer.from(foldSubtrees(sha256, own)).toString('hex')
    })
  }

  async function findHead(realm: string): Promise<Head | undefined> {
    const row = await store.selectHead(db, realm)
    return row && headOf(row)
  }

  async function findHeadOf(realm: string, size: number): Promise<Head | undefined> {
    const [row] = await store.selectHeads(db, realm, size - 1, size)
    return row && headOf(row)
  }

  async function head(realm: string): Promise<Head> {
    const found = await findHead(realm)
    if (!found) throw new Refusal('missing', 'ledger.empty', 'No head has been signed yet')
    return found
  }

  return {
    async append(tx, realm, leaves) {
      const at = clock()
      const rows = leaves.map((leaf) => ({ realm, id: newId(), ...leaf, hash: hashOfLeaf(leaf.digest), at }))
      if (rows.length > 0) await store.insertPending(tx, rows)
      return rows.map(({ id, hash }) => ({ id, hash: hash.toString('hex') }))
    },
    head,
    findHead,
    async proof(realm, leafHash, size) {
      const hash = Buffer.from(leafHash, 'hex')
      const found = await store.findLeaf(db, realm, hash)
      const newest = size === undefined ? await findHead(realm) : await findHeadOf(realm, size)
      if (found && newest && found.position < newest.size) {
        const path = await hashesOf(realm, inclusionRanges(found.position, newest.size))
        return {
          status: 'included',
          proof: { leaf: leafHash, position: found.position, size: newest.size, path },
          head: newest,
        }
      }
      // A leaf that moved from the queue to the log between the two looks is found at the second.
      if (found || (await store.isPending(db, realm, hash)) || (await store.findLeaf(db, realm, hash)))
        return { status: 'pending' }
      throw new Refusal('missing', 'ledger.leaf-missing', `No leaf ${leafHash}`)
    },
    async leavesOf(realm, subject) {
      const rows = await store.selectBySubject(db, realm, subject)
      return rows.map(({ kind, digest, hash }) => ({
        kind,
        digest: digest.toString('hex'),
        hash: hash.toString('hex'),
      }))
    },
    async consistency(realm, first, second) {
      const size = (await store.selectTree(db, realm))?.size ?? 0
      if (first > second || second > size)
        throw new Refusal('invalid', 'ledger.size-beyond', `Sizes ${first} and ${second} must rise and end at ${size}`)
      const [firstRoot = '', secondRoot = ''] = await hashesOf(realm, [
        { start: 0, end: first },
        { start: 0, end: second },
      ])
      return { first, second, firstRoot, secondRoot, path: await hashesOf(realm, consistencyRanges(first, second)) }
    },
    async leaves(realm, from, limit) {
      const rows = await store.selectLeaves(db, realm, from, limit)
      return rows.map(({ position, hash }) => ({ position, hash: hash.toString('hex') }))
    },
    async tile(realm, { level, index, width }) {
      const parts =
        level === 'entries'
          ? (await store.selectLeaves(db, realm, index * tileWidth, width)).map(({ digest }) => entryOf(digest))
          : await store.selectLevel(db, realm, level * 8, index * tileWidth, width)
      return parts.length === width ? Buffer.concat(parts) : undefined
    },
  }
}
