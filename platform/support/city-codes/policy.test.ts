import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor } from '#kernel/actor.ts'
import { mayScan, mayShow } from './policy.ts'

const citizen: Actor = {
  ...{ kind: 'citizen', realm: 'r', accountId: 'a', name: '沈样例', level: 'L3', posts: [], partyId: 'me' },
}
const official = (posts: number): Actor => ({
  ...{ kind: 'official', realm: 'r', accountId: 'o', name: '何谷雨', level: 'L3' },
  posts: Array.from({ length: posts }, () => ({
    ...{ id: 'p', role: 'intake', departmentId: 'd', departmentName: '局', divisionCode: '441900000000' },
  })) as Actor['posts'],
})

test('a code is shown by the holder and by who may show for the holder, never by an official', () => {
  assert.ok(mayShow(citizen, 'me', ['me']))
  assert.ok(mayShow(citizen, 'firm', ['me', 'firm']))
  assert.ok(!mayShow(citizen, 'firm', ['me']))
  assert.ok(!mayShow(official(1), 'me', ['me']))
})

test('the code of a person is scanned by an official in a post alone, of a firm and a card by anybody', () => {
  assert.ok(mayScan(official(1), { of: 'person' }))
  assert.ok(!mayScan(official(0), { of: 'person' }))
  assert.ok(!mayScan(citizen, { of: 'person' }))
  assert.ok(mayScan(citizen, { of: 'firm' }))
  assert.ok(mayScan(citizen, { of: 'card' }))
})
