import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Actor, type PostRole, postRoles } from '#kernel/actor.ts'
import { mayAskBenefit, mayConsult, mayKeepFacts, mayOversee, seesAllOffices } from './policy.ts'

const official = (role: PostRole): Actor => ({
  ...{ kind: 'official', realm: 'r', accountId: 'a', name: '测试', level: 'L2' },
  posts: [{ id: 'p', role, departmentId: 'd', departmentName: '局', divisionCode: '441900000000' }],
})
const who = (may: (actor: Actor) => boolean) => postRoles.filter((role) => may(official(role))).join(' ')

test('each right is held by these posts and no others', () => {
  assert.equal(who(mayKeepFacts), 'reviewer inspector decider head')
  assert.equal(who(mayConsult), 'intake reviewer inspector cashier decider head supervisor')
  assert.equal(who(mayOversee), 'reviewer inspector decider head supervisor')
  assert.equal(who(seesAllOffices), 'supervisor')
})

test('a benefit is asked about by a partner’s program and at counters, never by a citizen', () => {
  assert.equal(mayAskBenefit({ ...official('intake'), kind: 'program', posts: [] }), true)
  assert.equal(mayAskBenefit(official('intake')), true)
  assert.equal(mayAskBenefit(official('administrator')), false)
  assert.equal(mayAskBenefit({ ...official('intake'), kind: 'citizen' }), false)
})

test('a citizen has none of them, whatever posts stand beside', () => {
  for (const may of [mayKeepFacts, mayConsult, mayOversee, seesAllOffices])
    assert.equal(may({ ...official('reviewer'), kind: 'citizen' }), false)
})
