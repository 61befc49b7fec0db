import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor } from '#kernel/actor.ts'
import { suggested } from './life-map.ts'
import { mayBeAdvised } from './policy.ts'

const rules = [
  { after: 'business-licence', items: ['food', 'sign'], reason: '有了执照', reasonEn: 'A licence is held' },
  { after: 'food-licence', items: ['sign'], reason: '有了许可', reasonEn: 'A permit is held' },
]
const results = new Map([
  ['food', 'food-licence'],
  ['sign', undefined],
])
const hold = (partyId: string, type: string, inForce = true) => ({ partyId, type, inForce })
const found = (...held: ReturnType<typeof hold>[]) =>
  suggested(rules, held, results).map(({ partyId, item }) => `${partyId}:${item}`)

test('what follows from a credential in force is proposed to its holder, each item once', () => {
  assert.deepEqual(found(hold('shop', 'business-licence')), ['shop:food', 'shop:sign'])
  assert.deepEqual(found(hold('shop', 'business-licence'), hold('inn', 'food-licence')), [
    'shop:food',
    'shop:sign',
    'inn:sign',
  ])
})

test('what is held already is not proposed, nor what follows from a credential that has ended', () => {
  assert.deepEqual(found(hold('shop', 'business-licence'), hold('shop', 'food-licence')), ['shop:sign'])
  assert.deepEqual(found(hold('shop', 'business-licence', false)), [])
})

test('what the city does not offer is not proposed', () => {
  assert.deepEqual(suggested(rules, [hold('shop', 'business-licence')], new Map()), [])
})

test('citizens are advised, and nobody else', () => {
  const as = (kind: Actor['kind']) =>
    ({ kind, realm: '4419', accountId: 'a', name: '', level: 'L1', posts: [] }) as Actor
  assert.equal(mayBeAdvised(as('citizen')), true)
  for (const kind of ['official', 'anonymous', 'system', 'program'] as const)
    assert.equal(mayBeAdvised(as(kind)), false)
})
