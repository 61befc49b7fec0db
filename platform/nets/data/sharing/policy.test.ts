import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor, PostRole } from '#kernel/actor.ts'
import { askers, coordinators, mayLook, providers, seesAll, speaking } from './policy.ts'

const holding = (role: PostRole, departmentId = 'water', divisionCode = '441900000000'): Actor => ({
  ...{ kind: 'official', realm: '441900', accountId: 'a', name: '测试', level: 'L3' },
  posts: [{ id: 'p', role, departmentId, departmentName: '部门', divisionCode }],
})

// The city's offices, each with one below it, reached by posts for the whole city.
const speaksFor = speaking(async ({ posts }, roles) =>
  posts
    .filter(({ role, divisionCode }) => roles.includes(role) && divisionCode === '441900000000')
    .flatMap(({ departmentId }) => [departmentId, `${departmentId}-below`]),
)

test('a post counts in its own department only, and for all of it', async () => {
  assert.equal(await speaksFor(holding('decider'), providers, 'water'), true)
  assert.equal(await speaksFor(holding('decider'), providers, 'health'), false)
  assert.equal(await speaksFor(holding('decider'), providers, 'water-below'), false)
  assert.equal(await speaksFor(holding('decider', 'water', '441900006000'), providers, 'water'), false, 'a town')
})

test('giving data away is a decision: intake and review ask, but do not give', async () => {
  assert.equal(await speaksFor(holding('intake'), askers, 'water'), true)
  for (const role of ['intake', 'reviewer', 'supervisor'] as const)
    assert.equal(await speaksFor(holding(role), providers, 'water'), false)
})

test('demands are looked at by those who ask or answer, and by auditors', () => {
  for (const role of ['intake', 'decider', 'supervisor', 'auditor'] as const) assert.ok(mayLook(holding(role)))
  for (const role of ['inspector', 'cashier', 'item-manager', 'administrator', 'security-officer'] as const)
    assert.equal(mayLook(holding(role)), false)
  assert.equal(mayLook({ ...holding('decider'), kind: 'citizen' }), false)
})

test('all demands are seen by the data office and auditors, not by a supervisor of another office', async () => {
  assert.equal(seesAll(holding('supervisor', 'data'), true), true)
  assert.equal(seesAll(holding('supervisor', 'water'), false), false)
  assert.equal(seesAll(holding('auditor'), false), true)
  assert.equal(await speaksFor(holding('supervisor', 'data'), coordinators, 'data'), true)
  assert.equal(await speaksFor(holding('decider', 'data'), coordinators, 'data'), false)
})
