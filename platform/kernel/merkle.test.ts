import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import {
  consistencyProof,
  consistencyRanges,
  foldSubtrees,
  type Hash,
  inclusionProof,
  inclusionRanges,
  leafHash,
  merkleRoot,
  subtreesOf,
} from './merkle.ts'
import { appendLeaf, emptyFrontier, frontierRoot } from './merkle-frontier.ts'
import { verifyConsistency, verifyInclusion } from './merkle-verify.ts'

const sha256: Hash = (data) => createHash('sha256').update(data).digest()
const sm3: Hash = (data) => createHash('sm3').update(data).digest()
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

// The eight leaves of the Certificate Transparency reference tests.
const CLASSIC = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const classicLeaves = (hash: Hash) => CLASSIC.map((data) => leafHash(hash, Buffer.from(data, 'hex')))
const leaves = Array.from({ length: 70 }, (_, i) => leafHash(sha256, Uint8Array.of(i)))

test('the classic leaves have the published roots (RFC 6962)', () => {
  const roots: [number, string][] = [
    [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
    [2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
    [3, 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
    [7, 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
    [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
  ]
  for (const [size, root] of roots) assert.equal(hex(merkleRoot(sha256, classicLeaves(sha256).slice(0, size))), root)
})

test('the root of no leaves is the hash of nothing', () => {
  assert.equal(hex(merkleRoot(sha256, [])), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  assert.equal(hex(frontierRoot(sm3, emptyFrontier())), hex(sm3(new Uint8Array())))
})

test('over SM3 the tree of two is H(1 ‖ H(0 ‖ first) ‖ H(0 ‖ second))', () => {
  const [first, second] = [sm3(Buffer.from('00', 'hex')), sm3(Buffer.from('0000', 'hex'))]
  const root = sm3(Buffer.concat([Buffer.from('01', 'hex'), first, second]))
  assert.equal(hex(merkleRoot(sm3, classicLeaves(sm3).slice(0, 2))), hex(root))
})

test('the frontier has the same root as the whole tree after every append, with either hash', () => {
  for (const hash of [sha256, sm3]) {
    let frontier = emptyFrontier()
    for (const [i, leaf] of leaves.entries()) {
      frontier = appendLeaf(hash, frontier, leaf).frontier
      assert.equal(hex(frontierRoot(hash, frontier)), hex(merkleRoot(hash, leaves.slice(0, i + 1))))
    }
    assert.equal(frontier.subtrees.length, 3) // 70 = 64 + 4 + 2
  }
})

test('every leaf of every tree is proved, and its proof fails for any other leaf, place, size or root', () => {
  for (const size of [1, 2, 3, 5, 8, 13, 33]) {
    const tree = leaves.slice(0, size)
    const root = merkleRoot(sha256, tree)
    for (let index = 0; index < size; index++) {
      const claim = { leaf: leaves[index]!, index, size, proof: inclusionProof(sha256, tree, index), root }
      assert.ok(verifyInclusion(sha256, claim))
      assert.equal(verifyInclusion(sha256, { ...claim, leaf: leaves[size]! }), false)
      assert.equal(verifyInclusion(sha256, { ...claim, index: index + 1 }), false)
      assert.equal(verifyInclusion(sha256, { ...claim, root: leaves[size]! }), false)
      assert.equal(verifyInclusion(sha256, { ...claim, proof: [...claim.proof, root] }), false)
      assert.equal(verifyInclusion(sha256, { ...claim, proof: claim.proof.slice(1) }), size === 1)
    }
  }
})

test('every tree is shown to continue every earlier one, and no other', () => {
  for (let size = 1; size <= 20; size++) {
    const tree = leaves.slice(0, size)
    const root = merkleRoot(sha256, tree)
    for (let oldSize = 0; oldSize <= size; oldSize++) {
      const oldRoot = merkleRoot(sha256, leaves.slice(0, oldSize))
      const claim = { oldSize, oldRoot, size, root, proof: consistencyProof(sha256, tree, oldSize) }
      assert.ok(verifyConsistency(sha256, claim), `${oldSize} to ${size}`)
      assert.equal(verifyConsistency(sha256, { ...claim, oldRoot: leaves[30]! }), false)
      if (oldSize > 0) assert.equal(verifyConsistency(sha256, { ...claim, root: leaves[30]! }), false)
      assert.equal(verifyConsistency(sha256, { ...claim, proof: [...claim.proof, root] }), false)
      assert.equal(verifyConsistency(sha256, { ...claim, oldSize: size + 1 }), false)
    }
  }
})

test('the worked proofs of RFC 6962 section 2.1.3 for seven leaves have the hashes they name', () => {
  const seven = leaves.slice(0, 7)
  const named = (from: number, to: number) => hex(merkleRoot(sha256, leaves.slice(from, to)))
  const proof = (index: number) => inclusionProof(sha256, seven, index).map(hex)
  assert.deepEqual(proof(0), [named(1, 2), named(2, 4), named(4, 7)])
  assert.deepEqual(proof(3), [named(2, 3), named(0, 2), named(4, 7)])
  assert.deepEqual(proof(6), [named(4, 6), named(0, 4)])
  const consistency = (oldSize: number) => consistencyProof(sha256, seven, oldSize).map(hex)
  assert.deepEqual(consistency(3), [named(2, 3), named(3, 4), named(0, 2), named(4, 7)])
  assert.deepEqual(consistency(4), [named(4, 7)])
  assert.deepEqual(consistency(6), [named(4, 6), named(6, 7), named(0, 4)])
})

test('a store of completed subtrees answers every proof without the leaves', () => {
  const stored = new Map<string, Uint8Array>()
  let frontier = emptyFrontier()
  for (const leaf of leaves) {
    const appended = appendLeaf(sha256, frontier, leaf)
    frontier = appended.frontier
    for (const { level, index, hash } of appended.completed) stored.set(`${level}/${index}`, hash)
  }
  const read = (ranges: { start: number; end: number }[]) =>
    ranges.map((range) =>
      foldSubtrees(
        sha256,
        subtreesOf(range).map(({ level, index }) => stored.get(`${level}/${index}`)!),
      ),
    )
  for (const size of [1, 6, 37, 70]) {
    const tree = leaves.slice(0, size)
    for (let index = 0; index < size; index++) {
      assert.deepEqual(read(inclusionRanges(index, size)).map(hex), inclusionProof(sha256, tree, index).map(hex))
      assert.deepEqual(read(consistencyRanges(index, size)).map(hex), consistencyProof(sha256, tree, index).map(hex))
    }
  }
})

test('positions beyond 32 bits are handled exactly', () => {
  const size = 2 ** 40 + 1
  assert.deepEqual(inclusionRanges(2 ** 40, size), [{ start: 0, end: 2 ** 40 }])
  assert.deepEqual(subtreesOf({ start: 0, end: size }), [
    { level: 40, index: 0 },
    { level: 0, index: 2 ** 40 },
  ])
})

test('a proof for a leaf that is not there is a defect of the caller', () => {
  assert.throws(() => inclusionProof(sha256, leaves, 70), RangeError)
  assert.throws(() => consistencyProof(sha256, leaves, 71), RangeError)
})
