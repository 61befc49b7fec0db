import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addFailure, type Failures, isLocked } from './session.ts'

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 23, 1, minutes))
const fail = (times: number, minutes: number, from?: Failures) => {
  let failures = from
  for (let i = 0; i < times; i++) failures = addFailure(failures, at(minutes))
  return failures
}

test('four failures do not lock, the fifth locks for fifteen minutes', () => {
  assert.equal(isLocked(fail(4, 0), at(0)), false)
  const locked = fail(5, 0)
  assert.equal(isLocked(locked, at(14)), true)
  assert.equal(isLocked(locked, at(15)), false)
})

test('after a lock has run out the count begins anew', () => {
  assert.equal(isLocked(fail(4, 15, fail(5, 0)), at(15)), false)
})

test('failures a quarter of an hour apart are not in a row', () => {
  assert.equal(fail(1, 20, fail(4, 0))?.count, 1)
})
