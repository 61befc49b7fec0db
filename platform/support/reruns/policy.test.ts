import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Actor, anonymousActor, type PostRole, systemActor } from '#kernel/actor.ts'
import { mayRerun, maySeeRerun, reachesOf } from './policy.ts'

const official = (role: PostRole, accountId: string = role): Actor => ({
  kind: 'official',
  realm: '441900',
  accountId,
  name: role,
  level: 'L3',
  posts: [{ id: role, role, departmentId: 'bees', departmentName: '养蜂登记处', divisionCode: '441900003000' }],
})

test('supervisors, deciders and the platform re-run decisions', () => {
  for (const actor of [official('supervisor'), official('decider'), systemActor('441900')]) assert.ok(mayRerun(actor))
})

test('nobody else does', () => {
  const roles: PostRole[] = [
    'intake',
    'reviewer',
    'inspector',
    'item-manager',
    'administrator',
    'security-officer',
    'auditor',
  ]
  for (const role of roles) assert.ok(!mayRerun(official(role)), role)
  assert.ok(!mayRerun(anonymousActor('441900')))
  assert.ok(!mayRerun({ ...official('supervisor'), kind: 'citizen' }))
})

test('who began a re-run sees it', () => {
  assert.ok(maySeeRerun(official('supervisor', 'a'), { startedBy: { accountId: 'a' } }))
})

test('a colleague with the same post does not, nor who began it and holds the post no more', () => {
  assert.ok(!maySeeRerun(official('supervisor', 'b'), { startedBy: { accountId: 'a' } }))
  assert.ok(!maySeeRerun(official('intake', 'a'), { startedBy: { accountId: 'a' } }))
})

test('only the posts that may re-run reach', () => {
  const both = { ...official('decider'), posts: [...official('decider').posts, ...official('intake').posts] }
  assert.deepEqual(reachesOf(both, { departmentsUnder: (id) => [id, `${id}-1`] }), [
    { role: 'decider', departments: ['bees', 'bees-1'], divisionPrefix: '441900003' },
  ])
})
