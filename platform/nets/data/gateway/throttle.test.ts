import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createThrottle } from './throttle.ts'

test('as many calls a second as were granted, at once or one after another, and each grant for itself', () => {
  let millis = 0
  const throttle = createThrottle(() => millis)
  const calls = (count: number, grant = 'one') =>
    Array.from({ length: count }, () => throttle(grant, 10)).filter(Boolean).length
  assert.equal(calls(25), 10)
  assert.equal(calls(25, 'two'), 10)
  millis += 500
  assert.equal(calls(25), 5)
  millis += 3_600_000
  assert.equal(calls(25), 10, 'an hour of silence saves nothing up')
})
