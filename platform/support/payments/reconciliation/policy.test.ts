import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor, PostRole } from '#kernel/actor.ts'
import { mayReconcile, maySettle } from './policy.ts'

const official = (role: PostRole): Actor => ({
  ...{ kind: 'official', realm: 'r', accountId: 'a', name: '测试', level: 'L2' },
  posts: [{ id: 'p', role, departmentId: 'roads', departmentName: '局', divisionCode: '441900000000' }],
})

test('cashiers and supervisors reconcile; deciders, intake and citizens do not', () => {
  for (const role of ['cashier', 'supervisor'] as const) assert.equal(mayReconcile(official(role)), true)
  for (const role of ['decider', 'intake', 'administrator'] as const) assert.equal(mayReconcile(official(role)), false)
  assert.equal(mayReconcile({ ...official('cashier'), kind: 'citizen' }), false)
})

test('a difference is settled by the office of its bill, or by anybody when no bill is behind it', () => {
  assert.equal(maySettle(['roads'], 'roads'), true)
  assert.equal(maySettle(['roads'], null), true)
  assert.equal(maySettle(['roads'], 'water'), false)
})
