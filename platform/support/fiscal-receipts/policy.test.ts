import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor, PostRole } from '#kernel/actor.ts'
import { mayApply, mayEnterFor, maySee, readsReceipts } from './policy.ts'

const actor = (kind: Actor['kind'], role?: PostRole): Actor => ({
  ...{ kind, realm: 'r', accountId: 'a', name: '测试', level: 'L2', partyId: 'me' },
  posts: role ? [{ id: 'p', role, departmentId: 'roads', departmentName: '城管', divisionCode: '441900000000' }] : [],
})
const held = { partyId: 'firm', departmentId: 'roads' }

test('a receipt is seen by its payer and by those who watch over money in its office', () => {
  assert.equal(maySee(actor('citizen'), held, { parties: ['me', 'firm'], offices: [] }), true)
  assert.equal(maySee(actor('citizen'), held, { parties: ['me'], offices: ['roads'] }), false)
  assert.equal(maySee(actor('official', 'cashier'), held, { parties: [], offices: ['roads'] }), true)
  assert.equal(maySee(actor('official', 'cashier'), held, { parties: [], offices: ['water'] }), false)
  assert.equal(maySee(actor('official', 'intake'), held, { parties: [], offices: ['roads'] }), false)
  assert.equal(maySee(actor('program'), held, { parties: ['firm'], offices: ['roads'] }), false)
})

test('books are read by cashiers, deciders and supervisors; only cashiers apply for numbers', () => {
  for (const role of ['cashier', 'decider', 'supervisor'] as const)
    assert.equal(readsReceipts(actor('official', role)), true)
  assert.equal(readsReceipts(actor('official', 'administrator')), false)
  assert.equal(mayApply(actor('official', 'cashier')), true)
  assert.equal(mayApply(actor('official', 'decider')), false)
  assert.equal(mayApply(actor('citizen')), false)
})

test('a receipt is booked for a unit one acts for, never for oneself, never by an official', () => {
  assert.equal(mayEnterFor(actor('citizen'), 'firm', ['me', 'firm']), true)
  assert.equal(mayEnterFor(actor('citizen'), 'me', ['me', 'firm']), false)
  assert.equal(mayEnterFor(actor('citizen'), 'other', ['me', 'firm']), false)
  assert.equal(mayEnterFor(actor('official', 'cashier'), 'firm', ['firm']), false)
})
