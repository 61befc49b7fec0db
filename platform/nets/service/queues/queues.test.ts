import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor } from '#kernel/actor.ts'
import { mayAct, maySeePerson } from './policy.ts'
import { ticketNo, verbsFrom, waitingMinutes } from './ticket.ts'

test('each state has its verbs; what is over has none', () => {
  assert.deepEqual(verbsFrom('waiting'), ['cancel'])
  assert.deepEqual(verbsFrom('called'), ['recall', 'start', 'skip', 'transfer', 'finish'])
  assert.deepEqual(verbsFrom('serving'), ['transfer', 'finish'])
  assert.deepEqual(verbsFrom('skipped'), ['return', 'cancel'])
  assert.deepEqual([verbsFrom('finished'), verbsFrom('cancelled')], [[], []])
})

test('a wait is shared by the open windows, and reckoned with one when none is', () => {
  assert.deepEqual([waitingMinutes(5, 2, 10), waitingMinutes(5, 0, 10), waitingMinutes(0, 3, 10)], [25, 50, 0])
  assert.deepEqual([ticketNo(true, 7), ticketNo(false, 123)], ['G007', 'A123'])
})

const actor = (accountId: string): Actor => ({
  kind: 'citizen',
  realm: 'r',
  accountId,
  name: accountId,
  level: 'L3',
  posts: [],
})
const ticket = { account_id: 'owner', clerk_id: 'clerk' }

test('its owner gives a number up and does nothing else', () => {
  assert.ok(mayAct(actor('owner'), ticket, 'cancel', false))
  for (const verb of ['recall', 'start', 'skip', 'return', 'transfer', 'finish'] as const)
    assert.ok(!mayAct(actor('owner'), ticket, verb, false), verb)
  assert.ok(!mayAct(actor('other'), ticket, 'cancel', false))
  assert.ok(!mayAct(actor('nobody'), { account_id: null, clerk_id: null }, 'cancel', false))
})

test('the window that called it serves it; another of the hall only takes back or clears', () => {
  assert.ok(mayAct(actor('clerk'), ticket, 'finish', true))
  assert.ok(!mayAct(actor('colleague'), ticket, 'finish', true))
  assert.ok(mayAct(actor('colleague'), ticket, 'return', true))
  assert.ok(!mayAct(actor('clerk'), ticket, 'finish', false), 'whose post ended')
})

test('whose number it is, only they and the window that called it know', () => {
  assert.deepEqual(
    ['owner', 'clerk', 'colleague'].map((id) => maySeePerson(actor(id), ticket)),
    [true, true, false],
  )
})
