import assert from 'node:assert/strict'
import { test } from 'node:test'
import { leaveAt } from './quiet.ts'

const rules = [
  { from: '2020-01-01', channels: ['sms'], begins: '22:00', ends: '08:00' },
  { from: '2027-01-01', channels: ['sms'], begins: '12:00', ends: '14:00' },
]
const leaves = (at: string, more: { channel?: 'sms' | 'email'; urgent?: boolean } = {}) =>
  leaveAt({ channel: 'sms', urgent: false, ...more }, new Date(at), rules).toISOString()

test('what can wait leaves in the morning of Chinese time', () => {
  assert.equal(leaves('2026-11-22T22:30:00+08:00'), '2026-11-23T00:00:00.000Z')
  assert.equal(leaves('2026-11-23T07:59:00+08:00'), '2026-11-23T00:00:00.000Z')
  assert.equal(leaves('2026-11-23T08:00:00+08:00'), '2026-11-23T00:00:00.000Z')
  assert.equal(leaves('2026-11-23T21:59:59+08:00'), '2026-11-23T13:59:59.000Z')
})

test('urgent messages and channels without quiet hours leave at once', () => {
  const night = '2026-11-22T23:00:00+08:00'
  assert.equal(leaves(night, { urgent: true }), '2026-11-22T15:00:00.000Z')
  assert.equal(leaves(night, { channel: 'email' }), '2026-11-22T15:00:00.000Z')
})

test('the rule of the day holds, also one that does not cross midnight', () => {
  assert.equal(leaves('2027-01-01T23:00:00+08:00'), '2027-01-01T15:00:00.000Z')
  assert.equal(leaves('2027-01-01T12:30:00+08:00'), '2027-01-01T06:00:00.000Z')
})
