import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor } from '#kernel/actor.ts'
import { anonymousActor, systemActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { mayLook, maySee, reaches } from './policy.ts'

const post = { id: '1', role: 'intake', departmentId: 'a', departmentName: 'A', divisionCode: '441900000000' } as const
const official: Actor = { ...systemActor('441900'), kind: 'official', posts: [post] }

test('an official with a post looks at the catalogue', () => mayLook(official))
test('others do not', () => {
  for (const actor of [{ ...official, posts: [] }, { ...official, kind: 'citizen' as const }, anonymousActor('441900')])
    assert.throws(() => mayLook(actor), Refusal)
})
test('what is in force is seen by all of them', () => {
  assert.equal(maySee({ live: true }, { officer: false, manager: false }), true)
})
test('a draft is seen by its officers and managers alone', () => {
  assert.equal(maySee({ live: false }, { officer: true, manager: false }), true)
  assert.equal(maySee({ live: false }, { officer: false, manager: true }), true)
  assert.equal(maySee({ live: false }, { officer: false, manager: false }), false)
})
test('a post reaches the offices below it', () => assert.equal(reaches(['a', 'b'], 'b'), true))
test('and no other', () => assert.equal(reaches(['a'], 'b'), false))
