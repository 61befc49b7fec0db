import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unusualOf } from './unusual.ts'

const usual = { records: 500, night: 0, elsewhere: 0, guesses: 0 }
const before = { days: 10, records: 5000, calls: 1000, night: 0 }
const kinds = (change: object, earlier: object = {}) =>
  unusualOf({ ...usual, ...change, before: { ...before, ...earlier } }).map(({ kind }) => kind)

test('use as on other days is no warning, nor is the first day of a large user', () => {
  assert.deepEqual(kinds({}), [])
  assert.deepEqual(kinds({ records: 2500 }), [], 'five times as much is still within')
  assert.deepEqual(kinds({ records: 90_000, night: 100 }, { days: 2, records: 20 }), [])
  assert.deepEqual(kinds({ night: 50 }, { night: 300 }), [], 'it has always worked at night')
  assert.deepEqual(kinds({ guesses: 2 }), [])
})

test('volume, hour, address and guessing are told with what is usual', () => {
  assert.deepEqual(unusualOf({ ...usual, records: 2501, before }), [{ kind: 'volume', count: 2501, usual: 500 }])
  assert.deepEqual(kinds({ night: 20 }), ['hour'])
  assert.deepEqual(kinds({ elsewhere: 1 }, { days: 0, records: 0, calls: 0 }), ['address'])
  assert.deepEqual(kinds({ guesses: 3 }), ['guessing'])
})
