import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor, PostRole } from '#kernel/actor.ts'
import { mayDo, maySee, type Reach, verbsFor } from './policy.ts'
import { checkDue, stateAfter } from './promise.ts'

const actor = (kind: Actor['kind']): Actor => ({
  kind,
  realm: 'r',
  accountId: 'a',
  name: '演示',
  level: 'L3',
  posts: [],
})
const official = actor('official')
const citizen = actor('citizen')
const reach = (roles: readonly PostRole[], department = 'd', parties: string[] = []): Reach => ({
  parties,
  offices: (wanted) => (wanted.some((role) => roles.includes(role)) ? [department] : []),
})
const held = { partyId: 'p', departmentId: 'd', state: 'to-check' as const, repaired: false }

test('a promise is checked once it was granted, and annulled only after it was found false', () => {
  assert.equal(stateAfter('signed', 'confirm'), undefined)
  assert.equal(stateAfter('to-check', 'confirm'), 'kept')
  assert.equal(stateAfter('to-check', 'annul'), undefined)
  assert.equal(stateAfter('false', 'annul'), 'annulled')
  assert.equal(stateAfter('kept', 'find-false'), undefined)
})

test('the inspector and the reviewer of the office check; nobody else', () => {
  for (const role of ['inspector', 'reviewer'] as const) {
    assert.ok(mayDo(official, 'confirm', held, reach([role])))
    assert.ok(!mayDo(official, 'annul', held, reach([role])))
    assert.ok(!mayDo(official, 'confirm', held, reach([role], 'another')))
  }
  for (const role of ['intake', 'decider', 'supervisor'] as const)
    assert.ok(!mayDo(official, 'confirm', held, reach([role])))
})

test('the decider of the office annuls and repairs; nobody else', () => {
  assert.ok(mayDo(official, 'annul', held, reach(['decider'])))
  assert.ok(!mayDo(official, 'annul', held, reach(['decider'], 'another')))
  assert.ok(!mayDo(citizen, 'annul', held, reach([], 'd', ['p'])))
})

test('the party is heard, and no other', () => {
  assert.deepEqual(verbsFor(citizen, held, reach([], 'd', ['p'])), ['state'])
  assert.deepEqual(verbsFor(citizen, held, reach([], 'd', ['other'])), [])
  assert.ok(!maySee(citizen, held, reach([], 'd', ['other'])))
  assert.ok(maySee(official, held, reach(['supervisor'])))
  assert.ok(!maySee(official, held, reach(['item-manager'])))
})

test('a repair is done once', () => {
  const annulled = { ...held, state: 'annulled' as const }
  assert.deepEqual(verbsFor(official, annulled, reach(['decider'])), ['repair'])
  assert.deepEqual(verbsFor(official, { ...annulled, repaired: true }, reach(['decider'])), [])
})

test('the last day of the check counts from the day after the grant', () => {
  const working = (from: string, days: number) => ({ date: `${from}+${days}` })
  assert.equal(checkDue('2026-11-02', { unit: 'calendar', days: 60 }, working), '2027-01-01')
  assert.equal(checkDue('2026-11-02', { unit: 'working', days: 5 }, working), '2026-11-02+5')
})
