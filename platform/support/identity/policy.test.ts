import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Actor, type PostRole, systemActor } from '#kernel/actor.ts'
import {
  dutiesConflict,
  mayAdministerAccounts,
  mayAdministerPostsOf,
  mayEndSessionsOf,
  mayReadAccounts,
  mayReadAudit,
  postFor,
} from './policy.ts'

const official = (role: PostRole, divisionCode = '441900000000'): Actor => ({
  kind: 'official',
  realm: '441900',
  accountId: role,
  name: role,
  level: 'L2',
  posts: [{ id: 'p', role, departmentId: 'market-regulation', departmentName: '市场监督管理局', divisionCode }],
})

const roles: PostRole[] = [
  'intake',
  'decider',
  'item-manager',
  'supervisor',
  'administrator',
  'security-officer',
  'auditor',
]
const allowed = (may: (actor: Actor) => boolean) => roles.filter((role) => may(official(role)))

test('each overseeing power belongs to its own post', () => {
  assert.deepEqual(allowed(mayAdministerAccounts), ['administrator'])
  assert.deepEqual(
    allowed((actor) => mayAdministerPostsOf(actor, 'other')),
    ['administrator'],
  )
  assert.deepEqual(
    allowed((actor) => mayEndSessionsOf(actor, 'other')),
    ['security-officer'],
  )
  assert.deepEqual(allowed(mayReadAudit), ['auditor'])
  assert.deepEqual(allowed(mayReadAccounts), ['administrator', 'security-officer', 'auditor'])
})

test('nobody appoints themself, and everybody may end their own sessions', () => {
  assert.equal(mayAdministerPostsOf(official('administrator'), 'administrator'), false)
  assert.equal(mayAdministerPostsOf(systemActor('441900'), 'anyone'), true)
  assert.equal(mayEndSessionsOf(official('intake'), 'intake'), true)
})

test('administrator, security officer and auditor are different people; other posts combine', () => {
  assert.equal(dutiesConflict(['administrator'], 'auditor'), true)
  assert.equal(dutiesConflict(['auditor', 'intake'], 'security-officer'), true)
  assert.equal(dutiesConflict(['auditor'], 'intake'), false)
  assert.equal(dutiesConflict(['intake', 'reviewer'], 'decider'), false)
})

test('a post reaches its department in its division and below, and nothing else', () => {
  const branch = official('intake', '441900004000')
  const work = { departmentId: 'market-regulation', divisionCode: '441900004002' }
  assert.equal(postFor(branch, 'intake', work)?.id, 'p')
  assert.equal(postFor(branch, 'decider', work), undefined)
  assert.equal(postFor(branch, 'intake', { ...work, divisionCode: '441900003000' }), undefined)
  assert.equal(postFor(branch, 'intake', { ...work, departmentId: 'health' }), undefined)
})
