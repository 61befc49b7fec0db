import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Actor, type PostRole, postRoles } from '#kernel/actor.ts'
import { askingPost, mayAgree, officesOf } from './policy.ts'

const official = (role: PostRole, accountId: string = role, departmentId = 'market-regulation'): Actor => ({
  ...{ kind: 'official', realm: '441900', accountId, name: role, level: 'L2' },
  posts: [{ id: 'p', role, departmentId, departmentName: '市场监督管理局', divisionCode: '441900000000' }],
})
const row = { departmentId: 'market-regulation', askedBy: 'clerk' }

test('the window begins a recovery at the counter, and nobody else', () => {
  assert.deepEqual(
    postRoles.filter((role) => askingPost(official(role))),
    ['intake'],
  )
  assert.equal(askingPost({ ...official('intake'), kind: 'citizen' }), undefined)
})

test('window, decider and head of the same office agree to it', () => {
  assert.deepEqual(
    postRoles.filter((role) => mayAgree(official(role, 'second'), row)),
    ['intake', 'decider', 'head'],
  )
  assert.deepEqual(officesOf(official('head')), ['market-regulation'])
})

test('nobody agrees to what they began, also under a post lent to them, and no other office does', () => {
  assert.equal(mayAgree(official('intake', 'clerk'), row), false)
  const lent = official('head', 'clerk')
  const posts = lent.posts.map((post) => ({ ...post, onBehalfOf: { accountId: 'head', name: '负责人' } }))
  assert.equal(mayAgree({ ...lent, posts }, row), false)
  assert.equal(mayAgree(official('head', 'second', 'health'), row), false)
  assert.equal(mayAgree({ ...official('head', 'second'), kind: 'citizen' }, row), false)
})
