import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor, PostRole } from '#kernel/actor.ts'
import { answerers, checkers, mayLook, speaksFor } from './policy.ts'

const holding = (role: PostRole, departmentId = 'water'): Actor => ({
  ...{ kind: 'official', realm: '441900', accountId: 'a', name: '测试', level: 'L3' },
  posts: [{ id: 'p', role, departmentId, departmentName: '部门', divisionCode: '441900000000' }],
})
const officesOf = async ({ posts }: Actor, roles: readonly PostRole[]) =>
  posts
    .filter(({ role }) => roles.includes(role))
    .flatMap(({ departmentId }) => [departmentId, `${departmentId}-below`])

test('windows and reviewers check, others with a post do not even look', () => {
  assert.equal(mayLook(holding('intake')), true)
  assert.equal(mayLook(holding('head')), true)
  assert.equal(mayLook(holding('auditor')), false)
  assert.equal(mayLook({ ...holding('intake'), kind: 'citizen' }), false)
})

test('a check is asked and answered by a post in that very office, and intake answers for nothing', async () => {
  assert.equal(await speaksFor(officesOf, holding('intake'), checkers, 'water'), true)
  assert.equal(await speaksFor(officesOf, holding('intake'), checkers, 'water-below'), false)
  assert.equal(await speaksFor(officesOf, holding('intake'), answerers, 'water'), false)
  assert.equal(await speaksFor(officesOf, holding('reviewer'), answerers, 'water'), true)
  assert.equal(await speaksFor(officesOf, holding('reviewer', 'health'), answerers, 'water'), false)
})
