import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fillRandom } from './random.ts'

test('no bytes come twice, across lots and beyond their size', () => {
  const seen = new Set<string>()
  for (let i = 0; i < 2000; i++) {
    const bytes = new Uint8Array(16)
    fillRandom(bytes)
    seen.add(Buffer.from(bytes).toString('hex'))
  }
  assert.equal(seen.size, 2000)
  const large = new Uint8Array(20_000)
  fillRandom(large)
  // 256 values over 20,000 bytes: each about 78 times; a run of zeros would be bytes never filled.
  assert.ok(new Set(large).size === 256 && large.subarray(-64).some((byte) => byte !== 0))
})
