import assert from 'node:assert/strict'
import { test } from 'node:test'
import { uuidV7 } from './ids.ts'

const random = (bytes: Uint8Array<ArrayBuffer>) => void crypto.getRandomValues(bytes)

test('an id is a UUID of version 7 and the RFC variant', () => {
  assert.match(uuidV7(new Date(), random), /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('the example of RFC 9562 appendix A.6 has its time in front', () => {
  assert.equal(uuidV7(new Date('2022-02-22T19:22:22Z'), random).slice(0, 13), '017f22e2-79b0')
})

test('ids of later milliseconds sort later', () => {
  const ids = [0, 1, 256, 65_536, 2 ** 33].map((later) => uuidV7(new Date(1_700_000_000_000 + later), random))
  assert.deepEqual([...ids].sort(), ids)
})
