import assert from 'node:assert/strict'
import { test } from 'node:test'
import { levelOf, type Method, reaches } from './level.ts'

test('one factor of a verified person is L2, two kinds or a passkey L3, a face or document check L4', () => {
  const cases: [Method[], string][] = [
    [['pwd'], 'L2'],
    [['sms'], 'L2'],
    [['sms', 'otp'], 'L2'],
    [['pwd', 'sms'], 'L3'],
    [['pwd', 'otp'], 'L3'],
    [['hwk'], 'L3'],
    [['lic'], 'L3'],
    [['pwd', 'fed'], 'L2'],
    [['pwd', 'face'], 'L4'],
    [['doc'], 'L4'],
  ]
  for (const [shown, level] of cases) assert.equal(levelOf(shown, 'L2'), level, shown.join('+'))
})

test('nothing that is shown makes up for a name that nobody verified', () => {
  assert.equal(levelOf(['pwd', 'otp', 'face'], 'L1'), 'L1')
})

test('a level reaches what it is asked for and all below', () => {
  assert.equal(reaches('L3', 'L2'), true)
  assert.equal(reaches('L2', 'L3'), false)
})
