import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor, PostRole } from '#kernel/actor.ts'
import { divisionsWatched, mayWatchExchange } from './policy.ts'

const official = (role: PostRole): Actor => ({
  kind: 'official',
  realm: 'r',
  accountId: 'a',
  name: 'a',
  level: 'L3',
  posts: [{ id: 'p', role, departmentId: 'd', departmentName: 'd', divisionCode: '441900004000' }],
})

test('supervisors watch the exchange, of their division', () => {
  assert.deepEqual(divisionsWatched(official('supervisor')), ['441900004000'])
})

test('nobody else does', () => {
  for (const role of [
    'intake',
    'reviewer',
    'inspector',
    'decider',
    'item-manager',
    'administrator',
    'auditor',
  ] as const)
    assert.ok(!mayWatchExchange(official(role)), role)
  assert.ok(!mayWatchExchange({ ...official('supervisor'), kind: 'citizen' }))
})
