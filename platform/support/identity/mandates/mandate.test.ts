import assert from 'node:assert/strict'
import { test } from 'node:test'
import { covers, fullAgeOn, isDecentPeriod, stateOf } from './mandate.ts'

test('a mandate covers what it says: these acts, in these matters or in every one', () => {
  const all = { acts: ['apply', 'pay'] as ('apply' | 'pay')[] }
  assert.equal(covers(all, { act: 'apply', itemId: 'a' }), true)
  assert.equal(covers(all, { act: 'show' }), false)
  const one = { items: ['a'], acts: ['apply'] as 'apply'[] }
  assert.equal(covers(one, { act: 'apply', itemId: 'a' }), true)
  assert.equal(covers(one, { act: 'apply', itemId: 'b' }), false)
  assert.equal(covers(one, { act: 'apply' }), false)
  assert.equal(covers({}, { act: 'show' }), true)
})

test('a child is of age on the eighteenth birthday, in the city’s time', () => {
  assert.equal(fullAgeOn('2018-05-04').toISOString(), '2036-05-03T16:00:00.000Z')
  assert.equal(fullAgeOn('2008-02-29').toISOString(), '2026-02-28T16:00:00.000Z')
})

test('a mandate is asked for, in force, over, ended or declined, and nothing else', () => {
  const now = new Date('2026-11-23T01:00:00Z')
  const later = new Date('2026-12-23T01:00:00Z')
  const at = (signedAt: Date | null, endedAt: Date | null, validTo: Date) =>
    stateOf({ signedAt, endedAt, validTo }, now)
  assert.deepEqual(
    [at(null, null, later), at(now, null, later), at(now, null, now), at(now, now, later), at(null, now, later)],
    ['asked', 'in-force', 'over', 'ended', 'declined'],
  )
  assert.equal(isDecentPeriod(now, later, now), true)
  assert.equal(isDecentPeriod(now, new Date('2030-11-23T01:00:00Z'), now), false)
  assert.equal(isDecentPeriod(later, later, now), false)
})
