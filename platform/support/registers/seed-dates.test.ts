import assert from 'node:assert/strict'
import { test } from 'node:test'
import { laterBy, monthsSince } from './seed-dates.ts'

test('dates of a seed move by whole months, and never back', () => {
  assert.equal(monthsSince('2026-11', '2026-11-30'), 0)
  assert.equal(monthsSince('2026-11', '2030-06-01'), 43)
  assert.equal(monthsSince('2026-11', '2026-01-01'), 0)
  assert.equal(laterBy(43, '2026-11-30'), '2030-06-30')
  assert.equal(laterBy(3, '2026-11-30'), '2027-02-28')
  assert.equal(laterBy(15, '2026-11-30'), '2028-02-29')
  assert.equal(laterBy(2, '2025-11'), '2026-01')
  assert.equal(laterBy(43, 2026), 2029)
  for (const other of ['', null, true, 'mains', 1.5]) assert.equal(laterBy(43, other), other)
})
